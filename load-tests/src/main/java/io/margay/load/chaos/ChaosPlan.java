package io.margay.load.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// What goes wrong when, from a seed: one blow at a time to members, so that at most one is missing, a killed one
/// first,
/// and hosts beside it. The last fifth of a run is calm.
///
/// @param blows in the order of their times
public record ChaosPlan(List<Blow> blows) {
    private static final Duration FIRST = Duration.ofSeconds(2);
    /// Between one blow's end and the next: a member that was killed is there again by then, or about to.
    private static final Duration BREATH = Duration.ofSeconds(4);
    private static final int LEAST_MILLIS = 500;
    private static final int MOST_MILLIS = 6_000;
    private static final int HOSTS_A_BLOW = 3;
    private static final int KINDS = 4;
    private static final int CALM_OF_FIVE = 4;

    public ChaosPlan {
        blows = List.copyOf(blows);
    }

    /// Whom things befall.
    ///
    /// @param hasDatabase whether there is one that can be killed
    public record Victims(int members, int hosts, boolean hasDatabase) {}

    /// That of a seed.
    public static ChaosPlan of(long seed, Victims victims, Duration run) {
        var random = new Random(seed);
        var blows = new ArrayList<Blow>();
        var calm = run.multipliedBy(CALM_OF_FIVE).dividedBy(CALM_OF_FIVE + 1);
        var at = FIRST;
        while (true) {
            var kind = blows.isEmpty() ? Blow.Kind.MEMBER_KILLED : ofMember(random, victims.hasDatabase);
            var blow = new Blow(at, kind, random.nextInt(victims.members), lasts(random));
            if (blow.end().compareTo(calm) > 0) {
                return new ChaosPlan(blows);
            }
            blows.add(blow);
            var unlucky = random.ints(0, victims.hosts).distinct().limit(Math.min(victims.hosts, HOSTS_A_BLOW));
            for (int host : unlucky.toArray()) {
                var how = random.nextBoolean() ? Blow.Kind.HOST_KILLED : Blow.Kind.HOST_AWAY;
                blows.add(new Blow(at, how, host, blow.lasts()));
            }
            at = blow.end().plus(BREATH);
        }
    }

    private static Blow.Kind ofMember(Random random, boolean hasDatabase) {
        return switch (random.nextInt(hasDatabase ? KINDS + 1 : KINDS)) {
            case 0 -> Blow.Kind.MEMBER_KILLED;
            case 1 -> Blow.Kind.MEMBER_PAUSED;
            case 2 -> Blow.Kind.STREAMS_CUT;
            case KINDS -> Blow.Kind.DATABASE_KILLED;
            default -> Blow.Kind.STREAMS_SLOW;
        };
    }

    private static Duration lasts(Random random) {
        return Duration.ofMillis(LEAST_MILLIS + random.nextInt(MOST_MILLIS - LEAST_MILLIS));
    }
}
