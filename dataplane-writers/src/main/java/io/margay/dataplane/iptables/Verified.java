package io.margay.dataplane.iptables;

import io.margay.dataplane.plan.Writer;
import java.util.List;
import java.util.Optional;

/// What came of looking whether the kernel holds what was written.
///
/// @param repairs what it did not, and does again
/// @param failure why it is not known, or not repaired
record Verified(List<Writer.Repair> repairs, Optional<String> failure) {
    /// There was nothing to look at.
    static final Verified NOTHING = new Verified(List.of(), Optional.empty());

    Verified {
        repairs = List.copyOf(repairs);
    }
}
