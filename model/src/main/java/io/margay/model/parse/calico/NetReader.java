package io.margay.model.parse.calico;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.parse.Fields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the nets of one rule, which must all be of one IP version: the rule's own, else that of the first net.
final class NetReader {
    private final @Nullable IpVersion required;
    private @Nullable IpVersion seen;

    /// @param required the rule's ipVersion
    NetReader(@Nullable IpVersion required) {
        this.required = required;
    }

    /// The nets of `nets`: a rule matches an address in any of them.
    List<Cidr> nets(Fields side) {
        var nets = new ArrayList<Cidr>();
        Items.texts(side, "nets", (place, text) -> read(side, place, text, nets));
        return nets;
    }

    /// The nets of `notNets`: a rule matches an address in none of them.
    List<Cidr> notNets(Fields side) {
        var nets = new ArrayList<Cidr>();
        Items.texts(side, "notNets", (place, text) -> {
            read(side, place, text, nets);
            if (Cidr.parseStrict(text).filter(net -> net.prefixLength() == 0).isPresent()) {
                side.problem(place, "must leave some address over, is " + text);
            }
        });
        return nets;
    }

    private void read(Fields side, String place, String text, List<Cidr> nets) {
        var net = Cidr.parseStrict(text);
        if (net.isEmpty()) {
            var hint = Ip.parse(text)
                    .map(ip -> ", did you mean " + Cidr.of(ip) + "?")
                    .orElse("");
            side.problem(place, "must be a CIDR such as 10.0.0.0/8, is " + CalicoNames.quoted(text) + hint);
            return;
        }
        if (Cidr.hasHostBits(text)) {
            side.problem(place, "has bits set after its prefix, is " + text + ", did you mean " + net.get() + "?");
        }
        checkVersion(side, place, net.get());
        nets.add(net.get());
    }

    private void checkVersion(Fields side, String place, Cidr net) {
        if (required != null && net.version() != required) {
            side.problem(place, "must be IPv" + required.number() + " as the rule's ipVersion says, is " + net);
        } else if (seen != null && net.version() != seen) {
            side.problem(place, "must be IPv" + seen.number() + " as the rule's nets before it, is " + net);
        }
        seen = seen == null ? net.version() : seen;
    }
}
