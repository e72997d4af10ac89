package io.margay.cli.compute;

import io.margay.actors.view.SharedViews;
import io.margay.model.net.Cidr;
import io.margay.model.net.PortRange;
import io.margay.model.ruleset.AddressSet.NamedPorts;
import io.margay.model.ruleset.AddressSet.Selected;
import io.margay.model.ruleset.AddressSet.ServiceAddresses;
import io.margay.model.ruleset.AddressSet.ServicePorts;
import io.margay.model.ruleset.PeerMatch;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.Rule.Icmp;
import io.margay.model.ruleset.Rule.Limit;
import io.margay.model.update.Ints;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Rules as bytes: the fields that there are, each after its place among all; sets as their hashes.
///
/// Which set a rule means is found among those that its policy names, which are in the order of the rules: mostly with
/// one comparison, and without a hash of a selector.
final class RuleBytes {
    private static final int ACTION = 1;
    private static final int IP_VERSION = 2;
    private static final int PROTOCOL = 3;
    private static final int NOT_PROTOCOL = 4;
    private static final int ICMP = 5;
    private static final int NOT_ICMP = 7;
    private static final int SOURCE = 9;
    private static final int DESTINATION = 18;
    private static final int LIMIT = 27;

    // Fields of a side, after its first.
    private static final int SELECTOR = 0;
    private static final int NOT_SELECTOR = 1;
    private static final int NETS = 2;
    private static final int NOT_NETS = 3;
    private static final int PORTS = 4;
    private static final int NAMED_PORTS = 5;
    private static final int NOT_PORTS = 6;
    private static final int NOT_NAMED_PORTS = 7;
    private static final int SERVICE = 8;

    private final DigestBytes bytes;
    private final SharedViews shared;
    private final SetDigests digests;
    private Ints sets = Ints.NONE;
    private int next;

    RuleBytes(DigestBytes bytes, SharedViews shared, SetDigests digests) {
        this.bytes = bytes;
        this.shared = shared;
        this.digests = digests;
    }

    /// Rules come next that name these sets, in this order.
    void begin(Ints named) {
        sets = named;
        next = 0;
    }

    void write(Rule rule) {
        bytes.number(ACTION);
        bytes.repeated(rule.action().word());
        if (rule.ipVersion() != null) {
            field(IP_VERSION, rule.ipVersion().number());
        }
        if (rule.protocol() != null) {
            field(PROTOCOL, rule.protocol().number());
        }
        if (rule.notProtocol() != null) {
            field(NOT_PROTOCOL, rule.notProtocol().number());
        }
        icmp(ICMP, rule.icmp());
        icmp(NOT_ICMP, rule.notIcmp());
        side(SOURCE, rule.source());
        side(DESTINATION, rule.destination());
        if (rule.limit() != Limit.NONE) {
            bytes.number(LIMIT);
            bytes.text(rule.limit().name().toLowerCase(Locale.ROOT));
        }
        bytes.number(0);
    }

    private void field(int field, int value) {
        bytes.number(field);
        bytes.number(value);
    }

    private void icmp(int field, @Nullable Icmp icmp) {
        if (icmp != null && icmp.type() >= 0) {
            field(field, icmp.type());
        }
        if (icmp != null && icmp.code() >= 0) {
            field(field + 1, icmp.code());
        }
    }

    @SuppressWarnings("ReferenceEquality") // what asks nothing writes nothing, whichever object it is
    private void side(int first, PeerMatch match) {
        if (match == PeerMatch.ANY) {
            return;
        }
        selector(first + SELECTOR, match.selector());
        selector(first + NOT_SELECTOR, match.notSelector());
        nets(first + NETS, match.nets());
        nets(first + NOT_NETS, match.notNets());
        ranges(first + PORTS, match.ports().ranges());
        named(first + NAMED_PORTS, match.ports().named());
        ranges(first + NOT_PORTS, match.notPorts().ranges());
        named(first + NOT_NAMED_PORTS, match.notPorts().named());
        switch (match.service()) {
            case ServicePorts(var namespace, var service) -> service(first + SERVICE, namespace, service);
            case ServiceAddresses(var namespace, var service) -> service(first + SERVICE, namespace, service);
            case null -> {}
            case Selected _, NamedPorts _ ->
                throw new IllegalStateException("a rule's service is none: " + match.service());
        }
    }

    private void selector(int field, @Nullable PeerSelector selector) {
        if (selector != null) {
            bytes.number(field);
            digest(selector).addTo(bytes);
        }
    }

    private void nets(int field, List<Cidr> nets) {
        if (!nets.isEmpty()) {
            bytes.number(field);
            bytes.addresses(nets);
        }
    }

    private void ranges(int field, List<PortRange> ranges) {
        if (!ranges.isEmpty()) {
            bytes.number(field);
            var sorted = ranges.size() < 2
                    ? ranges
                    : ranges.stream().sorted().distinct().toList();
            bytes.number(sorted.size());
            for (var range : sorted) {
                bytes.number(2);
                bytes.number(range.first());
                bytes.number(range.last());
            }
        }
    }

    private void named(int field, List<NamedPorts> named) {
        if (!named.isEmpty()) {
            bytes.number(field);
            var all = named.stream().map(this::digest).distinct().sorted().toList();
            bytes.number(all.size());
            all.forEach(digest -> digest.addTo(bytes));
        }
    }

    private void service(int field, String namespace, String service) {
        bytes.number(field);
        bytes.text(namespace + "/" + service);
    }

    private PartDigest digest(PeerSelector selector) {
        for (int i = 0; i < sets.size(); i++) {
            int set = following();
            if (shared.definition(set) instanceof Selected(var known) && isSame(known, selector)) {
                return digests.of(set);
            }
        }
        throw unnamed(selector);
    }

    private PartDigest digest(NamedPorts named) {
        for (int i = 0; i < sets.size(); i++) {
            int set = following();
            if (shared.definition(set).equals(named)) {
                return digests.of(set);
            }
        }
        throw unnamed(named);
    }

    /// The number of the next of the named sets; after the last the first again.
    private int following() {
        next = next < sets.size() ? next : 0;
        return sets.get(next++);
    }

    @SuppressWarnings("ReferenceEquality") // most often it is the same object
    private static boolean isSame(PeerSelector one, PeerSelector other) {
        return one == other || one.equals(other);
    }

    private static IllegalStateException unnamed(Object set) {
        return new IllegalStateException("a policy does not name what its rules do: " + set);
    }
}
