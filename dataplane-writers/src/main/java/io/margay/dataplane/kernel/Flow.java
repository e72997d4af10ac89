package io.margay.dataplane.kernel;

import io.margay.model.net.IpVersion;

/// An entry of connection tracking, as it stands in a message of the kernel: only while it is told, and read without
/// an object for each.
///
/// A flow has a tuple for each direction. Where addresses are translated, the reply is not the original turned round:
///
/// ```text
/// a client and a service, translated to a pod     original  10.1.0.7 ─▶ 10.96.0.10     reply  10.1.0.9 ─▶ 10.1.0.7
/// a pod and the world, translated to its host     original  10.1.0.7 ─▶ 1.1.1.1        reply  1.1.1.1 ─▶ 192.168.0.2
/// ```
/// So whoever looks for a pod looks at four addresses.
public interface Flow {
    /// It was opened by a packet that another flow led to expect.
    int EXPECTED = 1;

    /// Packets of it have been seen in both directions.
    int SEEN_REPLY = 1 << 1;

    /// Its source is translated.
    int SOURCE_TRANSLATED = 1 << 4;

    /// Its destination is translated.
    int DESTINATION_TRANSLATED = 1 << 5;

    /// One direction. An address is two halves of 128 bits; that of IPv4 stands in the lower 32 bits of the low one, as
    /// in `Ip`.
    interface Tuple {
        /// The upper half of the source.
        long sourceHigh();

        /// The lower half of the source.
        long sourceLow();

        /// The upper half of the destination.
        long destinationHigh();

        /// The lower half of the destination.
        long destinationLow();

        /// Its number in the packet's header.
        int protocol();

        /// 0 for a protocol without ports.
        int sourcePort();

        /// 0 for a protocol without ports.
        int destinationPort();

        /// Of an echo of ICMP, in either version; else 0.
        int icmpId();

        /// Of ICMP, in either version; else 0.
        int icmpType();
    }

    /// Of all its addresses.
    IpVersion version();

    /// As the first packet went.
    Tuple original();

    /// As answers come.
    Tuple reply();

    /// Who keeps flows with the same addresses apart; 0 where nobody does.
    int zone();

    /// What rules have noted of it.
    int mark();

    /// Bits of the kernel's: `EXPECTED` and others.
    int status();

    /// A copy of what names it, to be kept.
    FlowKey key();
}
