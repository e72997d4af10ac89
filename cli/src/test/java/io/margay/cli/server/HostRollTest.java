package io.margay.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.wire.FromHost;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What counts as an answer.
final class HostRollTest {
    private static final String NODE = "n1";

    /// A stream that is told nothing by itself.
    private record Told(Unanswered unanswered) implements HostRoll.Stream {
        @Override
        public void end(String why) {}

        @Override
        public int waiting() {
            return 0;
        }
    }

    private final HostRoll roll = new HostRoll(InstantSource.system());
    private final Told stream = new Told(new Unanswered());

    @BeforeEach
    void begin() {
        roll.began(NODE, stream);
    }

    @Test
    void whatIsSaidAgainIsNoAnswer() {
        stream.unanswered().told(5);
        say(new FromHost.Failed(5, "no room"));
        say(new FromHost.Failed(5, "no room"));
        say(new FromHost.Enforced(5));
        say(new FromHost.Enforced(5));
        assertAnswers(0, 1);
        assertThat(roll.state(NODE).orElseThrow().failed()).isEmpty();
    }

    /// It hangs on what it was told, and was about to say again what it enforces.
    @Test
    void whatCrossesWhatItIsToldIsNoAnswerToThat() {
        stream.unanswered().told(5);
        say(new FromHost.Enforced(5));
        stream.unanswered().told(6);
        say(new FromHost.Enforced(5));
        assertAnswers(1, 0);
        assertThat(roll.unansweredSince(NODE)).isPresent();
        say(new FromHost.Enforced(6));
        assertAnswers(2, 0);
        assertThat(roll.unansweredSince(NODE)).isEmpty();
    }

    private void say(FromHost said) {
        roll.said(NODE, stream, said);
    }

    private void assertAnswers(long enforced, long failed) {
        var counts = roll.counts();
        assertThat(counts.enforced.sum()).isEqualTo(enforced);
        assertThat(counts.failed.sum()).isEqualTo(failed);
        assertThat(counts.answers.read().count()).isEqualTo(enforced + failed);
    }
}
