package io.margay.dataplane.kernel;

/// A table of iptables, in the order in which packets see them.
public enum Table {
    RAW("raw"),
    MANGLE("mangle"),
    FILTER("filter");

    private final String text;

    Table(String text) {
        this.text = text;
    }

    /// What iptables calls it.
    public String text() {
        return text;
    }
}
