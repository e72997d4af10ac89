package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Table;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupsTest {
    private static final List<String> NAMES =
            IntStream.range(0, 9).mapToObj(i -> "p" + i).toList();
    private static final List<ResourceKey> KEYS =
            NAMES.stream().map(Holding::policyKey).toList();

    private final Groups groups = new Groups(new PolicyRenderer(IptablesConfig.standard(), new SetNames(IpVersion.V4)));

    @Test
    void fewAreAskedOneByOneAndManyInOneChain() {
        groups.begin(policies(Rules.ALLOW));
        assertThat(jumps(KEYS.subList(0, 8))).hasSize(8);
        assertThat(groups.end().chains()).isEmpty();
        assertThat(jumps(KEYS)).hasSize(1).isEqualTo(jumps(KEYS));
        assertThat(groups.end().chains())
                .hasSize(1)
                .first()
                .satisfies(chain -> assertThat(chain.lines()).hasSize(9));
    }

    @Test
    void onlyWhatNobodyElseJumpsToIsLeftOut() {
        groups.begin(policies(Rules.ALLOW));
        jumps(KEYS);
        jumps(KEYS.subList(0, 1));
        assertThat(groups.inGroupsOnly()).doesNotContain(chain(0)).contains(chain(1));
    }

    @Test
    void whatIsLeftOutGoesWithItsBranches() {
        var rules = IntStream.range(0, 40)
                .mapToObj(i -> Rules.protocol(Rules.destination(Rules.ALLOW, Rules.ports("" + i)), Protocol.TCP))
                .toArray(Rule[]::new);
        var policy = new Holding()
                .policy("p0", Direction.INGRESS, rules)
                .everything(0, 1)
                .policies()
                .getFirst();
        var rendered = new PolicyRenderer(IptablesConfig.standard(), new SetNames(IpVersion.V4)).policy(policy);
        assertThat(rendered.chains()).hasSizeGreaterThan(4);
        assertThat(rendered.without(chain -> chain.name().equals(Names.policy(KEYS.getFirst(), Direction.INGRESS)))
                        .chains())
                .isEmpty();
    }

    @Test
    void aGroupIsMadeAnewOnlyIfAPolicyIsAnother() {
        var policies = policies(Rules.ALLOW);
        var first = made(policies);
        assertThat(made(policies)).isSameAs(first);
        var changed = new HashMap<>(policies);
        changed.put(KEYS.getLast(), policies(Rules.DENY).get(KEYS.getLast()));
        assertThat(made(changed)).isNotSameAs(first);
        assertThat(made(changed).lines().getLast().action()).isEqualTo("-j DROP");
    }

    private Chain made(Map<ResourceKey, PolicyRules> policies) {
        groups.begin(policies);
        jumps(KEYS);
        return groups.end().chains().getFirst();
    }

    private List<Groups.Jump> jumps(List<ResourceKey> keys) {
        return groups.jumps(Table.FILTER, keys, Direction.INGRESS);
    }

    private static String chain(int policy) {
        return Names.policy(KEYS.get(policy), Direction.INGRESS);
    }

    private static Map<ResourceKey, PolicyRules> policies(Rule rule) {
        var holding = new Holding();
        NAMES.forEach(name -> holding.policy(name, Direction.INGRESS, rule));
        var policies = new HashMap<ResourceKey, PolicyRules>();
        holding.everything(0, 1).policies().forEach(policy -> policies.put(policy.key(), policy));
        return policies;
    }
}
