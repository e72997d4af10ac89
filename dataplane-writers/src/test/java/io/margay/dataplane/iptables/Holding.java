package io.margay.dataplane.iptables;

import io.margay.model.label.Labels;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.NamedPort;
import io.margay.model.resource.Action;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Order;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.Where;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.SetId;
import io.margay.model.ruleset.Transaction;
import io.margay.model.selector.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a host is to hold, for tests: workloads by name (each an identity with the label `app`), policies, tiers. Says
/// it as a transaction that replaces everything; sets are filled with the workloads that rules mean.
final class Holding {
    /// A workload that rules may mean, here or elsewhere.
    record Peer(int identity, String app, List<Ip> addresses, List<NamedPort> ports) {}

    private final Map<String, Peer> peers = new LinkedHashMap<>();
    private final List<PolicyRules> policies = new ArrayList<>();
    private final Map<String, ProfileRules> profiles = new LinkedHashMap<>();
    private final List<RuleSet> endpoints = new ArrayList<>();
    private final Map<AddressSet, List<Transaction.Part>> services = new HashMap<>();

    Holding() {
        profiles.put("open", new ProfileRules("open", true, List.of(Rules.ALLOW), List.of(Rules.ALLOW)));
        profiles.put("missing", ProfileRules.missing("missing"));
        profiles.put("silent", new ProfileRules("silent", true, List.of(), List.of()));
    }

    Holding peer(String app, List<Ip> addresses, NamedPort... ports) {
        peers.put(app, new Peer(peers.size() + 1, app, addresses, List.of(ports)));
        return this;
    }

    Holding service(AddressSet set, Transaction.Member... members) {
        services.put(set, List.of(members));
        return this;
    }

    static ResourceKey pod(String app) {
        return new ResourceKey(Kind.POD, "test", app);
    }

    static ResourceKey policyKey(String name) {
        return new ResourceKey(Kind.KUBERNETES_NETWORK_POLICY, "test", name);
    }

    /// A policy with rules in one direction.
    Holding policy(String name, Direction direction, Rule... rules) {
        return policy(name, direction, false, rules);
    }

    /// One that is not enforced.
    Holding staged(String name, Direction direction, Rule... rules) {
        return policy(name, direction, true, rules);
    }

    private Holding policy(String name, Direction direction, boolean staged, Rule... rules) {
        var numbered = new ArrayList<Rule>();
        for (var rule : rules) {
            numbered.add(Rules.index(rule, numbered.size()));
        }
        boolean ingress = direction == Direction.INGRESS;
        policies.add(new PolicyRules(
                policyKey(name),
                "default",
                Order.LAST,
                name,
                new Selector.All(),
                ingress,
                !ingress,
                PolicyRules.Stage.NORMAL,
                false,
                staged,
                false,
                ingress ? numbered : List.of(),
                ingress ? List.of() : numbered,
                Where.NOWHERE));
        return this;
    }

    /// An endpoint under a list of tiers and one profile.
    Holding endpoint(String app, String profile, RuleSet.TierPolicies... tiers) {
        var addresses = peers.values().stream()
                .filter(peer -> peer.app().equals(app))
                .flatMap(peer -> peer.addresses().stream())
                .map(Cidr::of)
                .toList();
        endpoints.add(new RuleSet(
                pod(app), 0, "", addresses, app, List.of(), List.of(), List.of(), List.of(tiers), List.of(profile)));
        return this;
    }

    static RuleSet.TierPolicies tier(String name, Action end, Direction direction, String... names) {
        var keys = Stream.of(names).map(Holding::policyKey).toList();
        return direction == Direction.INGRESS
                ? new RuleSet.TierPolicies(name, end, keys, List.of())
                : new RuleSet.TierPolicies(name, end, List.of(), keys);
    }

    /// The same with another rule set in place of the endpoint's.
    Holding replaceEndpoint(String app, String profile, RuleSet.TierPolicies... tiers) {
        endpoints.removeIf(endpoint -> endpoint.endpoint().equals(pod(app)));
        return endpoint(app, profile, tiers);
    }

    /// Everything, as one transaction.
    Transaction everything(long base, long revision) {
        var identities = peers.values().stream()
                .map(peer -> new Transaction.IdentityChange(
                        peer.identity(),
                        peer.ports(),
                        peer.addresses().stream().map(Cidr::of).toList(),
                        List.of()))
                .toList();
        var sets = new LinkedHashMap<SetId, Transaction.SetChange>();
        rules().flatMap(Rule::sets)
                .forEach(set -> sets.put(set.id(), new Transaction.SetChange(set, parts(set), List.of())));
        return new Transaction(
                "test",
                base,
                revision,
                identities,
                List.copyOf(sets.values()),
                policies,
                List.copyOf(profiles.values()),
                endpoints,
                Transaction.Gone.NOTHING);
    }

    private Stream<Rule> rules() {
        return Stream.concat(
                policies.stream().flatMap(PolicyRules::allRules),
                profiles.values().stream().flatMap(ProfileRules::allRules));
    }

    private List<Transaction.Part> parts(AddressSet set) {
        return switch (set) {
            case AddressSet.Selected(var selector) -> matching(selector.selector());
            case AddressSet.NamedPorts(var selector, var _, var _) -> matching(selector.selector());
            case AddressSet.ServicePorts _, AddressSet.ServiceAddresses _ -> services.getOrDefault(set, List.of());
        };
    }

    private List<Transaction.Part> matching(Selector selector) {
        return peers.values().stream()
                .filter(peer -> selector.matches(Labels.of(Map.of("app", peer.app()))))
                .<Transaction.Part>map(peer -> new Transaction.OfIdentity(peer.identity()))
                .toList();
    }
}
