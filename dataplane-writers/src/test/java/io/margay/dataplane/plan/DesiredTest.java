package io.margay.dataplane.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.model.net.Cidr;
import io.margay.model.update.HostReplica;
import io.margay.model.update.UpdateRefused;
import io.margay.model.update.Watcher;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Laws of plans, on random transactions; each seed is printed with what it breaks.
class DesiredTest {
    private static final int SEEDS = 300;
    private static final int STEPS = 12;
    private static final Cidr ONE = Cidr.parse("10.99.0.1").orElseThrow();
    private static final Cidr TWO = Cidr.parse("fd99::2").orElseThrow();

    @Test
    void whatIsHeldDependsOnTheInputsNotOnTheWay() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var world = new RandomWorld(new Random(seed));
            var host = new ByTransaction();
            for (int step = 0; step < STEPS; step++) {
                host.take(world.next());
                assertThat(Content.of(host.desired()))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(world.bruteForce());
            }
        }
    }

    @Test
    void plansMakeTheOldStateToTheNewWithTheLeastWork() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var world = new RandomWorld(new Random(seed));
            var host = new ByTransaction();
            var content = Content.EMPTY;
            for (int step = 0; step < STEPS; step++) {
                var plan = host.receive(world.next());
                checkLeast(content, plan);
                content = content.with(plan);
                assertThat(content).as("seed %d, step %d", seed, step).isEqualTo(world.bruteForce());
            }
        }
    }

    @Test
    void whatComesBetweenTwoPlansAddsUp() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            var world = new RandomWorld(new Random(seed));
            var host = new ByTransaction();
            var content = Content.EMPTY;
            for (int step = 0; step < STEPS; step++) {
                takeSome(host, world, 1 + random.nextInt(4));
                var plan = host.desired().next().orElseThrow();
                checkLeast(content, plan);
                content = content.with(plan);
                assertThat(content).as("seed %d, step %d", seed, step).isEqualTo(world.bruteForce());
            }
        }
    }

    @Test
    void whateverFailsInTheEndTheKernelHoldsWhatItShould() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            var world = new RandomWorld(new Random(seed));
            var host = new ByTransaction();
            var content = Content.EMPTY;
            for (int step = 0; step < STEPS; step++) {
                takeSome(host, world, 1 + random.nextInt(3));
                var plan = host.desired().next().orElseThrow();
                // More may come before it is known that it failed.
                takeSome(host, world, random.nextInt(2));
                boolean fails = random.nextInt(3) > 0;
                content = written(content, plan, fails, random);
                putBack(host, plan, fails);
            }
            var rest = host.desired().next();
            content = rest.isPresent() ? content.with(rest.get()) : content;
            assertThat(content).as("seed %d", seed).isEqualTo(world.bruteForce());
            assertThat(host.desired().next()).isEmpty();
        }
    }

    @Test
    void aHostThatBeginsWithWhatItWasToldWritesAllOfIt() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var world = new RandomWorld(new Random(seed));
            var host = new ByTransaction();
            for (int step = 0; step < 3; step++) {
                host.take(world.next());
            }
            var replica = new HostReplica();
            replica.take(host.desired().whole(), Watcher.NOBODY);
            var plan = new Desired(replica).next().orElseThrow();
            assertThat(plan.sets().values()).allMatch(SetPlan.Whole.class::isInstance);
            assertThat(Content.EMPTY.with(plan)).as("seed %d", seed).isEqualTo(world.bruteForce());
        }
    }

    @Test
    void whatEndedAddsUpUntilItIsWrittenAndIsNotSaidAgain() {
        var world = new RandomWorld(new Random(1));
        var host = new ByTransaction();
        host.receive(world.next());
        host.end(List.of(ONE));
        var failed = host.receive(world.next());
        assertThat(failed.ended()).containsExactly(ONE);
        host.end(List.of(TWO));
        host.take(world.next());
        host.desired().putBack(failed);
        assertThat(host.desired().next().orElseThrow().ended()).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(host.receive(world.next()).ended()).isEmpty();
    }

    @Test
    void whatADiskKeptEndsNothing() {
        var world = new RandomWorld(new Random(1));
        var host = new ByTransaction();
        var replica = new HostReplica();
        replica.take(host.update(world.next()), Watcher.NOBODY);
        host.end(List.of(ONE));
        replica.take(host.update(world.next()), Watcher.NOBODY);
        assertThat(new Desired(replica).next().orElseThrow().ended()).isEmpty();
    }

    @Test
    void aPlanOfEqualStatesIsEmpty() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var world = new RandomWorld(new Random(seed));
            var host = new ByTransaction();
            host.receive(world.next());
            host.receive(world.next());
            assertThat(host.receive(world.everything()).isEmpty())
                    .as("seed %d", seed)
                    .isTrue();
        }
    }

    @Test
    void whatDoesNotFollowIsRefusedAndWhatWasHeldStays() {
        var world = new RandomWorld(new Random(1));
        var host = new ByTransaction();
        host.receive(world.next());
        var held = Content.of(host.desired());
        world.next();
        var later = world.next();
        assertThatThrownBy(() -> host.take(later)).isInstanceOf(UpdateRefused.class);
        assertThat(Content.of(host.desired())).isEqualTo(held);
        assertThat(host.desired().next()).isEmpty();
    }

    @Test
    void whatWasNeverSentIsRefusedAndNothingIsToBeDone() {
        var world = new RandomWorld(new Random(1));
        var host = new ByTransaction();
        host.receive(world.next());
        assertThatThrownBy(() -> host.take(world.namingAnUnknownSet())).isInstanceOf(UpdateRefused.class);
        assertThat(host.desired().next()).isEmpty();
        host.receive(world.next());
    }

    @Test
    void aNetOfLengthZeroIsTwoOfLengthOne() {
        var plan = new ByTransaction().receive(new RandomWorld(new Random(1)).everywhere());
        assertThat(List.copyOf(plan.sets().values()).getFirst())
                .isInstanceOfSatisfying(
                        SetPlan.Whole.class,
                        whole -> assertThat(Content.expand(whole.members()).stream()
                                        .map(member -> member.address().toString()))
                                .containsExactlyInAnyOrder("0.0.0.0/1", "128.0.0.0/1", "::/1", "8000::/1"));
    }

    @Test
    void aSetOfWhichFarMoreWasTouchedThanItHasIsWrittenWhole() {
        var world = new RandomWorld(new Random(1));
        var host = new ByTransaction();
        host.receive(world.everywhere());
        for (int i = 0; i < 3; i++) {
            host.take(world.manyAddresses(i));
        }
        var plan = host.desired().next().orElseThrow();
        assertThat(plan.sets().values()).hasOnlyElementsOfType(SetPlan.Whole.class);
    }

    private static void takeSome(ByTransaction host, RandomWorld world, int count) {
        for (int i = 0; i < count; i++) {
            host.take(world.next());
        }
    }

    private static void putBack(ByTransaction host, Plan plan, boolean failed) {
        if (failed) {
            host.desired().putBack(plan);
        }
    }

    private static Content written(Content content, Plan plan, boolean fails, Random random) {
        return fails ? content.withPart(plan, random) : content.with(plan);
    }

    /// No member comes that is there, and none goes that is not.
    private static void checkLeast(Content content, Plan plan) {
        plan.sets().forEach((id, change) -> {
            switch (change) {
                case SetPlan.Change(var _, var added, var removed, var _) -> {
                    var there = content.there(id);
                    assertThat(there).containsAll(Content.expand(removed));
                    assertThat(Content.expand(added)).noneMatch(there::contains);
                }
                case SetPlan.Whole _, SetPlan.Delete _ -> {}
            }
        });
    }
}
