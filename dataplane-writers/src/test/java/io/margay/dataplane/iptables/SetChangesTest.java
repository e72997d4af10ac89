package io.margay.dataplane.iptables;

import static io.margay.dataplane.iptables.Rules.ALLOW;
import static io.margay.dataplane.iptables.Rules.DENY;
import static io.margay.dataplane.iptables.Rules.PASS;
import static io.margay.dataplane.iptables.Rules.notSelected;
import static io.margay.dataplane.iptables.Rules.selected;
import static io.margay.dataplane.iptables.Rules.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.SetSpec;
import io.margay.dataplane.plan.SetMembers;
import io.margay.dataplane.plan.SetPlan;
import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.Rule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is closed before rules change, and what is opened after.
class SetChangesTest {
    private static final AddressSet SET = new AddressSet.Selected(Rules.app("a"));
    private static final SetSpec IN_V4 = KernelSet.of(SET, IpVersion.V4);
    private static final SetSpec IN_V6 = KernelSet.of(SET, IpVersion.V6);
    private static final SetMembers ADDED = members("10.0.0.1");
    private static final SetMembers REMOVED = members("10.0.0.2");
    private static final SetStep ADD = new SetStep.Add(IN_V4, ADDED);
    private static final SetStep DELETE = new SetStep.Remove(IN_V4, REMOVED);

    @Test
    void whatAnAllowAsksForShrinksFirst() {
        var changes = under(source(ALLOW, selected("a")));
        assertThat(changes.before()).containsExactly(DELETE);
        assertThat(changes.after()).containsExactly(ADD);
    }

    @Test
    void whatADenyAsksForGrowsFirst() {
        var changes = under(source(DENY, selected("a")));
        assertThat(changes.before()).containsExactly(ADD);
        assertThat(changes.after()).containsExactly(DELETE);
    }

    @Test
    void whatIsRefusedIsTheOtherWayRound() {
        assertThat(under(source(ALLOW, notSelected("a"))).before()).containsExactly(ADD);
        assertThat(under(source(DENY, notSelected("a"))).before()).containsExactly(DELETE);
    }

    @Test
    void whatMayDoEitherComesAfter() {
        assertThat(under(source(PASS, selected("a"))).before()).isEmpty();
        assertThat(under(source(ALLOW, selected("a")), source(DENY, selected("a")))
                        .before())
                .isEmpty();
    }

    @Test
    void whatMayDoEitherComesBeforeWhatOpens() {
        var other = new AddressSet.Selected(Rules.app("b"));
        var polarity = Polarity.of(
                Stream.of(source(DENY, selected("a")), source(ALLOW, selected("a")), source(ALLOW, selected("b"))));
        var joins = members("10.0.0.1");
        var plans = Stream.of(SET, other)
                .collect(Collectors.toMap(AddressSet::id, set -> (SetPlan) new SetPlan.Change(set, joins, members())));
        assertThat(SetChanges.of(plans, polarity, Set.of()).after())
                .containsExactly(
                        new SetStep.Add(IN_V4, joins), new SetStep.Add(KernelSet.of(other, IpVersion.V4), joins));
    }

    @Test
    void whatNoRuleUsesIsReadyBeforeOneDoes() {
        assertThat(under().after()).isEmpty();
    }

    @Test
    void aSetThatIsThereChangesPlacesWithItsNewContent() {
        var whole = new SetPlan.Whole(SET, members("10.0.0.1"));
        var steps = SetChanges.of(Map.of(SET.id(), whole), Polarity.NONE, Set.of(IN_V4.name()))
                .before();
        assertThat(steps)
                .containsExactly(
                        new SetStep.Replace(IN_V4, whole.members()), new SetStep.Create(IN_V6, whole.members()));
    }

    @Test
    void membersOfBothVersionsGoBeforeAnyComes() {
        var change = new SetPlan.Change(SET, members("10.0.0.1", "fd00::1"), members("10.0.0.2", "fd00::2"));
        var steps =
                SetChanges.of(Map.of(SET.id(), change), Polarity.NONE, Set.of()).before();
        assertThat(steps)
                .containsExactly(
                        new SetStep.Remove(IN_V4, change.removed()),
                        new SetStep.Remove(IN_V6, change.removed()),
                        new SetStep.Add(IN_V4, change.added()),
                        new SetStep.Add(IN_V6, change.added()));
    }

    private static SetChanges under(Rule... rules) {
        var change = new SetPlan.Change(SET, ADDED, REMOVED);
        return SetChanges.of(Map.of(SET.id(), change), Polarity.of(Stream.of(rules)), Set.of(IN_V4.name()));
    }

    private static SetMembers members(String... addresses) {
        return SetMembers.of(Stream.of(addresses)
                .map(address -> Cidr.parse(address).orElseThrow())
                .toList());
    }
}
