package io.margay.dataplane.iptables;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What is Margay's in a filter table: read from `iptables-save`, or known because it was written.
///
/// @param hashes of its chains by name; empty text where a chain has no hash
/// @param hooked of the kernel's own chains, whether its first rule is the jump to ours; absent: it has no such jump
record FilterTable(Map<String, String> hashes, Map<String, Boolean> hooked) {
    private static final Pattern HASH = Pattern.compile("--comment \"?#([\\w-]+)");
    /// The kernel's own chains and ours that they jump to first.
    static final Map<String, String> HOOKS = Map.of("FORWARD", Names.FORWARD, "INPUT", Names.INPUT);

    FilterTable {
        hashes = Map.copyOf(hashes);
        hooked = Map.copyOf(hooked);
    }

    /// What the text of `iptables-save` says.
    static FilterTable read(String text) {
        var reading = new Reading();
        text.lines().forEach(reading::line);
        return new FilterTable(reading.hashes, reading.hooked);
    }

    private static final class Reading {
        final Map<String, String> hashes = new HashMap<>();
        final Map<String, Boolean> hooked = new HashMap<>();
        private final Set<String> begun = new HashSet<>();

        void line(String line) {
            var words = line.split(" ", 3);
            if (line.startsWith(":" + Names.PREFIX)) {
                hashes.put(words[0].substring(1), "");
            } else if (line.startsWith("-A ")) {
                rule(words[1], line, begun.add(words[1]));
            }
        }

        private void rule(String chain, String line, boolean isFirst) {
            var ours = HOOKS.get(chain);
            if (ours != null && line.equals("-A " + chain + " -j " + ours)) {
                hooked.putIfAbsent(chain, isFirst);
            }
            var hash = HASH.matcher(line);
            if (isFirst && chain.startsWith(Names.PREFIX) && hash.find()) {
                hashes.put(chain, hash.group(1));
            }
        }
    }

    /// What it is once `chains` are written.
    static FilterTable written(List<Chain> chains) {
        var hashes = new HashMap<String, String>();
        chains.forEach(chain -> hashes.put(chain.name(), chain.hash()));
        var hooked = new HashMap<String, Boolean>();
        HOOKS.keySet().forEach(chain -> hooked.put(chain, true));
        return new FilterTable(hashes, hooked);
    }

    /// The text of `iptables-restore --noflush` that makes this to what `chains` say; empty where it is that already.
    ///
    /// Chains are declared before rules jump to them, and emptied before they go.
    String restoreText(List<Chain> chains) {
        var lines = new ArrayList<String>();
        var gone = new ArrayList<>(hashes.keySet());
        for (var chain : chains) {
            gone.remove(chain.name());
        }
        var changed = chains.stream()
                .filter(chain -> !chain.hash().equals(hashes.get(chain.name())))
                .sorted(Comparator.comparing(Chain::name))
                .toList();
        changed.forEach(chain -> lines.add(":" + chain.name() + " - [0:0]"));
        changed.forEach(chain -> lines.addAll(chain.print()));
        HOOKS.keySet().stream().sorted().forEach(chain -> lines.addAll(hook(chain)));
        gone.sort(null);
        gone.forEach(chain -> lines.add("-F " + chain));
        gone.forEach(chain -> lines.add("-X " + chain));
        return lines.isEmpty() ? "" : "*filter\n" + String.join("\n", lines) + "\nCOMMIT\n";
    }

    private List<String> hook(String chain) {
        var jump = chain + " -j " + HOOKS.get(chain);
        var first = hooked.get(chain);
        if (first == null) {
            return List.of("-I " + jump);
        }
        return first ? List.of() : List.of("-D " + jump, "-I " + jump);
    }
}
