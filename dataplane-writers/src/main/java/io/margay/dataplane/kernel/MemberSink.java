package io.margay.dataplane.kernel;

/// Is told members of one set, as numbers: no object is made for a member.
///
/// An address is two halves of 128 bits; that of IPv4 stands in the lower 32 bits of `low`, as in `Ip`.
public interface MemberSink {
    /// A member of a set of nets.
    ///
    /// @param prefixLength 1 to 32, or to 128
    void net(long high, long low, int prefixLength);

    /// A member of a set of addresses and ports.
    ///
    /// @param protocol its number in the packet's header
    void port(long high, long low, int protocol, int port);
}
