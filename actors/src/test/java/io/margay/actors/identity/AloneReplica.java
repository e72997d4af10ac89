package io.margay.actors.identity;

import akka.actor.typed.Behavior;
import io.margay.actors.count.EngineCounts;
import java.time.Duration;
import java.util.List;

/// A replica without other members, whose contributors miss nothing.
final class AloneReplica {
    private AloneReplica() {}

    static Behavior<IdentityReplica.Command> create() {
        var around = new IdentityReplica.Surroundings(
                (contributor, _, _) -> {
                    throw new AssertionError(contributor + " missed something");
                },
                List::of,
                true);
        return IdentityReplica.create(
                new IdentityReplica.Settings(Duration.ofMillis(1), 1, around, EngineCounts.untimed()));
    }
}
