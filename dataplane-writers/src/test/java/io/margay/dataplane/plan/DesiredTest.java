package io.margay.dataplane.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Laws of plans, on random transactions; each seed is printed with what it breaks.
class DesiredTest {
    private static final int SEEDS = 300;

    @Test
    void whatIsHeldDependsOnTheInputsNotOnTheWay() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var world = new RandomWorld(new Random(seed));
            var desired = new Desired();
            for (int step = 0; step < 12; step++) {
                take(desired, world.next());
                assertThat(desired.content()).as("seed %d, step %d", seed, step).isEqualTo(world.bruteForce());
            }
        }
    }

    @Test
    void plansMakeTheOldStateToTheNew() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var world = new RandomWorld(new Random(seed));
            var desired = new Desired();
            var content = Content.EMPTY;
            for (int step = 0; step < 12; step++) {
                content = content.with(take(desired, world.next()));
                assertThat(content).as("seed %d, step %d", seed, step).isEqualTo(desired.content());
            }
        }
    }

    @Test
    void plansAddUp() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var world = new RandomWorld(new Random(seed));
            var desired = new Desired();
            var start = Content.EMPTY.with(take(desired, world.next()));
            var plans = new ArrayList<Plan>();
            for (int step = 0; step < 6; step++) {
                plans.add(take(desired, world.next()));
            }
            var together = plans.stream().reduce(Plan::then).orElseThrow();
            assertThat(start.with(together)).as("seed %d", seed).isEqualTo(desired.content());
        }
    }

    @Test
    void aPlanOfEqualStatesIsEmpty() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var world = new RandomWorld(new Random(seed));
            var desired = new Desired();
            take(desired, world.next());
            take(desired, world.next());
            assertThat(Plan.of(1, desired.content(), desired.content()).isEmpty())
                    .isTrue();
            assertThat(take(desired, world.everything()).isEmpty())
                    .as("seed %d", seed)
                    .isTrue();
        }
    }

    @Test
    void whatComesTwiceChangesNothing() {
        var world = new RandomWorld(new Random(1));
        var desired = new Desired();
        take(desired, world.next());
        var second = world.next();
        take(desired, second);
        assertThat(desired.receive(second)).isEqualTo(new Desired.Known());
    }

    @Test
    void aGapIsRefusedAndWhatWasHeldStays() {
        var world = new RandomWorld(new Random(1));
        var desired = new Desired();
        take(desired, world.next());
        var held = desired.content();
        world.next();
        assertThat(desired.receive(world.next())).isInstanceOf(Desired.Refused.class);
        assertThat(desired.content()).isEqualTo(held);
    }

    @Test
    void whatWasNeverSentIsRefused() {
        var world = new RandomWorld(new Random(1));
        var desired = new Desired();
        take(desired, world.next());
        var refused = desired.receive(world.namingAnUnknownSet());
        assertThat(refused).isInstanceOf(Desired.Refused.class);
        assertThat(desired.receive(world.next())).isInstanceOf(Desired.Planned.class);
    }

    @Test
    void aNetOfLengthZeroIsTwoOfLengthOne() {
        var world = new RandomWorld(new Random(1));
        var desired = new Desired();
        var plan = take(desired, world.everywhere());
        assertThat(List.copyOf(plan.sets().values()).getFirst())
                .isInstanceOfSatisfying(
                        SetPlan.Whole.class,
                        whole -> assertThat(whole.members().stream()
                                        .map(member -> member.address().toString()))
                                .containsExactlyInAnyOrder("0.0.0.0/1", "128.0.0.0/1", "::/1", "8000::/1"));
    }

    private static Plan take(Desired desired, io.margay.model.ruleset.Transaction transaction) {
        var received = desired.receive(transaction);
        assertThat(received).isInstanceOf(Desired.Planned.class);
        return ((Desired.Planned) received).plan();
    }
}
