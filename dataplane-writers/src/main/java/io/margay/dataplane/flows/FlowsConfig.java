package io.margay.dataplane.flows;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.margay.cluster.config.ConfigReader;
import io.margay.dataplane.kernel.FlowMark;

/// What becomes of established flows.
///
/// @param terminateOnDeny whether a flow that is established ends when a change denies it
/// @param againMarkBit a bit of the flow's mark, 0 to 31: it is to be judged again
/// @param deniedMarkBit another: it was, and was denied
public record FlowsConfig(boolean terminateOnDeny, int againMarkBit, int deniedMarkBit) {
    private static final int HIGHEST_BIT = 31;

    /// The configuration in `config`, under `margay.dataplane.flows`.
    ///
    /// Errors: `ConfigProblems` with everything that is wrong.
    public static FlowsConfig read(Config config) {
        return ConfigReader.read(config, "margay.dataplane.flows", FlowsConfig::read);
    }

    /// What nobody configured otherwise.
    public static FlowsConfig standard() {
        return read(ConfigFactory.load());
    }

    private static FlowsConfig read(ConfigReader in) {
        int again = in.integer("again-mark-bit", n -> 0 <= n && n <= HIGHEST_BIT, "must be 0 to 31");
        return new FlowsConfig(
                in.bool("terminate-on-deny"),
                again,
                in.integer(
                        "denied-mark-bit",
                        n -> 0 <= n && n <= HIGHEST_BIT && n != again,
                        "must be 0 to 31, and another than again-mark-bit"));
    }

    /// The mark of a flow that is to be judged again.
    FlowMark again() {
        return new FlowMark(1 << againMarkBit, both());
    }

    /// The mark of one that was judged since the last change, and accepted.
    FlowMark judged() {
        return new FlowMark(0, 1 << againMarkBit);
    }

    /// The mark of one that was denied. It is to be judged again, too.
    FlowMark denied() {
        return new FlowMark(both(), both());
    }

    /// The mark of one of which nothing is noted.
    FlowMark unmarked() {
        return new FlowMark(0, both());
    }

    private int both() {
        return 1 << againMarkBit | 1 << deniedMarkBit;
    }
}
