package io.margay.wire;

import com.google.protobuf.ByteString;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import java.util.ArrayList;
import java.util.List;

/// Addresses in bytes, as [ProtoBytes#addresses] writes them: for each a byte that says version and prefix length, then
/// the address.
final class Addresses {
    /// From here on a head is a prefix length of V6.
    static final int V6_FROM = 64;

    private Addresses() {}

    /// Errors: `IllegalArgumentException` where the bytes end within an address or a prefix is too long.
    static List<Cidr> read(ByteString bytes) {
        var cidrs = new ArrayList<Cidr>(bytes.size() / 5);
        for (int at = 0; at < bytes.size(); ) {
            int head = Byte.toUnsignedInt(bytes.byteAt(at));
            int length = head < V6_FROM ? 4 : 16;
            int end = at + 1 + length;
            if (end > bytes.size()) {
                throw new IllegalArgumentException("addresses end within one");
            }
            var ip = Ip.ofBytes(bytes.substring(at + 1, end).toByteArray());
            cidrs.add(new Cidr(ip, head < V6_FROM ? head : head - V6_FROM));
            at = end;
        }
        return cidrs;
    }

    static Cidr readOne(ByteString bytes) {
        var cidrs = read(bytes);
        if (cidrs.size() != 1) {
            throw new IllegalArgumentException("one address expected, got " + cidrs.size());
        }
        return cidrs.getFirst();
    }
}
