package io.margay.dataplane.lab;

/// What became of a packet, as its sender saw it.
public enum Seen {
    /// An answer came.
    ANSWERED,
    /// Somebody said no: nobody listens there, or a firewall rejects.
    REFUSED,
    /// Nothing came in time: dropped, as far as can be told.
    SILENT,
    /// There is no way there.
    UNREACHABLE
}
