package io.margay.load.run;

import io.margay.load.member.HttpFeed;
import io.margay.load.report.LoadReport.Asked;
import io.margay.wire.stream.HostPort;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// What is to be done.
///
/// @param podShare how many of the changes are of pods, 0 to 1
/// @param answerDelay how long after it was told a host says that it enforces it
/// @param wrong what goes wrong on purpose
/// @param loaded the engine that is loaded
public record LoadSettings(Asked asked, double podShare, Duration answerDelay, Wrong wrong, Loaded loaded) {

    /// How many changes there are in all.
    int changes() {
        return (int)
                Math.round(asked.rate() * asked.warmUp().plus(asked.duration()).toMillis() / MILLIS_IN_SECOND);
    }

    private static final double MILLIS_IN_SECOND = 1e3;

    /// An engine, as it is loaded.
    public sealed interface Loaded {}

    /// Members that are started for it, and told each change directly.
    ///
    /// @param program what starts one
    public record Fed(List<String> program) implements Loaded {
        public Fed {
            program = List.copyOf(program);
        }
    }

    /// Members that are started for it, on a PostgreSQL that is, too; changes go through their API.
    ///
    /// @param program what starts a member
    /// @param postgres the folder of PostgreSQL's own programs
    public record OnStore(List<String> program, Path postgres) implements Loaded {
        public OnStore {
            program = List.copyOf(program);
        }
    }

    /// An engine that is there.
    ///
    /// @param api where it takes changes
    /// @param token that it is shown there; empty: none
    /// @param engines where hosts connect
    /// @param authority the folder of what its members trust, with its key: hosts' certificates are of it
    public record Target(URI api, String token, List<HostPort> engines, Path authority) implements Loaded {
        public Target {
            engines = List.copyOf(engines);
        }

        HttpFeed.Place place() {
            return new HttpFeed.Place(List.of(api), token, Duration.ZERO);
        }
    }

    /// What goes wrong on purpose.
    ///
    /// @param chaos the seed of what befalls members, hosts and streams; empty: nothing does
    /// @param fault what must be found
    public record Wrong(OptionalLong chaos, Fault fault) {}

    /// What a run can be made to find.
    public enum Fault {
        /// Nothing.
        NONE,
        /// One host does not take one update on, though it says so.
        LOST_UPDATE,
        /// One host takes nothing on from the middle of the changes on, though it says so.
        DEAF_HOST;

        /// As on the command line.
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
