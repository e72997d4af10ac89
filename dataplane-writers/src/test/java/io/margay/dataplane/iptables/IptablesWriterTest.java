package io.margay.dataplane.iptables;

import static io.margay.dataplane.iptables.Rules.ALLOW;
import static io.margay.dataplane.iptables.Rules.DENY;
import static io.margay.dataplane.iptables.Rules.selected;
import static io.margay.dataplane.iptables.Rules.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Exit;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Members;
import io.margay.dataplane.kernel.MemoryIpset;
import io.margay.dataplane.kernel.Refusal;
import io.margay.dataplane.kernel.Routes;
import io.margay.dataplane.kernel.SetSpec;
import io.margay.dataplane.kernel.Table;
import io.margay.dataplane.plan.ByTransaction;
import io.margay.dataplane.plan.Plan;
import io.margay.dataplane.plan.Writer;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// In which order the kernel is written to, and what of it a failure leaves undone.
class IptablesWriterTest {
    private static final Exit DONE = new Exit(0, "", "");
    private static final Exit REFUSED = new Exit(1, "", "no room");

    /// Sets in memory, whose changes are steps.
    private final class Steps extends MemoryIpset {
        @Override
        public Optional<Refusal> add(SetSpec set, Members members) {
            steps.add("+");
            return super.add(set, members);
        }

        @Override
        public Optional<Refusal> delete(SetSpec set, Members members) {
            steps.add("-");
            return super.delete(set, members);
        }
    }

    /// What was done, a word a step: `+` and `-` for members of sets that come and go, `v4` and `v6` for rules.
    private final List<String> steps = new ArrayList<>();

    private final ByTransaction host = new ByTransaction();
    private final Writer writer = new IptablesWriter(IptablesConfig.standard(), iptables(), new Steps(), Routes.none());
    private boolean isV6Broken;

    @Test
    void membersOfADenyComeFirstAndGoLast() {
        begin(new Holding().policy("p", Direction.INGRESS, source(DENY, selected("a"))));
        apply(change(List.of()));
        assertThat(steps).containsExactly("+", "-");
    }

    @Test
    void membersOfAnAllowGoFirstAndComeLast() {
        begin(new Holding().policy("p", Direction.INGRESS, source(ALLOW, selected("a"))));
        apply(change(List.of()));
        assertThat(steps).containsExactly("-", "+");
    }

    @Test
    void aPolicyThatIsNotEnforcedOpensNothing() {
        begin(new Holding()
                .policy("p", Direction.INGRESS, source(DENY, selected("a")))
                .staged("s", Direction.INGRESS, source(ALLOW, selected("a"))));
        apply(change(List.of()));
        assertThat(steps).containsExactly("+", "-");
    }

    @Test
    void whereRulesChangeSetsAreWrittenAnewForThem() {
        begin(new Holding().policy("p", Direction.INGRESS, source(ALLOW, selected("a"))));
        var denying = policy(source(DENY, selected("a")));
        isV6Broken = true;
        var plan = plan(change(List.of(denying)));
        assertThat(writer.apply(plan)).isEqualTo(new Writer.Failed("writing the filter table of IPv6: no room"));
        assertThat(steps).containsExactly("+", "v4");
        steps.clear();
        isV6Broken = false;
        assertThat(writer.apply(plan)).isInstanceOf(Writer.Done.class);
        // Nobody knows what IPv6 has; the rules of IPv4 look into the set of the first attempt until these do.
        assertThat(steps).containsExactly("+", "v4", "v6");
    }

    private void begin(Holding holding) {
        holding.peer("a", List.of(ip("10.0.0.1")));
        apply(holding.everything(0, 1));
        steps.clear();
    }

    /// Of the members of the one set, one comes and one goes.
    private static Transaction change(List<PolicyRules> policies) {
        var moved = new Transaction.IdentityChange(
                1, List.of(), List.of(Cidr.of(ip("10.0.0.2"))), List.of(Cidr.of(ip("10.0.0.1"))));
        return new Transaction(
                "test", 1, 2, List.of(moved), List.of(), policies, List.of(), List.of(), Transaction.Gone.NOTHING);
    }

    private static PolicyRules policy(Rule rule) {
        return new Holding()
                .policy("p", Direction.INGRESS, rule)
                .everything(0, 1)
                .policies()
                .getFirst();
    }

    private void apply(Transaction transaction) {
        assertThat(writer.apply(plan(transaction))).isInstanceOf(Writer.Done.class);
    }

    private Plan plan(Transaction transaction) {
        return host.receive(transaction);
    }

    private static Ip ip(String text) {
        return Ip.parse(text).orElseThrow();
    }

    private Iptables iptables() {
        return new Iptables() {
            @Override
            public Exit restore(IpVersion version, String text) {
                if (isV6Broken && version == IpVersion.V6) {
                    return REFUSED;
                }
                steps.add("v" + version.number());
                return DONE;
            }

            @Override
            public Exit save(IpVersion version, Table table, Consumer<String> lines) {
                // As it is after a failure: only the chains' names are sure.
                return DONE;
            }
        };
    }
}
