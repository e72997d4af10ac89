package io.margay.cli.local;

/// Answers questions, on many threads.
public interface Answering {
    /// The line that answers a line.
    ///
    /// @param user who asks, as the kernel says
    String answer(String line, String user);

    /// An answer is with who asked, or could not be brought there.
    default void said() {}
}
