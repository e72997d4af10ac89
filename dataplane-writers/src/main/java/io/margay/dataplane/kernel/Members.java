package io.margay.dataplane.kernel;

/// Members of one set, told one after another.
@FunctionalInterface
public interface Members {
    /// Tells each once. They are of the set's kind and version.
    void tell(MemberSink sink);
}
