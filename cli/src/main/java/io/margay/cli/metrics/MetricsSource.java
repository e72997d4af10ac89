package io.margay.cli.metrics;

/// Has metrics, as they are when it is asked. For any thread; it waits for nobody.
@FunctionalInterface
public interface MetricsSource {
    /// The type of Prometheus' own text format.
    String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    /// A page.
    ///
    /// @param type its content type
    record Page(String type, String text) {}

    /// All of them.
    ///
    /// @param accept the types that the client would have, as in the header of that name
    Page page(String accept);
}
