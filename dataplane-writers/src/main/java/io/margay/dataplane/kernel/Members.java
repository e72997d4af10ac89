package io.margay.dataplane.kernel;

/// Members of one set, told one after another.
@FunctionalInterface
public interface Members {
    /// Tells each; one may be told several times. They are of the set's kind and version.
    void tell(MemberSink sink);
}
