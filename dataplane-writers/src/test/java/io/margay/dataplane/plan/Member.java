package io.margay.dataplane.plan;

import io.margay.dataplane.kernel.MemberSink;
import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// One member of an address set, as kernels hold it.
///
/// @param address a prefix; one address where there is a port. Never of length 0: that is two of length 1
/// @param protocol null in a set without ports
/// @param port 0 in a set without ports
public record Member(Cidr address, @Nullable Protocol protocol, int port) implements Comparable<Member> {
    private static final Comparator<Member> ORDER = Comparator.comparing(Member::address)
            .thenComparing(Member::protocol, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparingInt(Member::port);

    /// A member of a set without ports.
    public static Member of(Cidr address) {
        return new Member(address, null, 0);
    }

    /// The IP version of its address: kernels keep a set a version.
    public IpVersion version() {
        return address.version();
    }

    /// As kernels are told it.
    public void tell(MemberSink sink) {
        var ip = address.network();
        if (protocol == null) {
            sink.net(ip.high(), ip.low(), address.prefixLength());
        } else {
            sink.port(ip.high(), ip.low(), protocol.number(), port);
        }
    }

    @Override
    public int compareTo(Member other) {
        return ORDER.compare(this, other);
    }
}
