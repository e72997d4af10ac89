package io.margay.model.resource;

import io.margay.model.net.Cidr;
import io.margay.model.net.PortRange;
import io.margay.model.selector.Selector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One side of a Calico rule. What is null or empty does not limit it.
public record EntityRule(
        List<Cidr> nets,
        List<Cidr> notNets,
        @Nullable Selector selector,
        @Nullable Selector notSelector,
        @Nullable Selector namespaceSelector,
        Ports ports,
        Ports notPorts,
        @Nullable ServiceAccountMatch serviceAccounts,
        @Nullable ServiceMatch services) {
    /// Matches anything.
    public static final EntityRule ANY =
            new EntityRule(List.of(), List.of(), null, null, null, Ports.NONE, Ports.NONE, null, null);

    /// Numbers and names; a packet's port is one of either.
    public record Ports(List<PortRange> ranges, List<String> names) {
        /// No port written.
        public static final Ports NONE = new Ports(List.of(), List.of());

        public Ports {
            ranges = List.copyOf(ranges);
            names = List.copyOf(names);
        }

        /// Whether no port is written.
        public boolean isEmpty() {
            return ranges.isEmpty() && names.isEmpty();
        }
    }

    /// Service accounts by name (any of them, if any is given) and by selector (if given).
    public record ServiceAccountMatch(
            List<String> names, @Nullable Selector selector) {
        public ServiceAccountMatch {
            names = List.copyOf(names);
        }
    }

    /// A service.
    ///
    /// @param namespace empty where not written: the policy's own
    public record ServiceMatch(String namespace, String name) {}

    public EntityRule {
        nets = List.copyOf(nets);
        notNets = List.copyOf(notNets);
    }
}
