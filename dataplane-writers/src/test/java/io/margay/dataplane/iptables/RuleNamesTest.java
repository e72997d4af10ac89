package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Table;
import io.margay.model.resource.Action;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.Failsafes;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RuleNamesTest {
    private static final Pattern COMMENT = Pattern.compile("--comment \"([^\"]*)\"");
    private static final Pattern PREFIX = Pattern.compile("--nflog-prefix \"([^\"]*)\"");
    private static final String LONG = "x".repeat(250);

    @Test
    void everyRuleThatDecidesLeadsBack() {
        var config = new IptablesConfig(
                List.of("cali"),
                true,
                IptablesConfig.standard().marks(),
                new NfLog(30, true),
                Failsafes.CALICO,
                IptablesConfig.standard().upkeep());
        var holding = new Holding()
                .policy(LONG, Direction.INGRESS, Rules.LOG, Rules.DENY, Rules.ALLOW)
                .policy("out", Direction.EGRESS, Rules.PASS)
                .peer("web", List.of())
                .endpoint(
                        "web",
                        "open",
                        Holding.tier("t\"1", Action.DENY, Direction.INGRESS, LONG),
                        Holding.tier("u", Action.DENY, Direction.EGRESS, "out"));
        var held = holding.everything(0, 1);
        var names = RuleNames.of(held.policies(), held.profiles(), held.endpoints(), config.failsafes());
        var rendered = RendererGoldenTest.render(config, held, java.util.Map.of());
        for (var table : Table.values()) {
            rendered.chains(table).stream()
                    .flatMap(chain -> chain.print().stream())
                    .forEach(line -> check(line, names));
        }
    }

    private static void check(String line, RuleNames names) {
        boolean decides =
                line.matches(".*-(j (DROP|ACCEPT|NFLOG)|g mgy-(accept|pass)).*") && !line.contains("mgy-forward ");
        if (decides) {
            var comment = COMMENT.matcher(line);
            assertThat(comment.find()).as(line).isTrue();
            assertThat(names.ofComment(comment.group(1))).as(line).isPresent();
        }
        var prefix = PREFIX.matcher(line);
        if (prefix.find()) {
            assertThat(prefix.group(1)).hasSizeLessThanOrEqualTo(63);
            assertThat(names.ofPrefix(prefix.group(1))).as(line).isPresent();
        }
    }

    @Test
    void whatComesFromNothingHereMeansNothing() {
        var names = RuleNames.of(List.of(), List.of(), List.of(), Failsafes.CALICO);
        assertThat(names.ofComment("#0123456789abcdef tier default")).isEmpty();
        assertThat(names.ofComment("")).isEmpty();
        assertThat(names.ofPrefix("D 0123456789abcdef x")).isEmpty();
        assertThat(names.ofPrefix("somebody else's")).isEmpty();
    }

    @Test
    void aLongNameKeepsItsBeginningAndAHash() {
        var one = new RuleName.PolicyRule(
                "t", new ResourceKey(Kind.KUBERNETES_NETWORK_POLICY, "shop", LONG), Direction.INGRESS, 1);
        var two = new RuleName.PolicyRule(
                "t", new ResourceKey(Kind.KUBERNETES_NETWORK_POLICY, "shop", LONG), Direction.INGRESS, 2);
        assertThat(one.comment())
                .hasSizeLessThanOrEqualTo(180)
                .startsWith("networking.k8s.io/v1/NetworkPolicy/shop/xxx")
                .isNotEqualTo(two.comment());
    }
}
