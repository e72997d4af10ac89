package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Hears what `iptables-save` prints, a line at a time, and keeps some numbers of each chain of ours, and how many
/// rules others have.
final class OwnChainsReader implements Consumer<String> {
    private static final Pattern HASH = Pattern.compile("--comment \"?#([\\w-]+)");
    /// Of Kubernetes, for whoever asks which backend its nodes use.
    private static final Set<String> HINTS = Set.of(":KUBE-IPTABLES-HINT", ":KUBE-KUBELET-CANARY");

    private static final Map<String, Table> TABLES =
            Stream.of(Table.values()).collect(Collectors.toMap(table -> "*" + table.text(), table -> table));

    /// What is heard of one of our chains.
    private static final class Heard {
        final Outline outline = new Outline();
        String hash = "";
        long text = 1;

        void rule(String line) {
            if (outline.isEmpty()) {
                var found = HASH.matcher(line);
                hash = found.find() ? found.group(1) : "";
            }
            outline.printed(line);
            text = Outline.hash(text, line);
        }
    }

    private static final class HeardTable {
        final Table table;
        final Map<String, Heard> chains = new HashMap<>();
        final Map<String, OwnChains.Jumps> jumps = new HashMap<>();
        private final Set<String> begun = new HashSet<>();
        private final Set<String> hooks;

        HeardTable(Table table) {
            this.table = table;
            hooks = Hook.of(table).stream().map(hook -> "-A " + hook.rule()).collect(Collectors.toSet());
        }

        /// Whether it is ours.
        boolean rule(String chain, String line) {
            var own = chains.get(chain);
            if (own != null) {
                own.rule(line);
                return true;
            }
            boolean isFirst = begun.add(chain);
            if (!hooks.contains(line)) {
                return false;
            }
            jumps.merge(
                    chain,
                    new OwnChains.Jumps(1, isFirst),
                    (one, _) -> new OwnChains.Jumps(one.count() + 1, one.isFirst()));
            return true;
        }

        OwnChains read() {
            var kept = new HashMap<String, OwnChains.Kept>();
            chains.forEach(
                    (name, heard) -> kept.put(name, new OwnChains.Kept(heard.hash, heard.outline.value(), heard.text)));
            return new OwnChains(table, kept, jumps);
        }
    }

    private final Map<Table, HeardTable> tables = new LinkedHashMap<>();
    private HeardTable now = new HeardTable(Table.FILTER);
    private boolean isOurKind;
    private int others;
    private boolean hasHint;

    @Override
    public void accept(String line) {
        if (line.startsWith("*")) {
            var table = TABLES.get(line);
            isOurKind = table != null;
            now = table == null ? now : tables.computeIfAbsent(table, HeardTable::new);
        } else if (line.startsWith(":")) {
            chain(line.substring(0, Math.max(1, line.indexOf(' '))));
        } else if (line.startsWith("-A ")) {
            int end = line.indexOf(' ', "-A ".length());
            boolean isOurs = isOurKind && now.rule(line.substring("-A ".length(), Math.max(end, 3)), line);
            others += isOurs ? 0 : 1;
        }
    }

    private void chain(String name) {
        hasHint |= HINTS.contains(name);
        if (isOurKind && name.startsWith(":" + Names.PREFIX)) {
            now.chains.put(name.substring(1), new Heard());
        }
    }

    /// What is ours in a table.
    OwnChains of(Table table) {
        var heard = tables.get(table);
        return heard == null ? OwnChains.none(table) : heard.read();
    }

    /// What is ours, of the tables that were heard.
    List<OwnChains> all() {
        var all = new ArrayList<OwnChains>();
        tables.values().forEach(heard -> all.add(heard.read()));
        return all;
    }

    /// How many rules are not ours, in all tables.
    int others() {
        return others;
    }

    /// Whether Kubernetes says that its nodes use this backend.
    boolean hasHint() {
        return hasHint;
    }
}
