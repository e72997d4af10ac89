package io.margay.dataplane.kernel;

/// The interfaces and the routing table of one network namespace. Used by one thread at a time; may block.
public interface Routes extends AutoCloseable {
    /// What is there now.
    Reading<Wiring> read();

    @Override
    void close();

    /// Those of a namespace in which there is nothing.
    static Routes none() {
        return new Routes() {
            @Override
            public Reading<Wiring> read() {
                return new Reading.Read<>(Wiring.NONE);
            }

            @Override
            public void close() {}
        };
    }
}
