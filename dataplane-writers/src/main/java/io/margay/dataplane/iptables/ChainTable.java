package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Iptables;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The filter table of one IP version, and what is known of it.
///
/// What is known is read once, at the start, and again after a failure; else it is what was written last.
final class ChainTable {
    private final Iptables iptables;
    private final Renderer renderer;
    private @Nullable FilterTable known;

    ChainTable(Iptables iptables, Renderer renderer) {
        this.iptables = iptables;
        this.renderer = renderer;
    }

    /// What makes its chains.
    Renderer renderer() {
        return renderer;
    }

    /// Whether it is as it was written last, as far as is known.
    boolean isKnown() {
        return known != null;
    }

    /// Makes the table hold the chains rendered last and no others of ours, in one transaction. What went wrong, if
    /// anything did: then the table is as it was.
    Optional<String> write() {
        var version = renderer.version();
        var chains = renderer.latest().chains();
        if (known == null) {
            var saved = iptables.save(version);
            if (!saved.ok()) {
                return Optional.of("reading the filter table of IPv" + version.number() + ": " + saved.why());
            }
            known = FilterTable.read(saved.output());
        }
        var text = known.restoreText(chains);
        if (!text.isEmpty()) {
            var exit = iptables.restore(version, text);
            if (!exit.ok()) {
                known = null;
                return Optional.of("writing the filter table of IPv" + version.number() + ": " + exit.why());
            }
        }
        known = FilterTable.written(chains);
        return Optional.empty();
    }
}
