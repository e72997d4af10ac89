package io.margay.engine.bruteforce;

import io.margay.model.label.Labels;
import io.margay.model.net.Cidr;
import io.margay.model.net.NamedPort;
import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Action;
import io.margay.model.resource.AdminPolicy;
import io.margay.model.resource.AdminRule;
import io.margay.model.resource.AdminRule.AdminPort;
import io.margay.model.resource.AdminRule.DomainNames;
import io.margay.model.resource.AdminRule.Networks;
import io.margay.model.resource.AdminRule.Nodes;
import io.margay.model.resource.CalicoPolicy;
import io.margay.model.resource.CalicoPolicySpec;
import io.margay.model.resource.CalicoPolicySpec.Flag;
import io.margay.model.resource.CalicoRule;
import io.margay.model.resource.CalicoRule.Icmp;
import io.margay.model.resource.EndpointSlice;
import io.margay.model.resource.EntityRule;
import io.margay.model.resource.EntityRule.Ports;
import io.margay.model.resource.EntityRule.ServiceAccountMatch;
import io.margay.model.resource.EntityRule.ServiceMatch;
import io.margay.model.resource.GlobalNetworkSet;
import io.margay.model.resource.HostEndpoint;
import io.margay.model.resource.Kind;
import io.margay.model.resource.KubernetesPolicySpec;
import io.margay.model.resource.KubernetesPolicySpec.IpBlock;
import io.margay.model.resource.KubernetesPolicySpec.Port;
import io.margay.model.resource.LabelSelector;
import io.margay.model.resource.LabelSelector.Operator;
import io.margay.model.resource.LabelSelector.Requirement;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Namespace;
import io.margay.model.resource.NetworkSet;
import io.margay.model.resource.Node;
import io.margay.model.resource.Order;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Pod.Phase;
import io.margay.model.resource.Profile;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ServiceAccount;
import io.margay.model.resource.Tier;
import io.margay.model.resource.WorkloadEndpoint;
import io.margay.model.selector.Selector;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Mistakes that a judge could make. A judge with such a fault is the right one, who reads other resources than there
/// are.
public enum Fault {
    EXCEPT_IGNORED(IpBlock.class, it -> set(it, "except", List.of())),
    END_PORT_IGNORED(PortRange.class, it -> PortRange.single(it.first())),
    NAMED_PORT_IS_ANY(Port.class, it -> set(it, "name", null)),
    NOT_SELECTOR_IGNORED(EntityRule.class, it -> set(it, "notSelector", null)),
    NETS_IGNORED(EntityRule.class, it -> set(it, "nets", List.of())),
    NOT_NETS_IGNORED(EntityRule.class, it -> set(it, "notNets", List.of())),
    NOT_NETS_OF_OTHER_VERSION_HOLD(EntityRule.class, Fault::withBothVersions),
    PORTS_IGNORED(EntityRule.class, it -> set(it, "ports", Ports.NONE)),
    NOT_PORTS_IGNORED(EntityRule.class, it -> set(it, "notPorts", Ports.NONE)),
    PORT_NAMES_IGNORED(Ports.class, it -> set(it, "names", List.of())),
    NAMESPACES_IGNORED(EntityRule.class, it -> set(it, "namespaceSelector", null)),
    ACCOUNTS_IGNORED(EntityRule.class, it -> set(it, "serviceAccounts", null)),
    ACCOUNT_NAMES_IGNORED(ServiceAccountMatch.class, it -> set(it, "names", List.of())),
    SERVICES_IGNORED(EntityRule.class, it -> set(it, "services", null)),
    OWN_SERVICES_LOST(ServiceMatch.class, it -> it.namespace().isEmpty() ? set(it, "namespace", "nowhere") : it),
    SERVICE_PORTS_LOST(EndpointSlice.class, it -> set(it, "ports", List.of())),
    NOT_PROTOCOL_IGNORED(CalicoRule.class, it -> set(it, "notProtocol", null)),
    ICMP_CODE_IGNORED(Icmp.class, it -> set(it, "code", -1)),
    NOT_ICMP_IGNORED(CalicoRule.class, it -> set(it, "notIcmp", null)),
    IP_VERSION_IGNORED(CalicoRule.class, it -> set(it, "ipVersion", null)),
    HTTP_IGNORED(CalicoRule.class, it -> set(it, "http", null)),
    LOG_ALLOWS(CalicoRule.class, it -> it.action() == Action.LOG ? set(it, "action", Action.ALLOW) : it),
    PASS_DENIES(CalicoRule.class, it -> it.action() == Action.PASS ? set(it, "action", Action.DENY) : it),
    PASS_OF_ADMINS_DENIES(AdminRule.class, it -> it.action() == Action.PASS ? set(it, "action", Action.DENY) : it),
    STAGED_IS_ENFORCED(CalicoPolicy.class, Fault::enforced),
    TYPES_IGNORED(CalicoPolicySpec.class, it -> set(set(it, "ingress", true), "egress", true)),
    KUBERNETES_TYPES_IGNORED(KubernetesPolicySpec.class, it -> set(set(it, "ingress", true), "egress", true)),
    ORDER_IGNORED(CalicoPolicySpec.class, it -> set(it, "order", Order.LAST)),
    TIER_ORDER_IGNORED(Tier.class, it -> set(it, "order", Order.LAST)),
    TIER_DEFAULT_IGNORED(Tier.class, it -> set(it, "defaultAction", Action.DENY)),
    UNKNOWN_TIERS_ARE_DEFAULT(CalicoPolicySpec.class, it -> isLost(it.tier()) ? set(it, "tier", "default") : it),
    UNTRACKED_IS_NORMAL(CalicoPolicySpec.class, it -> without(it, Flag.DO_NOT_TRACK)),
    PRE_DNAT_IS_NORMAL(CalicoPolicySpec.class, it -> without(it, Flag.PRE_DNAT)),
    NO_SELECTOR_IS_ALL(CalicoPolicySpec.class, it -> it.selector() == null ? set(it, "selector", all()) : it),
    POLICY_NAMESPACES_IGNORED(CalicoPolicySpec.class, it -> set(it, "namespaceSelector", null)),
    POLICY_ACCOUNTS_IGNORED(CalicoPolicySpec.class, it -> set(it, "serviceAccountSelector", null)),
    PRIORITY_IGNORED(AdminPolicy.class, it -> set(it, "priority", 0)),
    ADMIN_PORTS_IGNORED(AdminRule.class, it -> set(it, "ports", List.of())),
    ADMIN_PORT_NAMES_IGNORED(AdminPort.class, it -> it.name() == null ? it : new AdminPort(Protocol.TCP, null, null)),
    NODE_LABELS_IGNORED(Nodes.class, it -> set(it, "nodes", LabelSelector.ALL)),
    DOMAIN_NAMES_ARE_ANYBODY(AdminRule.class, Fault::withAnybody),
    UNEQUAL_NEEDS_THE_KEY(Selector.NotEquals.class, it -> Selector.and(new Selector.Has(it.key()), it)),
    NOT_IN_VALUES_NEEDS_THE_KEY(Selector.NotIn.class, it -> Selector.and(new Selector.Has(it.key()), it)),
    GLOBAL_IS_ALL(Selector.Global.class, _ -> all()),
    ALL_IS_GLOBAL(Selector.All.class, _ -> new Selector.Global()),
    NOT_IN_NEEDS_THE_KEY(LabelSelector.class, Fault::withKeys),
    NAMESPACE_LABELS_LOST(Namespace.class, it -> set(it, "metadata", unlabelled(it.metadata()))),
    ACCOUNT_LABELS_LOST(ServiceAccount.class, it -> set(it, "metadata", unlabelled(it.metadata()))),
    NO_ACCOUNT_IS_DEFAULT(Pod.class, it -> it.serviceAccount().isEmpty() ? set(it, "serviceAccount", "s") : it),
    FINISHED_PODS_LIVE(Pod.class, it -> set(it, "phase", Phase.RUNNING)),
    HOST_PODS_ARE_PODS(Pod.class, it -> set(it, "hostNetwork", false)),
    UNSCHEDULED_PODS_ARE_PODS(Pod.class, it -> it.nodeName().isEmpty() ? set(it, "nodeName", "n1") : it),
    SECOND_ADDRESS_LOST(
            Pod.class, it -> set(it, "ips", it.ips().stream().limit(1).toList())),
    PORTS_ARE_TCP(NamedPort.class, it -> new NamedPort(it.name(), Protocol.TCP, it.port())),
    WORKLOADS_ARE_PODS(WorkloadEndpoint.class, it -> set(it, "orchestrator", "k8s")),
    WORKLOAD_ACCOUNTS_LOST(WorkloadEndpoint.class, it -> set(it, "serviceAccount", "")),
    PROFILE_LABELS_LOST(Profile.class, it -> set(it, "labelsToApply", Labels.EMPTY)),
    PROFILES_REVERSED(
            HostEndpoint.class, it -> set(it, "profiles", it.profiles().reversed())),
    MISSING_PROFILES_PASSED(HostEndpoint.class, it -> set(it, "profiles", but(it.profiles(), Fault::isLost))),
    EXPECTED_ADDRESSES_IGNORED(HostEndpoint.class, it -> set(it, "expectedIps", List.of())),
    STAR_TAKES_NOTHING(HostEndpoint.class, it -> it.interfaceName().equals("*") ? set(it, "interfaceName", "x") : it),
    SETS_LOST(NetworkSet.class, it -> set(it, "nets", List.of())),
    GLOBAL_SETS_LOST(GlobalNetworkSet.class, it -> set(it, "nets", List.of())),
    POD_CIDRS_FORGOTTEN(Node.class, it -> set(it, "podCidrs", List.of())),
    TIES_REVERSED(Resource.class, it -> it);

    @SuppressWarnings("ImmutableEnumChecker") // none of these functions has a state
    private final UnaryOperator<Resource> reading;

    <T> Fault(Class<T> type, Function<T, Object> change) {
        this.reading = it -> (Resource) Objects.requireNonNull(Rewrite.deep(it, type, change));
    }

    /// A judge that makes this mistake.
    public BruteForce judge(Collection<? extends Resource> resources, boolean layer4Only) {
        return this == TIES_REVERSED
                ? BruteForce.withTiesReversed(resources, layer4Only)
                : BruteForce.of(resources.stream().map(reading).toList(), layer4Only);
    }

    private static <R extends Record> R set(R original, String component, @Nullable Object value) {
        return Rewrite.with(original, component, value);
    }

    private static Selector all() {
        return new Selector.All();
    }

    private static boolean isLost(String name) {
        return name.equals("lost") || name.equals("gone");
    }

    private static <T> List<T> but(List<T> all, Predicate<T> unwanted) {
        return all.stream().filter(unwanted.negate()).toList();
    }

    private static EntityRule withBothVersions(EntityRule rule) {
        var nobody = Stream.of("255.255.255.255/32", "ff00::/128")
                .map(it -> Cidr.parse(it).orElseThrow());
        return rule.notNets().isEmpty()
                ? rule
                : set(
                        rule,
                        "notNets",
                        Stream.concat(rule.notNets().stream(), nobody).toList());
    }

    private static CalicoPolicy enforced(CalicoPolicy policy) {
        return switch (policy.kind()) {
            case STAGED_NETWORK_POLICY -> set(policy, "kind", Kind.NETWORK_POLICY);
            case STAGED_GLOBAL_NETWORK_POLICY -> set(policy, "kind", Kind.GLOBAL_NETWORK_POLICY);
            default -> policy;
        };
    }

    private static CalicoPolicySpec without(CalicoPolicySpec spec, Flag unwanted) {
        var flags = spec.flags().stream().filter(flag -> flag != unwanted).collect(Collectors.toUnmodifiableSet());
        return set(spec, "flags", flags);
    }

    private static AdminRule withAnybody(AdminRule rule) {
        var anybody = new Networks(Stream.of("0.0.0.0/0", "::/0")
                .map(it -> Cidr.parse(it).orElseThrow())
                .toList());
        var named = rule.peers().stream().anyMatch(DomainNames.class::isInstance);
        return named ? set(rule, "peers", List.of(anybody)) : rule;
    }

    private static LabelSelector withKeys(LabelSelector selector) {
        var there = selector.matchExpressions().stream()
                .filter(it -> it.operator() == Operator.NOT_IN)
                .map(it -> new Requirement(it.key(), Operator.EXISTS, List.of()));
        var all = Stream.concat(selector.matchExpressions().stream(), there).toList();
        return new LabelSelector(selector.matchLabels(), all);
    }

    private static Metadata unlabelled(Metadata metadata) {
        return set(metadata, "labels", Labels.EMPTY);
    }
}
