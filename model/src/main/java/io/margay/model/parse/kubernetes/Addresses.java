package io.margay.model.parse.kubernetes;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.parse.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads addresses and CIDRs out of fields.
final class Addresses {
    private Addresses() {}

    /// Adds the address that `text` writes to `ips`, once; reports one that is none.
    static void add(List<Ip> ips, Fields fields, String field, String text) {
        if (!add(ips, text)) {
            fields.problem(field, "must be an IP address, is \"" + text + "\"");
        }
    }

    /// The same; whether it is an address.
    static boolean add(List<Ip> ips, String text) {
        var ip = Ip.parse(text);
        if (ip.isPresent() && !ips.contains(ip.get())) {
            ips.add(ip.get());
        }
        return ip.isPresent();
    }

    /// The CIDR that `text` writes; null, and a problem, where it writes none.
    static @Nullable Cidr cidr(Fields fields, String field, String text) {
        var cidr = Cidr.parseStrict(text);
        if (cidr.isEmpty()) {
            fields.problem(field, "must be a CIDR such as 10.0.0.0/8 or fd00::/8, is \"" + text + "\"");
            return null;
        }
        if (Cidr.hasHostBits(text)) {
            fields.warning(field, "has bits set after its prefix: read as " + cidr.get());
        }
        return cidr.get();
    }
}
