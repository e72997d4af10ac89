package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What is Margay's in a table: read from `iptables-save`, or known because it was written.
///
/// @param chains of ours, by name
/// @param jumps of the kernel's own chains, how they jump to ours
record OwnChains(Table table, Map<String, Kept> chains, Map<String, Jumps> jumps) {
    /// A chain that is there.
    ///
    /// @param hash that its first rule's comment has; empty: none, or it is not as it was left
    /// @param outline of its rules
    /// @param text a hash of its rules as they are printed; 0: they were not read since they were written
    record Kept(String hash, long outline, long text) {
        private static final Kept DAMAGED = new Kept("", 0, 0);

        private static Kept written(Chain chain) {
            return new Kept(chain.hash(), chain.outline(), 0);
        }

        private boolean is(Chain chain) {
            return hash.equals(chain.hash()) && outline == chain.outline();
        }

        private boolean isAs(Kept before) {
            return outline == before.outline && (before.text == 0 || text == before.text);
        }
    }

    /// The jumps of a chain of the kernel's own to ours.
    ///
    /// @param isFirst whether one is its first rule
    record Jumps(int count, boolean isFirst) {
        private static final Jumps NONE = new Jumps(0, false);
        private static final Jumps RIGHT = new Jumps(1, true);
    }

    OwnChains {
        chains = Map.copyOf(chains);
        jumps = Map.copyOf(jumps);
    }

    /// What it is once `written` are written.
    ///
    /// @param written all of this table
    OwnChains written(List<Chain> written) {
        var now = new HashMap<String, Kept>();
        written.forEach(chain -> now.put(chain.name(), after(chain)));
        var hooked = new HashMap<String, Jumps>();
        Hook.of(table).stream()
                .filter(hook -> now.containsKey(hook.chain()))
                .forEach(hook -> hooked.put(hook.builtIn(), Jumps.RIGHT));
        return new OwnChains(table, now, hooked);
    }

    private Kept after(Chain chain) {
        var before = chains.get(chain.name());
        return before != null && before.is(chain) ? before : Kept.written(chain);
    }

    /// Nothing.
    static OwnChains none(Table table) {
        return new OwnChains(table, Map.of(), Map.of());
    }

    /// What of this is no longer as it was, by `now`: a chain by its name, a jump as `FORWARD -j mgy-forward`.
    List<String> damage(OwnChains now) {
        var damage = new TreeSet<String>();
        chains.forEach((name, kept) -> {
            var there = now.chains.get(name);
            if (there == null || !there.isAs(kept)) {
                damage.add(name);
            }
        });
        now.chains.keySet().stream().filter(name -> !chains.containsKey(name)).forEach(damage::add);
        Hook.of(table).stream()
                .filter(hook -> !jumps.getOrDefault(hook.builtIn(), Jumps.NONE)
                        .equals(now.jumps.getOrDefault(hook.builtIn(), Jumps.NONE)))
                .forEach(hook -> damage.add(hook.rule()));
        return List.copyOf(damage);
    }

    /// The same, where these chains, if they are there, are like none that could be wanted.
    OwnChains without(Collection<String> damaged) {
        var rest = new HashMap<>(chains);
        damaged.forEach(name -> rest.computeIfPresent(name, (_, _) -> Kept.DAMAGED));
        return new OwnChains(table, rest, jumps);
    }

    /// Those of `wanted` that are not here just so.
    List<Chain> changed(List<Chain> wanted) {
        return wanted.stream()
                .filter(chain -> {
                    var there = chains.get(chain.name());
                    return there == null || !there.is(chain);
                })
                .sorted(Comparator.comparing(Chain::name))
                .toList();
    }

    /// Those of `wanted` that are not here at all, if some that are become others or go; else none.
    ///
    /// Nothing leads to them yet, unless one of them does.
    List<Chain> ahead(List<Chain> wanted) {
        var coming = wanted.stream()
                .filter(chain -> !chains.containsKey(chain.name()))
                .sorted(Comparator.comparing(Chain::name))
                .toList();
        boolean isMore =
                chains.size() > wanted.size() - coming.size() || changed(wanted).size() > coming.size();
        return isMore ? coming : List.of();
    }

    /// The text that makes chains that are not here.
    String restoreText(List<Chain> coming) {
        var lines = new ArrayList<String>();
        fill(coming, lines);
        return text(lines);
    }

    /// What it is once chains have come that were not here.
    OwnChains with(List<Chain> coming) {
        var now = new HashMap<>(chains);
        coming.forEach(chain -> now.put(chain.name(), Kept.written(chain)));
        return new OwnChains(table, now, jumps);
    }

    /// The text of `iptables-restore --noflush` that makes this to what `wanted` say; empty where it is that already.
    ///
    /// Chains are declared before rules jump to them, and emptied before they go. A hook goes with its chain.
    ///
    /// @param wanted all chains of this table
    /// @param held names of chains that cannot go, and are left empty
    String restoreText(List<Chain> wanted, Set<String> held) {
        var lines = new ArrayList<String>();
        var names = wanted.stream().map(Chain::name).collect(Collectors.toSet());
        var gone = chains.keySet().stream()
                .filter(name -> !names.contains(name))
                .sorted()
                .toList();
        var changed = changed(wanted);
        fill(changed, lines);
        Hook.of(table).forEach(hook -> lines.addAll(hooking(hook, names.contains(hook.chain()))));
        gone.forEach(chain -> lines.add("-F " + chain));
        gone.stream().filter(chain -> !held.contains(chain)).forEach(chain -> lines.add("-X " + chain));
        return text(lines);
    }

    private static void fill(List<Chain> chains, List<String> lines) {
        chains.forEach(chain -> lines.add(":" + chain.name() + " - [0:0]"));
        chains.forEach(chain -> lines.addAll(chain.print()));
    }

    private String text(List<String> lines) {
        return lines.isEmpty() ? "" : "*" + table.text() + "\n" + String.join("\n", lines) + "\nCOMMIT\n";
    }

    private List<String> hooking(Hook hook, boolean wanted) {
        var there = jumps.getOrDefault(hook.builtIn(), Jumps.NONE);
        if (wanted && there.equals(Jumps.RIGHT)) {
            return List.of();
        }
        var lines = new ArrayList<>(Collections.nCopies(there.count, "-D " + hook.rule()));
        if (wanted) {
            lines.add("-I " + hook.rule());
        }
        return lines;
    }
}
