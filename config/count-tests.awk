# Surefire's XML reports in, one after the other; out: each failed test, the skipped ones by reason, and the line
#   N passed, N failed, N skipped
# Ends with 1 if a test failed or none ran.

function attribute(line, name,    at) {
  at = match(line, " " name "=\"[^\"]*\"")
  return at ? substr(line, at + length(name) + 3, RLENGTH - length(name) - 4) : ""
}

# As a person reads it: one line, without the marks of XML and of JUnit.
function plain(text) {
  gsub(/&#(10|13|9);/, " ", text); gsub(/  +/, " ", text); sub(/^ /, "", text)
  sub(/^org\.opentest4j\.TestAbortedException: (Assumption failed: )?/, "", text)
  gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&apos;/, "'", text); gsub(/&amp;/, "\\&", text)
  return length(text) > 300 ? substr(text, 1, 300) "…" : text
}

/^ *<testsuite /  { total += attribute($0, "tests"); bad += attribute($0, "failures") + attribute($0, "errors"); skipped += attribute($0, "skipped") }
/^ *<testcase /   { test = attribute($0, "classname") "." attribute($0, "name") }
/^ *<(failure|error)[ >]/ { print "failed: " plain(test) ": " plain(attribute($0, "message")) }
/^ *<skipped/   {
  reason = attribute($0, "message")
  if (reason == "" && match($0, /<!\[CDATA\[[^\]]*/)) reason = substr($0, RSTART + 9, RLENGTH - 9)
  reasons[reason == "" ? "no reason given" : plain(reason)]++
}

END {
  for (reason in reasons) print "skipped " reasons[reason] ": " reason
  printf "%d passed, %d failed, %d skipped\n", total - bad - skipped, bad, skipped
  exit bad > 0 || total == 0
}
