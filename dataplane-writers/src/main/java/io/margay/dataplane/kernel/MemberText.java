package io.margay.dataplane.kernel;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import java.util.Locale;
import java.util.function.Consumer;

/// Members as people write them: `10.0.0.0/8`, `10.0.0.1`, `10.0.0.1,tcp:80`. For errors, previews and tests; too slow
/// for many.
///
/// @param version of the members
/// @param into hears each
public record MemberText(IpVersion version, Consumer<String> into) implements MemberSink {
    @Override
    public void net(long high, long low, int prefixLength) {
        var ip = ip(high, low);
        int bits = ip.version().bits();
        // What no prefix can be is said as it is.
        boolean isPrefix = prefixLength >= 0 && prefixLength < bits;
        var plain = prefixLength == bits ? ip.toString() : ip + "/" + prefixLength;
        into.accept(isPrefix ? new Cidr(ip, prefixLength).toString() : plain);
    }

    @Override
    public void port(long high, long low, int protocol, int port) {
        var name = new Protocol(protocol).name().toLowerCase(Locale.ROOT);
        into.accept(ip(high, low) + "," + name + ":" + port);
    }

    private Ip ip(long high, long low) {
        boolean isV4 = version == IpVersion.V4 && (high | low >>> Integer.SIZE) == 0;
        return new Ip(isV4 ? IpVersion.V4 : IpVersion.V6, high, low);
    }
}
