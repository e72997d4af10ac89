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
            return step.equals(broken)
                    ? Optional.of(new Refusal(Refusal.Reason.NO_MEMORY, step, "", "ENOMEM"))
                    : Optional.empty();
        }
    }

    private final List<String> steps = new ArrayList<>();
    private final Kernel kernel = new Kernel();
    private final SetTable table = new SetTable(kernel);
    private String broken = "";

    @Test
    void aSetThatIsThereIsFilledUnderAnotherNameAndTakesThePlace() throws SetTable.Unreadable {
        kernel.create(IN_V4);
        kernel.add(IN_V4, members("10.9.9.9").of(IpVersion.V4));
        steps.clear();
        assertThat(write("10.0.0.1", "10.0.0.0/8", "fd00::1")).isEmpty();
        var temporary = IN_V4.name() + "-t";
        assertThat(steps)
                .containsExactly(
                        "create " + temporary,
                        "flush " + temporary,
                        "swap " + temporary + " " + IN_V4.name(),
                        "destroy " + temporary,
                        "create " + IN_V6.name());
        assertThat(members(IN_V4)).containsExactly("10.0.0.0/8", "10.0.0.1");
        assertThat(members(IN_V6)).containsExactly("fd00::1");
    }

    @Test
    void whatTheTemporarySetStillHoldsDoesNotGetIn() throws SetTable.Unreadable {
        kernel.create(IN_V4);
        var left = IN_V4.named(IN_V4.name() + "-t");
        kernel.create(left);
        kernel.add(left, members("10.9.9.9").of(IpVersion.V4));
        assertThat(write("10.0.0.1")).isEmpty();
        assertThat(members(IN_V4)).containsExactly("10.0.0.1");
    }

    @Test
    void nothingIsDoneAfterWhatIsRefused() throws SetTable.Unreadable {
        kernel.create(IN_V4);
        broken = "create " + IN_V4.name() + "-t";
        steps.clear();
        assertThat(write("10.0.0.1"))
                .hasValue("writing sets: " + broken + ": the kernel has no memory for it (ENOMEM)");
        assertThat(steps).containsExactly(broken);
        assertThat(members(IN_V4)).isEmpty();
        broken = "";
        assertThat(write("10.0.0.1")).isEmpty();
        assertThat(members(IN_V4)).containsExactly("10.0.0.1");
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
        var whole = new SetPlan.Whole(SET, members(members));
        return table.write(
                table.changes(Map.of(SET.id(), whole), Polarity.NONE, List.of()).before());
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
