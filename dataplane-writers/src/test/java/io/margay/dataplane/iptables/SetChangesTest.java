package io.margay.dataplane.iptables;

import static io.margay.dataplane.iptables.Rules.ALLOW;
import static io.margay.dataplane.iptables.Rules.DENY;
import static io.margay.dataplane.iptables.Rules.PASS;
import static io.margay.dataplane.iptables.Rules.notSelected;
import static io.margay.dataplane.iptables.Rules.selected;
import static io.margay.dataplane.iptables.Rules.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Members;
import io.margay.dataplane.kernel.SetSpec;
import io.margay.dataplane.plan.SetMembers;
import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.Rule;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What is closed before rules change, what is opened after, and what is written anew.
class SetChangesTest {
    private static final AddressSet SET = new AddressSet.Selected(Rules.app("a"));
    private static final AddressSet OTHER = new AddressSet.Selected(Rules.app("b"));
    private static final SetSpec IN_V4 = KernelSet.of(SET, IpVersion.V4);
    private static final SetMembers ADDED = members("10.0.0.1");
    private static final SetMembers REMOVED = members("10.0.0.2");
    private static final SetMembers WHOLE = members("10.0.0.1", "10.0.0.3");
    private static final SetStep ADD = new SetStep.Add(IN_V4, ADDED);
    private static final SetStep DELETE = new SetStep.Remove(IN_V4, REMOVED);
    private static final SetStep FRESH = new SetStep.Create(IN_V4.named(IN_V4.name() + "-1"), WHOLE);
    private static final SetChange CHANGE = change(SET, ADDED, REMOVED, WHOLE);
    private static final Rule[] BOTH = {source(ALLOW, selected("a")), source(DENY, selected("a"))};

    @Test
    void whatAnAllowAsksForShrinksFirst() {
        assertThat(of(RuleChange.NONE, CHANGE, source(ALLOW, selected("a"))).before())
                .containsExactly(DELETE, ADD);
    }

    @Test
    void whatADenyAsksForGrowsFirst() {
        assertThat(of(RuleChange.NONE, CHANGE, source(DENY, selected("a"))).before())
                .containsExactly(ADD, DELETE);
    }

    @Test
    void whatIsRefusedIsTheOtherWayRound() {
        assertThat(of(RuleChange.NONE, CHANGE, source(ALLOW, notSelected("a"))).before())
                .containsExactly(ADD, DELETE);
        assertThat(of(RuleChange.NONE, CHANGE, source(DENY, notSelected("a"))).before())
                .containsExactly(DELETE, ADD);
    }

    @Test
    void setsChangeBeforeEndpointsComeAndAfterTheyGo() {
        var rule = source(ALLOW, selected("a"));
        assertThat(of(RuleChange.COME, CHANGE, rule).before()).containsExactly(DELETE, ADD);
        assertThat(of(RuleChange.GO, CHANGE, rule).after()).containsExactly(DELETE, ADD);
        assertThat(of(RuleChange.GO, CHANGE, rule).before()).isEmpty();
    }

    @Test
    void whatMayDoEitherIsWrittenAnew() {
        for (var rules : List.of(BOTH, new Rule[] {source(PASS, selected("a"))})) {
            var changes = of(RuleChange.NONE, CHANGE, rules);
            assertThat(changes.before()).containsExactly(FRESH);
            assertThat(changes.names())
                    .containsExactly(new SetChanges.Name(CHANGE, FRESH.set().name()));
            assertThat(changes.after()).isEmpty();
        }
    }

    @Test
    void whatMayDoEitherChangesWhereItIsWhereOneMemberDoes() {
        var one = change(SET, ADDED, members(), WHOLE);
        assertThat(of(RuleChange.NONE, one, BOTH).before()).containsExactly(ADD);
        assertThat(of(RuleChange.OTHER, one, BOTH).before()).containsExactly(FRESH);
        var both = List.of(one, change(OTHER, ADDED, members(), WHOLE));
        var rules = new Rule[] {BOTH[0], BOTH[1], source(ALLOW, selected("b"))};
        assertThat(of(RuleChange.NONE, both, rules).names()).hasSize(2);
    }

    @Test
    void whereRulesChangeAllIsWrittenAnewThatTheyUse() {
        assertThat(of(RuleChange.OTHER, CHANGE, source(ALLOW, selected("a"))).before())
                .containsExactly(FRESH);
        assertThat(of(RuleChange.OTHER, CHANGE, source(ALLOW, selected("b"))).before())
                .containsExactly(DELETE, ADD);
    }

    @Test
    void whatIsTooLargeToBeWrittenAnewClosesBeforeItOpens() {
        var large = new SetChange(
                SET, SET.id(), IN_V4, new SetChange.Members(ADDED, REMOVED), many(SetChanges.MOST_TO_KEEP_OPEN + 1));
        var changes = of(RuleChange.OTHER, large, source(ALLOW, selected("a")));
        assertThat(changes.before()).containsExactly(DELETE);
        assertThat(changes.after()).containsExactly(ADD);
        assertThat(of(RuleChange.OTHER, large, BOTH).names()).hasSize(1);
        var larger = new SetChange(
                SET, SET.id(), IN_V4, new SetChange.Members(ADDED, REMOVED), many(SetChanges.MOST_TO_KEEP_CLOSED + 1));
        assertThat(of(RuleChange.OTHER, larger, BOTH).before()).isEmpty();
        assertThat(of(RuleChange.OTHER, larger, BOTH).after()).containsExactly(DELETE, ADD);
        assertThat(of(RuleChange.OTHER, change(SET, ADDED, REMOVED, null), BOTH).after())
                .containsExactly(DELETE, ADD);
    }

    @Test
    void whatHoldsNobodyKnowsWhatIsWrittenAnew() {
        var unknown = new SetChange(SET, SET.id(), IN_V4, null, WHOLE);
        assertThat(of(RuleChange.OTHER, unknown).before()).containsExactly(FRESH);
        assertThat(of(RuleChange.NONE, unknown).before()).containsExactly(new SetStep.Replace(IN_V4, WHOLE));
    }

    private static SetChanges of(RuleChange rules, SetChange change, Rule... used) {
        return of(rules, List.of(change), used);
    }

    private static SetChanges of(RuleChange rules, List<SetChange> changes, Rule... used) {
        return SetChanges.of(
                changes,
                Polarity.of(Stream.of(used)),
                rules,
                change -> change.there().name() + "-1");
    }

    private static SetChange change(AddressSet set, SetMembers added, SetMembers removed, @Nullable SetMembers whole) {
        return new SetChange(
                set, set.id(), KernelSet.of(set, IpVersion.V4), new SetChange.Members(added, removed), whole);
    }

    private static SetMembers many(long count) {
        return new SetMembers() {
            @Override
            public Members of(IpVersion version) {
                throw new AssertionError("nobody asks");
            }

            @Override
            public boolean has(IpVersion version) {
                return true;
            }

            @Override
            public long count(IpVersion version) {
                return count;
            }
        };
    }

    private static SetMembers members(String... addresses) {
        return SetMembers.of(Stream.of(addresses)
                .map(address -> Cidr.parse(address).orElseThrow())
                .toList());
    }
}
