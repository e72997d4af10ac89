package io.margay.dataplane.iptables;

import io.margay.cluster.config.ConfigReader;
import io.margay.dataplane.kernel.Backend;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// How the iptables writer lives with others on a host.
///
/// @param backend which iptables; empty: the one that others use
/// @param lockWait how long iptables-legacy waits for its lock; 1 s to 20 s, less than a command may take
/// @param verifyInterval how often all that is Margay's is looked at; > 0
public record UpkeepConfig(Optional<Backend> backend, Duration lockWait, Duration verifyInterval) {
    private static final String AUTO = "auto";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    static UpkeepConfig read(ConfigReader in) {
        return new UpkeepConfig(
                named(in.text(
                        "backend",
                        text -> text.equals(AUTO) || named(text).isPresent(),
                        "must be auto, nft or legacy")),
                in.duration("lock-wait", UpkeepConfig::isWait, "must be 1s to 20s"),
                in.duration("verify-interval", Duration::isPositive, "must be > 0"));
    }

    /// The same with another backend.
    UpkeepConfig with(Backend other) {
        return new UpkeepConfig(Optional.of(other), lockWait, verifyInterval);
    }

    private static Optional<Backend> named(String text) {
        return Stream.of(Backend.values())
                .filter(backend -> backend.text().equals(text))
                .findFirst();
    }

    private static boolean isWait(Duration wait) {
        return wait.toSeconds() >= 1 && wait.compareTo(LONGEST_WAIT) <= 0;
    }
}
