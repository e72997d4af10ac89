package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Table;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A table of one IP version, and what is known of it.
///
/// What is known is read once, at the start, and again after a failure; else it is what was written last.
final class ChainTable {
    private final Iptables iptables;
    private final Renderer renderer;
    private final Table table;
    private @Nullable OwnChains known;

    ChainTable(Iptables iptables, Renderer renderer, Table table) {
        this.iptables = iptables;
        this.renderer = renderer;
        this.table = table;
    }

    /// Whether it is as it was written last, as far as is known.
    boolean isKnown() {
        return known != null;
    }

    /// Makes the table hold the chains rendered last and no others of ours, in one transaction. What went wrong, if
    /// anything did: then the table is as it was.
    Optional<String> write() {
        var version = renderer.version();
        var chains = renderer.latest().chains(table);
        if (known == null) {
            var saved = iptables.save(version, table);
            if (!saved.ok()) {
                return Optional.of("reading " + name() + ": " + saved.why());
            }
            known = OwnChains.read(table, saved.output());
        }
        var text = known.restoreText(chains);
        if (!text.isEmpty()) {
            var exit = iptables.restore(version, text);
            if (!exit.ok()) {
                known = null;
                return Optional.of("writing " + name() + ": " + exit.why());
            }
        }
        known = OwnChains.written(table, chains);
        return Optional.empty();
    }

    private String name() {
        return "the " + table.text() + " table of IPv" + renderer.version().number();
    }
}
