package io.margay.dataplane.kernel;

import java.time.Duration;
import java.util.OptionalLong;

/// Hears who changes rules of nf_tables in one network namespace, and whether any did. Used by one thread at a time.
public interface RuleCommits extends AutoCloseable {
    /// Begins to hear; whether that is possible. What was changed before is not told.
    boolean listen();

    /// The process that made the next change, once the kernel goes by it; empty if nothing at all is heard for so long,
    /// or something was missed.
    OptionalLong next(Duration silence);

    /// A number that is another after each change of whatever table, by whomever; empty: it cannot be known.
    OptionalLong generation();

    /// Stops to hear, until the next time.
    void rest();

    @Override
    void close();
}
