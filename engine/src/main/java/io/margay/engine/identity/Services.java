package io.margay.engine.identity;

import io.margay.model.net.Ip;
import io.margay.model.net.Protocol;
import io.margay.model.resource.EndpointSlice;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What stands behind each service: the union of its slices. Readiness is not looked at.
public final class Services {
    /// An address and port behind a service.
    public record Backend(Ip address, Protocol protocol, int port) implements Comparable<Backend> {
        private static final Comparator<Backend> ORDER = Comparator.comparing(Backend::address)
                .thenComparing(Backend::protocol)
                .thenComparingInt(Backend::port);

        @Override
        public int compareTo(Backend other) {
            return ORDER.compare(this, other);
        }
    }

    private final Map<ServiceKey, Set<EndpointSlice>> slices = new HashMap<>();
    private final Set<ServiceKey> touched = new LinkedHashSet<>();

    Services() {}

    void add(EndpointSlice slice) {
        if (!slice.service().isEmpty()) {
            var service = serviceOf(slice);
            slices.computeIfAbsent(service, _ -> new HashSet<>()).add(slice);
            touched.add(service);
        }
    }

    void remove(EndpointSlice slice) {
        var service = serviceOf(slice);
        var ofService = slices.get(service);
        if (ofService != null && ofService.remove(slice)) {
            touched.add(service);
            if (ofService.isEmpty()) {
                slices.remove(service);
            }
        }
    }

    /// The addresses and ports behind a service, in order.
    public List<Backend> backends(ServiceKey service) {
        var backends = new TreeSet<Backend>();
        for (var slice : slices.getOrDefault(service, Set.of())) {
            for (var address : slice.addresses()) {
                slice.ports().forEach(port -> backends.add(new Backend(address, port.protocol(), port.port())));
            }
        }
        return List.copyOf(backends);
    }

    /// The addresses behind a service, in order, whatever ports its slices have.
    public List<Ip> addresses(ServiceKey service) {
        var addresses = new TreeSet<Ip>();
        slices.getOrDefault(service, Set.of()).forEach(slice -> addresses.addAll(slice.addresses()));
        return List.copyOf(addresses);
    }

    List<ServiceKey> drain() {
        var changed = List.copyOf(touched);
        touched.clear();
        return changed;
    }

    private static ServiceKey serviceOf(EndpointSlice slice) {
        return new ServiceKey(slice.metadata().namespace(), slice.service());
    }
}
