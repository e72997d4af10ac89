package io.margay.actors;

/// A host's side of its stream: what it says of the transactions that it gets. Safe for any thread.
public interface HostStream extends AutoCloseable {
    /// It enforces a revision. The next transaction comes after this.
    void enforced(long revision);

    /// It could not take a revision on, and stays with the one before. It may say later that it enforces it after all.
    void failed(long revision, String why);

    /// It goes away; its rules stay in force.
    @Override
    void close();
}
