package io.margay.load.churn;

import io.margay.load.bench.Edit;
import io.margay.load.host.Mark;
import io.margay.load.host.Mark.Kind;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.resource.EndpointSlice;
import io.margay.model.resource.GlobalNetworkSet;
import io.margay.model.resource.NetworkSet;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Policy;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The marks that a change may leave on hosts. Knows what there is, change by change. For one thread.
public final class Awaited {
    private final Map<ResourceKey, Resource> present = new HashMap<>();
    private final Map<String, Set<ResourceKey>> pods = new HashMap<>();

    /// Where these resources are.
    public Awaited(Collection<? extends Resource> resources) {
        resources.forEach(this::put);
    }

    /// The marks of the next change, which is made.
    public Set<Mark> next(Edit edit) {
        var before = present.get(edit.key());
        var after = edit.resource();
        var marks = new LinkedHashSet<Mark>();
        switch (edit.key().kind()) {
            case POD -> ofPod((Pod) before, (Pod) after, marks);
            case NAMESPACE -> ofNamespace(edit.key().name(), marks);
            case NETWORK_SET, GLOBAL_NETWORK_SET -> ofNets(nets(before), nets(after), marks);
            case ENDPOINT_SLICE -> ofMembers(addresses(before), addresses(after), marks);
            default -> ofPolicy(edit, before, marks);
        }
        if (after == null) {
            remove(edit.key());
        } else {
            put(after);
        }
        return marks;
    }

    private void put(Resource resource) {
        present.put(resource.key(), resource);
        if (resource instanceof Pod pod) {
            pods.computeIfAbsent(pod.metadata().namespace(), _ -> new HashSet<>())
                    .add(pod.key());
        }
    }

    private void remove(ResourceKey key) {
        present.remove(key);
        pods.getOrDefault(key.namespace(), new HashSet<>()).remove(key);
    }

    private static void ofPod(@Nullable Pod before, @Nullable Pod after, Set<Mark> to) {
        if (before != null) {
            add(Kind.LEFT, cidrs(before.ips()), to);
        }
        if (after != null) {
            add(Kind.JOINED, cidrs(after.ips()), to);
            to.add(new Mark(Kind.ENDPOINT, after.key()));
        } else {
            to.add(new Mark(
                    Kind.ENDPOINT_GONE,
                    Objects.requireNonNull(before, "a pod that goes").key()));
        }
    }

    /// All its pods have other labels.
    private void ofNamespace(String name, Set<Mark> to) {
        for (var key : pods.getOrDefault(name, Set.of())) {
            to.add(new Mark(Kind.ENDPOINT, key));
            if (present.get(key) instanceof Pod pod) {
                add(Kind.LEFT, cidrs(pod.ips()), to);
                add(Kind.JOINED, cidrs(pod.ips()), to);
            }
        }
    }

    private static void ofNets(List<Cidr> before, List<Cidr> after, Set<Mark> to) {
        var known = new HashSet<>(before);
        var wanted = new HashSet<>(after);
        add(Kind.LEFT, before.stream().filter(net -> !wanted.contains(net)).toList(), to);
        add(Kind.JOINED, after.stream().filter(net -> !known.contains(net)).toList(), to);
    }

    private static void ofMembers(List<Cidr> before, List<Cidr> after, Set<Mark> to) {
        add(
                Kind.MEMBER,
                before.stream().filter(address -> !after.contains(address)).toList(),
                to);
        add(
                Kind.MEMBER,
                after.stream().filter(address -> !before.contains(address)).toList(),
                to);
    }

    private static void ofPolicy(Edit edit, @Nullable Resource before, Set<Mark> to) {
        if (edit.resource() instanceof Policy) {
            to.add(new Mark(Kind.POLICY, edit.key()));
        } else if (edit.resource() == null && before instanceof Policy) {
            to.add(new Mark(Kind.POLICY_GONE, edit.key()));
        }
    }

    private static List<Cidr> nets(@Nullable Resource set) {
        return switch (set) {
            case NetworkSet it -> it.nets();
            case GlobalNetworkSet it -> it.nets();
            case null, default -> List.of();
        };
    }

    private static List<Cidr> addresses(@Nullable Resource slice) {
        return slice instanceof EndpointSlice it ? cidrs(it.addresses()) : List.of();
    }

    private static List<Cidr> cidrs(List<Ip> addresses) {
        Function<Ip, Cidr> single = Cidr::of;
        return addresses.stream().map(single).toList();
    }

    private static void add(Kind kind, Collection<Cidr> addresses, Set<Mark> to) {
        addresses.forEach(address -> to.add(new Mark(kind, address)));
    }
}
