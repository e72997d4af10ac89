package io.margay.engine.simulation;

import io.margay.engine.source.Change;
import io.margay.model.label.Labels;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.NamedPort;
import io.margay.model.net.Protocol;
import io.margay.model.resource.EndpointSlice;
import io.margay.model.resource.GlobalNetworkSet;
import io.margay.model.resource.HostEndpoint;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Namespace;
import io.margay.model.resource.NetworkSet;
import io.margay.model.resource.Node;
import io.margay.model.resource.Order;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.ServiceAccount;
import io.margay.model.resource.Tier;
import io.margay.model.resource.Where;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/// Resources that come, change and go, from a seed: few names and labels, so that they meet often.
public final class Inputs {
    private static final List<String> NAMESPACES = List.of("shop", "bank", "dev");
    private static final List<String> NODES = List.of("n1", "n2", "n3");
    private static final List<String> ACCOUNTS = List.of("", "web", "db");
    private static final List<Protocol> PROTOCOLS = List.of(Protocol.TCP, Protocol.UDP);

    private final RandomGenerator random;
    private final Policies policies;
    private final Map<ResourceKey, Resource> present = new TreeMap<>();

    /// Inputs of which none is there yet.
    public Inputs(RandomGenerator random) {
        this.random = random;
        this.policies = new Policies(random);
    }

    /// All that exists now.
    public Collection<Resource> present() {
        return List.copyOf(present.values());
    }

    /// Feeds the next few changes to a source: the last of each resource, those that are there and those that are gone.
    public void feed(int atMost, BiConsumer<List<Resource>, List<ResourceKey>> source) {
        var upserted = new ArrayList<Resource>();
        var deleted = new ArrayList<ResourceKey>();
        for (var change : next(atMost)) {
            upserted.removeIf(it -> it.key().equals(change.key()));
            deleted.remove(change.key());
            switch (change) {
                case Change.Upserted(var resource) -> upserted.add(resource);
                case Change.Deleted(var key) -> deleted.add(key);
            }
        }
        source.accept(upserted, deleted);
    }

    /// The next few changes.
    public List<Change> next(int atMost) {
        return next(atMost, EnumSet.allOf(Kind.class));
    }

    /// The next few changes of resources of these kinds, of which pods are one.
    List<Change> next(int atMost, Set<Kind> kinds) {
        var changes = new ArrayList<Change>();
        for (int i = random.nextInt(atMost) + 1; i > 0; i--) {
            changes.add(next(kinds));
        }
        return changes;
    }

    private Change next(Set<Kind> kinds) {
        var keys = random.nextInt(4) == 0
                ? present.keySet().stream()
                        .filter(key -> kinds.contains(key.kind()))
                        .toList()
                : List.<ResourceKey>of();
        if (!keys.isEmpty()) {
            var key = keys.get(random.nextInt(keys.size()));
            present.remove(key);
            return new Change.Deleted(key);
        }
        var resource = resource();
        while (!kinds.contains(resource.kind())) {
            resource = resource();
        }
        present.put(resource.key(), resource);
        return new Change.Upserted(resource);
    }

    private Resource resource() {
        return switch (random.nextInt(16)) {
            case 0 -> new Namespace(new Metadata("", pick(NAMESPACES), labels(), Where.NOWHERE));
            case 1 -> new ServiceAccount(named(pick(NAMESPACES), pick(ACCOUNTS.subList(1, 3))));
            case 2 -> new Node(named("", pick(NODES)), List.of(ip()), List.of(), List.of());
            case 3 -> new NetworkSet(named(pick(NAMESPACES), "set-" + random.nextInt(3)), List.of(cidr(), cidr()));
            case 4 -> new GlobalNetworkSet(named("", "global-" + random.nextInt(3)), List.of(cidr()));
            case 5 ->
                new HostEndpoint(
                        named("", "hep-" + random.nextInt(3)),
                        pick(NODES),
                        "*",
                        List.of(ip()),
                        List.of("kns." + pick(NAMESPACES)),
                        List.of());
            case 6 ->
                new EndpointSlice(
                        named(pick(NAMESPACES), "slice-" + random.nextInt(4)),
                        "svc-" + random.nextInt(2),
                        List.of(ip(), ip()),
                        List.of(new EndpointSlice.Port("p", pick(PROTOCOLS), 80 + random.nextInt(3))));
            case 7 ->
                new Tier(
                        named("", "tier-" + random.nextInt(2)),
                        new Order(random.nextInt(5)),
                        random.nextBoolean()
                                ? io.margay.model.resource.Action.DENY
                                : io.margay.model.resource.Action.PASS);
            case 8, 9, 10 -> policies.next(named(pick(NAMESPACES), "policy-" + random.nextInt(6)));
            default -> pod();
        };
    }

    private Pod pod() {
        var ports = new ArrayList<NamedPort>();
        if (random.nextBoolean()) {
            ports.add(new NamedPort("http", pick(PROTOCOLS), 8000 + random.nextInt(2)));
        }
        return new Pod(
                named(pick(NAMESPACES), "pod-" + random.nextInt(8)),
                random.nextInt(8) == 0 ? "" : pick(NODES),
                pick(ACCOUNTS),
                random.nextInt(16) == 0,
                random.nextInt(8) == 0 ? Pod.Phase.SUCCEEDED : Pod.Phase.RUNNING,
                random.nextInt(6) == 0 ? List.of() : List.of(ip()),
                ports,
                0);
    }

    private Metadata named(String namespace, String name) {
        return new Metadata(namespace, name, labels(), Where.NOWHERE);
    }

    private Labels labels() {
        var labels = new HashMap<String, String>();
        for (var key : List.of("app", "team", "env")) {
            if (random.nextBoolean()) {
                labels.put(key, pick(Policies.VALUES));
            }
        }
        return Labels.of(labels);
    }

    private Ip ip() {
        return random.nextInt(8) == 0
                ? new Ip(IpVersion.V6, 0xfd00L << 48, random.nextInt(20))
                : new Ip(IpVersion.V4, 0, 0x0a000000L + random.nextInt(40));
    }

    private Cidr cidr() {
        return random.nextInt(6) == 0
                ? new Cidr(new Ip(IpVersion.V4, 0, 0), 0)
                : new Cidr(ip(), 24 + random.nextInt(9));
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
