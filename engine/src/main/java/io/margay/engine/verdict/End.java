package io.margay.engine.verdict;

import io.margay.model.net.Ip;
import java.util.Optional;

/// Who sends or receives a probe's packet.
public sealed interface End {
    /// A pod, or a workload endpoint of that name.
    record PodEnd(String namespace, String name) implements End {
        @Override
        public String toString() {
            return "pod:" + namespace + "/" + name;
        }
    }

    /// A machine.
    ///
    /// @param interfaceName the packet's way in or out of it; empty: the interface that has its InternalIP
    record HostEnd(String node, String interfaceName) implements End {
        @Override
        public String toString() {
            return "host:" + node;
        }
    }

    /// An address. One that a pod or a node has means that pod or that machine.
    record AddressEnd(Ip address) implements End {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    /// What `pod:NS/NAME`, `host:NODE` or an address says; empty for anything else.
    ///
    /// @param interfaceName of a host; empty where none is given
    static Optional<End> parse(String text, String interfaceName) {
        if (text.startsWith("host:")) {
            var node = text.substring("host:".length());
            return node.isEmpty() ? Optional.empty() : Optional.of(new HostEnd(node, interfaceName));
        }
        if (!text.startsWith("pod:")) {
            return Ip.parse(text).map(AddressEnd::new);
        }
        var slash = text.indexOf('/');
        var hasBoth = slash > "pod:".length() && slash < text.length() - 1;
        return hasBoth
                ? Optional.of(new PodEnd(text.substring("pod:".length(), slash), text.substring(slash + 1)))
                : Optional.empty();
    }
}
