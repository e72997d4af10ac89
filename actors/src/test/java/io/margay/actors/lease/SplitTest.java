package io.margay.actors.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.actors.lease.Split.Seen;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a part makes of the members that it sees.
final class SplitTest {
    private static final String SELF = "a";

    private static Seen here(String name) {
        return new Seen(name, true, false, true);
    }

    private static Seen away(String name) {
        return new Seen(name, true, true, false);
    }

    private static Split split(Seen... members) {
        return Split.of(SELF, List.of(members));
    }

    @Test
    void whoNeitherHearsNorIsHeardIsLost() {
        assertThat(split(here("a"), away("b"), here("c"))).isEqualTo(new Split(SELF, List.of("b"), true, true));
    }

    @Test
    void aHalfIsNoMajority() {
        assertThat(split(here("a"), away("b")).isMajority()).isFalse();
        assertThat(split(here("a"), away("b"), away("c")).isMajority()).isFalse();
    }

    @Test
    void ofAllPartsOneIsTheFirst() {
        assertThat(split(here("a"), away("b")).isFirst()).isTrue();
        assertThat(split(away("a"), here("b")).isFirst()).isFalse();
        assertThat(split(away("a"), here("b"), here("c")).isFirst()).isTrue();
        assertThat(split(here("a"), away("b"), away("c")).isFirst()).isFalse();
        var joining = new Seen("a", false, true, false);
        assertThat(split(joining, here("b"), away("c")).isFirst()).isTrue();
    }

    /// A cable was cut between two that both reach the others.
    @Test
    void whoHearsByWayOfOthersIsNotLost() {
        assertThat(split(here("a"), new Seen("b", true, true, true), here("c")).lost())
                .isEmpty();
    }

    @Test
    void whoIsLeavingOrJoiningDoesNotCountAndCanBeLost() {
        var leaving = new Seen("b", false, true, false);
        assertThat(split(here("a"), leaving)).isEqualTo(new Split(SELF, List.of("b"), true, true));
    }
}
