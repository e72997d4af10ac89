package io.margay.model.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.net.Cidr;
import io.margay.model.update.Part.Identities;
import io.margay.model.update.Part.IdentityContents;
import io.margay.model.update.Part.Moves;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whose addresses ended, as a host's watcher is told.
class EndingsTest {
    private final List<String> ended = new ArrayList<>();
    private final HostReplica replica = new HostReplica();
    private long revision;

    @Test
    void whatAChangeSaysIsPassedOn() {
        take(1, 0, true, identity(1, "10.0.0.1"));
        take(1, 1, true, ended("10.0.0.1"), ended("10.0.0.9"), ended("10.0.0.1"));
        take(1, 2, true);
        assertThat(ended).containsExactly("[]", "[10.0.0.1/32, 10.0.0.9/32]", "[]");
    }

    @Test
    void ofWhatIsReplacedWhatNobodyHasAnyMoreEnded() {
        take(1, 0, true, identity(1, "10.0.0.1"), identity(2, "10.0.0.2", "fd00::2"), identity(3, "10.1.0.0/16"));
        take(2, 0, true, identity(7, "10.0.0.1"), identity(8, "10.0.0.2"));
        assertThat(ended).containsExactly("[]", "[fd00::2/128]");
    }

    @Test
    void unlessTheHostIsNotToldOfAll() {
        take(1, 0, true, identity(1, "10.0.0.1"));
        take(2, 0, false);
        assertThat(ended).containsExactly("[]", "[]");
    }

    @Test
    void whatStaysWhereItWasInTheSameShardDidNotEndSince() {
        take(1, 0, true, identity(1, "10.0.0.1"), identity(2, "10.0.0.2"));
        take(1, 0, true, identity(1, "10.0.0.1"), identity(3, "10.0.0.2"), ended("10.0.0.1"), ended("10.0.0.2"));
        take(2, 0, true, identity(1, "10.0.0.1"), identity(3, "10.0.0.2"), ended("10.0.0.1"));
        assertThat(ended).containsExactly("[]", "[10.0.0.2/32]", "[10.0.0.1/32]");
    }

    private void take(long incarnation, long base, boolean all, Part... parts) {
        var shared = Stream.of(parts).map(Shared::of).toList();
        replica.take(new Update("n1", incarnation, base, ++revision, all, shared), new Watcher() {
            @Override
            public void changing(Holdings held, Changing changing) {
                ended.add(changing.ended().toString());
            }

            @Override
            public void replacing(Holdings before, Holdings after, Set<Cidr> nowEnded) {
                ended.add(nowEnded.toString());
            }
        });
    }

    private static Part identity(int number, String... addresses) {
        return new Identities(List.of(new IdentityContents(number, List.of(), cidrs(addresses))));
    }

    private static Part ended(String... addresses) {
        return new Moves(List.of(), cidrs(addresses));
    }

    private static List<Cidr> cidrs(String... texts) {
        return Stream.of(texts).map(text -> Cidr.parse(text).orElseThrow()).toList();
    }
}
