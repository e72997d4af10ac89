package io.margay.cli.hosts;

/// A host needs what no transaction brought it.
final class NotSent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;

    NotSent(String what) {
        super(what);
        this.what = what;
    }

    /// In words for whoever asked.
    String what() {
        return what;
    }
}
