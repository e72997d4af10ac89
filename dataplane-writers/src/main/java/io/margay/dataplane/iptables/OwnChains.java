package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What is Margay's in a table: read from `iptables-save`, or known because it was written.
///
/// @param hashes of its chains by name; empty text where a chain has no hash
/// @param hooked of the kernel's own chains, whether its first rule is the jump to ours; absent: it has no such jump
record OwnChains(Table table, Map<String, String> hashes, Map<String, Boolean> hooked) {
    private static final Pattern HASH = Pattern.compile("--comment \"?#([\\w-]+)");

    OwnChains {
        hashes = Map.copyOf(hashes);
        hooked = Map.copyOf(hooked);
    }

    /// What the text of `iptables-save` says.
    static OwnChains read(Table table, String text) {
        var reading = new Reading(table);
        text.lines().forEach(reading::line);
        return new OwnChains(table, reading.hashes, reading.hooked);
    }

    private static final class Reading {
        final Map<String, String> hashes = new HashMap<>();
        final Map<String, Boolean> hooked = new HashMap<>();
        private final Set<String> begun = new HashSet<>();
        private final Set<String> jumps;

        Reading(Table table) {
            jumps = Hook.of(table).stream().map(hook -> "-A " + hook.rule()).collect(Collectors.toSet());
        }

        void line(String line) {
            var words = line.split(" ", 3);
            if (line.startsWith(":" + Names.PREFIX)) {
                hashes.put(words[0].substring(1), "");
            } else if (line.startsWith("-A ")) {
                rule(words[1], line, begun.add(words[1]));
            }
        }

        private void rule(String chain, String line, boolean isFirst) {
            if (jumps.contains(line)) {
                hooked.putIfAbsent(chain, isFirst);
            }
            var hash = HASH.matcher(line);
            if (isFirst && chain.startsWith(Names.PREFIX) && hash.find()) {
                hashes.put(chain, hash.group(1));
            }
        }
    }

    /// What it is once `chains` are written.
    ///
    /// @param chains of this table
    static OwnChains written(Table table, List<Chain> chains) {
        var hashes = new HashMap<String, String>();
        chains.forEach(chain -> hashes.put(chain.name(), chain.hash()));
        var hooked = new HashMap<String, Boolean>();
        Hook.of(table).stream()
                .filter(hook -> hashes.containsKey(hook.chain()))
                .forEach(hook -> hooked.put(hook.builtIn(), true));
        return new OwnChains(table, hashes, hooked);
    }

    /// The text of `iptables-restore --noflush` that makes this to what `chains` say; empty where it is that already.
    ///
    /// Chains are declared before rules jump to them, and emptied before they go. A hook goes with its chain.
    ///
    /// @param chains of this table
    String restoreText(List<Chain> chains) {
        var lines = new ArrayList<String>();
        var gone = new TreeSet<>(hashes.keySet());
        chains.forEach(chain -> gone.remove(chain.name()));
        var changed = chains.stream()
                .filter(chain -> !chain.hash().equals(hashes.get(chain.name())))
                .sorted(Comparator.comparing(Chain::name))
                .toList();
        changed.forEach(chain -> lines.add(":" + chain.name() + " - [0:0]"));
        changed.forEach(chain -> lines.addAll(chain.print()));
        var names = chains.stream().map(Chain::name).collect(Collectors.toSet());
        Hook.of(table).forEach(hook -> lines.addAll(hooking(hook, names.contains(hook.chain()))));
        gone.forEach(chain -> lines.add("-F " + chain));
        gone.forEach(chain -> lines.add("-X " + chain));
        return lines.isEmpty() ? "" : "*" + table.text() + "\n" + String.join("\n", lines) + "\nCOMMIT\n";
    }

    private List<String> hooking(Hook hook, boolean wanted) {
        var first = hooked.get(hook.builtIn());
        if (first == null) {
            return wanted ? List.of("-I " + hook.rule()) : List.of();
        }
        if (!wanted) {
            return List.of("-D " + hook.rule());
        }
        return first ? List.of() : List.of("-D " + hook.rule(), "-I " + hook.rule());
    }
}
