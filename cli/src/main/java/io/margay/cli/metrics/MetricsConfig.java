package io.margay.cli.metrics;

import com.typesafe.config.Config;
import io.margay.cluster.config.ConfigReader;
import io.margay.wire.stream.HostPort;
import java.time.Duration;
import java.util.Optional;

/// How metrics are served.
///
/// @param listen where, in the clear and to anybody; empty: not so
/// @param isByNode whether there are some of each node, too
/// @param laggingAfter how long a host may leave what it was told unanswered; > 0
public record MetricsConfig(Optional<HostPort> listen, boolean isByNode, Duration laggingAfter) {
    /// The configuration in `config`, under `margay.metrics`.
    ///
    /// Errors: `ConfigProblems` with everything that is wrong.
    public static MetricsConfig read(Config config) {
        return ConfigReader.read(
                config,
                "margay.metrics",
                in -> new MetricsConfig(
                        HostPort.parse(in.text("listen", MetricsConfig::isPlace, "must be HOST:PORT, or empty")),
                        in.bool("by-node"),
                        in.duration("lagging-after", Duration::isPositive, "must be > 0")));
    }

    private static boolean isPlace(String text) {
        return text.isEmpty() || HostPort.parse(text).isPresent();
    }
}
