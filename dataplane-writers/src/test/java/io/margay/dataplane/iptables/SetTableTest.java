package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.MemberText;
import io.margay.dataplane.kernel.MemoryIpset;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.Refusal;
import io.margay.dataplane.kernel.SetSpec;
import io.margay.dataplane.plan.SetMembers;
import io.margay.dataplane.plan.SetPlan;
import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.AddressSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What becomes of sets in a kernel: those that are there, those that are old, and what a failure leaves.
class SetTableTest {
    private static final AddressSet SET = new AddressSet.Selected(Rules.app("a"));
    private static final SetSpec IN_V4 = KernelSet.of(SET, IpVersion.V4);
    private static final SetSpec ANEW = IN_V4.named(IN_V4.name() + "-1");
    private static final SetSpec IN_V6 = KernelSet.of(SET, IpVersion.V6);

    /// Says what is done to it, and refuses what it is told to.
    private final class Kernel extends MemoryIpset {
        @Override
        public Optional<Refusal> create(SetSpec set) {
            return step("create " + set.name()).or(() -> super.create(set));
        }

        @Override
        public Optional<Refusal> flush(String name) {
            return step("flush " + name).or(() -> super.flush(name));
        }

        @Override
        public Optional<Refusal> swap(String name, String other) {
            return step("swap " + name + " " + other).or(() -> super.swap(name, other));
        }

        @Override
        public Optional<Refusal> destroy(String name) {
            return step("destroy " + name).or(() -> super.destroy(name));
        }

        private Optional<Refusal> step(String step) {
            steps.add(step);
            return step.equals(broken) ? Optional.of(new Refusal(reason, step, "", "why")) : Optional.empty();
        }
    }

    private final List<String> steps = new ArrayList<>();
    private final Kernel kernel = new Kernel();
    private final SetTable table = new SetTable(kernel);
    private String broken = "";
    private Refusal.Reason reason = Refusal.Reason.NO_ACCESS;

    @Test
    void aSetThatIsThereIsWrittenAnewUnderAnotherName() throws SetTable.Unreadable {
        kernel.create(IN_V4);
        kernel.add(IN_V4, members("10.9.9.9").of(IpVersion.V4));
        steps.clear();
        assertThat(write("10.0.0.1", "10.0.0.0/8", "fd00::1")).isEmpty();
        assertThat(steps).containsExactly("create " + IN_V6.name(), "create " + ANEW.name());
        assertThat(members(IN_V4)).containsExactly("10.9.9.9");
        assertThat(members(ANEW)).containsExactly("10.0.0.0/8", "10.0.0.1");
        assertThat(members(IN_V6)).containsExactly("fd00::1");
        assertThat(table.names(IpVersion.V4).of(SET.id())).isEqualTo(ANEW.name());
        assertThat(table.names(IpVersion.V6).of(SET.id())).isEqualTo(IN_V6.name());
        table.sweep(List.of());
        assertThat(((Reading.Read<List<String>>) kernel.names()).value())
                .containsExactlyInAnyOrder(ANEW.name(), IN_V6.name());
    }

    @Test
    void aSetThatHoldsWhatItShouldStaysUnderItsName() throws SetTable.Unreadable {
        kernel.create(IN_V4);
        kernel.create(ANEW);
        kernel.add(ANEW, members("10.0.0.1").of(IpVersion.V4));
        steps.clear();
        assertThat(write("10.0.0.1")).isEmpty();
        assertThat(steps).containsExactly("create " + IN_V6.name());
        assertThat(table.names(IpVersion.V4).of(SET.id())).isEqualTo(ANEW.name());
        table.sweep(List.of());
        assertThat(((Reading.Read<List<String>>) kernel.names()).value())
                .containsExactlyInAnyOrder(ANEW.name(), IN_V6.name());
    }

    @Test
    void whereNoRuleChangesASetThatIsThereIsFilledUnderAnotherNameAndTakesThePlace() throws SetTable.Unreadable {
        kernel.create(IN_V4);
        var left = IN_V4.named(IN_V4.name() + "-t");
        kernel.create(left);
        kernel.add(left, members("10.9.9.9").of(IpVersion.V4));
        steps.clear();
        var whole = new SetPlan.Whole(SET, members("10.0.0.1"));
        var changes = table.changes(Map.of(SET.id(), whole), Polarity.NONE, RuleChange.NONE);
        assertThat(table.write(changes.before(), Instant.EPOCH)).isEmpty();
        assertThat(steps)
                .containsExactly(
                        "create " + IN_V6.name(),
                        "create " + left.name(),
                        "flush " + left.name(),
                        "swap " + left.name() + " " + IN_V4.name(),
                        "destroy " + left.name());
        assertThat(members(IN_V4)).containsExactly("10.0.0.1");
    }

    @Test
    void nothingIsDoneWhereSetsCannotBeWritten() throws SetTable.Unreadable {
        kernel.create(IN_V4);
        kernel.add(IN_V4, members("10.9.9.9").of(IpVersion.V4));
        broken = "create " + ANEW.name();
        assertThat(write("10.0.0.1")).hasValue("writing sets: " + broken + ": it cannot be written here (why)");
        assertThat(members(IN_V4)).containsExactly("10.9.9.9");
        broken = "";
        assertThat(write("10.0.0.1")).isEmpty();
        assertThat(members(new SetSpec(
                        table.names(IpVersion.V4).of(SET.id()), IN_V4.kind(), IN_V4.version(), IN_V4.mostMembers())))
                .containsExactly("10.0.0.1");
    }

    @Test
    void aSetThatTheKernelRefusesKeepsNoOtherFromBeingWritten() throws SetTable.Unreadable {
        kernel.create(IN_V4);
        kernel.add(IN_V4, members("10.9.9.9").of(IpVersion.V4));
        reason = Refusal.Reason.SET_FULL;
        broken = "create " + ANEW.name();
        assertThat(write("10.0.0.1", "fd00::1")).isEmpty();
        assertThat(members(IN_V4)).containsExactly("10.9.9.9");
        assertThat(members(IN_V6)).containsExactly("fd00::1");
        assertThat(table.refused().takeChanged()).isTrue();
        assertThat(table.isRefused(SET.id())).isTrue();
        // It lacks members: whoever denies by it is closed.
        var chains = List.of(asks(ANEW, "-g mgy-accept"), asks(ANEW, "-j DROP"), asks(IN_V6, "-j DROP"));
        assertThat(table.refused().inForce(chains))
                .containsExactly(chains.get(0), chains.get(1).closed(), chains.get(2));
        broken = "";
        var all = members("10.0.0.1").of(IpVersion.V4);
        assertThat(table.check(ANEW, all, Instant.EPOCH)).isEqualTo(new SetTable.Checked(1, 1, Optional.empty()));
        assertThat(members(ANEW)).containsExactly("10.0.0.1");
        assertThat(table.refused().takeChanged()).isTrue();
        assertThat(table.refused().inForce(chains)).isEqualTo(chains);
    }

    @Test
    void aSetOfWhichNotAllWasTakenIsWrittenAnewWhenItChanges() throws SetTable.Unreadable {
        kernel.create(IN_V4);
        kernel.add(IN_V4, members("10.9.9.9").of(IpVersion.V4));
        reason = Refusal.Reason.NO_MEMORY;
        broken = "create " + ANEW.name();
        assertThat(write("10.0.0.1")).isEmpty();
        broken = "";
        var whole = members("10.0.0.1", "10.0.0.2");
        var change = new SetPlan.Change(SET, members("10.0.0.2"), members(), whole);
        assertThat(write(change)).isEmpty();
        assertThat(members(ANEW)).containsExactly("10.0.0.1", "10.0.0.2");
    }

    @Test
    void aSetThatLacksMembersClosesWhatOpensWithoutThem() {
        var refused = new RefusedSets();
        refused.remains(
                IN_V4.name(), new Refusal(Refusal.Reason.SET_FULL, "add", "10.0.0.1", ""), false, Instant.EPOCH);
        var allow = asks(IN_V4, "-g mgy-accept");
        var deny = asks(IN_V4, "-j DROP");
        var pass = asks(IN_V4, "-g mgy-pass");
        var log = asks(IN_V4, "-j NFLOG --nflog-group 30");
        var allowOthers = Chain.of(
                        "mgy-x",
                        List.of(new Chain.Line("-m set ! --match-set " + IN_V4.name() + " src", "", "-g mgy-accept")))
                .of("x");
        assertThat(refused.inForce(List.of(allow, deny, pass, log, allowOthers)))
                .containsExactly(allow, deny.closed(), pass.closed(), log, allowOthers.closed());
    }

    @Test
    void whatOthersDidToASetIsUndone() throws SetTable.Unreadable {
        assertThat(write("10.0.0.1", "10.0.0.0/8")).isEmpty();
        var all = members("10.0.0.1", "10.0.0.0/8", "10.0.0.1").of(IpVersion.V4);
        assertThat(table.check(IN_V4, all, Instant.EPOCH).repaired()).isZero();
        kernel.delete(IN_V4, members("10.0.0.1").of(IpVersion.V4));
        kernel.add(IN_V4, members("10.9.9.9", "10.0.0.1/31").of(IpVersion.V4));
        assertThat(table.check(IN_V4, all, Instant.EPOCH).repaired()).isEqualTo(3);
        assertThat(members(IN_V4)).containsExactly("10.0.0.0/8", "10.0.0.1");
        kernel.destroy(IN_V4.name());
        assertThat(table.check(IN_V4, all, Instant.EPOCH).repaired()).isEqualTo(2);
        assertThat(members(IN_V4)).containsExactly("10.0.0.0/8", "10.0.0.1");
    }

    private static Chain asks(SetSpec set, String action) {
        return Chain.of("mgy-x", List.of(new Chain.Line("-m set --match-set " + set.name() + " src", "", action)))
                .of("x");
    }

    @Test
    void ofWhatAnEarlierLifeLeftWhatIsNotWantedGoes() throws SetTable.Unreadable {
        var old = new SetSpec("mgy4-old", SetSpec.Kind.NET, IpVersion.V4, 1);
        kernel.create(old);
        kernel.create(old.named("others"));
        assertThat(write("10.0.0.1")).isEmpty();
        assertThat(table.needsSweep()).isTrue();
        broken = "destroy mgy4-old";
        table.sweep(List.of());
        assertThat(table.needsSweep()).isTrue();
        broken = "";
        table.sweep(List.of());
        assertThat(table.needsSweep()).isFalse();
        assertThat(((Reading.Read<List<String>>) kernel.names()).value())
                .containsExactlyInAnyOrder("others", IN_V4.name(), IN_V6.name());
    }

    private Optional<String> write(String... members) throws SetTable.Unreadable {
        return write(new SetPlan.Whole(SET, members(members)));
    }

    private Optional<String> write(SetPlan plan) throws SetTable.Unreadable {
        var changes = table.changes(Map.of(SET.id(), plan), Polarity.NONE, RuleChange.OTHER);
        var failure = table.write(changes.before(), Instant.EPOCH);
        if (failure.isEmpty()) {
            table.take(changes);
        }
        return failure;
    }

    private List<String> members(SetSpec set) {
        var members = new ArrayList<String>();
        assertThat(kernel.list(set.name(), new MemberText(set.version(), members::add)))
                .isEmpty();
        return members.stream().sorted().toList();
    }

    private static SetMembers members(String... texts) {
        return SetMembers.of(
                Stream.of(texts).map(text -> Cidr.parse(text).orElseThrow()).toList());
    }
}
