package io.margay.engine.verdict;

import io.margay.engine.identity.Holder;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.resource.Node;
import java.util.List;
import java.util.Optional;

/// What an end turned out to be.
sealed interface Place {
    /// A workload of ours.
    record Workload(Holder endpoint, List<Ip> addresses, List<String> warnings) implements Place {}

    /// A machine of ours.
    record Host(Node node, String interfaceName, List<Ip> addresses, List<String> warnings) implements Place {}

    /// An address that no endpoint of ours has.
    record Outside(List<Ip> addresses, List<String> warnings) implements Place {}

    /// Nothing that a packet can come from or go to.
    record Nowhere(String what) implements Place {
        @Override
        public List<Ip> addresses() {
            return List.of();
        }

        @Override
        public List<String> warnings() {
            return List.of();
        }
    }

    /// Its addresses, in order.
    List<Ip> addresses();

    /// What is to be said about it.
    List<String> warnings();

    /// Its first address of a version.
    default Optional<Ip> address(IpVersion version) {
        return addresses().stream()
                .filter(address -> address.version() == version)
                .findFirst();
    }

    /// A workload at all its addresses.
    static Workload workload(Holder endpoint) {
        var addresses = endpoint.addresses().stream()
                .filter(Cidr::isSingle)
                .map(Cidr::network)
                .toList();
        return new Workload(endpoint, addresses, List.of());
    }
}
