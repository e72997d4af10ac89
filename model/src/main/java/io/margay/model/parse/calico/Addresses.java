package io.margay.model.parse.calico;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.parse.Fields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads and checks the addresses of endpoints.
final class Addresses {
    private Addresses() {}

    /// A list of addresses.
    static List<Ip> ips(Fields fields, String field) {
        var ips = new ArrayList<Ip>();
        Items.texts(
                fields,
                field,
                (place, text) -> Ip.parse(text)
                        .ifPresentOrElse(
                                ips::add,
                                () -> fields.problem(place, "must be an IP address, is " + CalicoNames.quoted(text))));
        return ips;
    }

    /// An address that must be there; null where it is not.
    static @Nullable Ip required(Fields fields, String field) {
        var text = fields.required(field);
        var ip = Ip.parse(text);
        if (ip.isEmpty() && !text.isEmpty()) {
            fields.problem(field, "must be an IP address, is " + CalicoNames.quoted(text));
        }
        return ip.orElse(null);
    }

    /// A list of nets that hold one address each.
    static List<Cidr> singles(Fields fields, String field) {
        var nets = new ArrayList<Cidr>();
        Items.texts(
                fields,
                field,
                (place, text) -> Cidr.parse(text)
                        .filter(Cidr::isSingle)
                        .ifPresentOrElse(
                                nets::add,
                                () -> fields.problem(
                                        place,
                                        "must be one address, such as 10.0.0.1/32, is " + CalicoNames.quoted(text))));
        return nets;
    }

    /// Checks a list of nets, in which bits after the prefix may be set.
    static void checkNets(Fields fields, String field) {
        Items.texts(fields, field, (place, text) -> {
            if (Cidr.parse(text).isEmpty()) {
                fields.problem(place, "must be a CIDR or an address, is " + CalicoNames.quoted(text));
            }
        });
    }

    /// Checks a net or an address, where there is one.
    static void checkNet(Fields fields, String field) {
        var text = fields.text(field);
        if (!text.isEmpty() && (Cidr.parse(text).isEmpty() || Cidr.hasHostBits(text))) {
            fields.problem(field, "must be an address, is " + CalicoNames.quoted(text));
        }
    }

    /// Checks an address of a version, where there is one.
    static void checkIp(Fields fields, String field, IpVersion version) {
        var text = fields.text(field);
        if (!text.isEmpty()
                && Ip.parse(text).filter(ip -> ip.version() == version).isEmpty()) {
            fields.problem(field, "must be an IPv" + version.number() + " address, is " + CalicoNames.quoted(text));
        }
    }
}
