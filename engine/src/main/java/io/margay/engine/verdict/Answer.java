package io.margay.engine.verdict;

import io.margay.model.ruleset.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of a probe.
public sealed interface Answer {
    /// A verdict: allow if each side that exists allows.
    ///
    /// @param egress null where the sender is no endpoint of ours
    /// @param ingress null where the receiver is none
    /// @param ownHost whether it is a host to its own pod, which is always allowed
    /// @param warnings what in the question the answer does not cover
    record Judged(
            Verdict verdict,
            @Nullable Side egress,
            @Nullable Side ingress,
            boolean ownHost,
            List<String> warnings) implements Answer {
        public Judged {
            warnings = List.copyOf(warnings);
        }

        /// Of two sides, each null where no endpoint of ours is on it: both must allow.
        public static Judged of(@Nullable Side egress, @Nullable Side ingress, List<String> warnings) {
            var allowed = (egress == null || egress.verdict() == Verdict.ALLOW)
                    && (ingress == null || ingress.verdict() == Verdict.ALLOW);
            return new Judged(allowed ? Verdict.ALLOW : Verdict.DENY, egress, ingress, false, warnings);
        }
    }

    /// No verdict: an end that does not exist or has no address, or addresses of two versions.
    ///
    /// @param what in words for whoever asked
    record Unanswerable(String what) implements Answer {}
}
