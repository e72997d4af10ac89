package io.margay.load.member;

import io.margay.load.churn.Change;
import java.io.IOException;
import java.util.List;

/// The way of changes into an engine. For one thread.
public interface Feed extends AutoCloseable {
    /// Says some changes, in this order, as soon as they can be said.
    ///
    /// Errors: an IOException in words for a person where the engine did not take them.
    void say(List<Change> changes) throws IOException, InterruptedException;

    /// Waits until all that was said is taken.
    ///
    /// Errors: as of `say`.
    default void finish() throws IOException, InterruptedException {}

    @Override
    void close();
}
