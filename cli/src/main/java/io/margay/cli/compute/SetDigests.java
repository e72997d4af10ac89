package io.margay.cli.compute;

import io.margay.actors.view.Marks;
import io.margay.actors.view.SetMembers;
import io.margay.actors.view.SharedViews;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.AddressSet.NamedPorts;
import io.margay.model.ruleset.AddressSet.Selected;
import io.margay.model.ruleset.AddressSet.ServiceAddresses;
import io.margay.model.ruleset.AddressSet.ServicePorts;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.ruleset.Population;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The hash of each set, with all its addresses, made once however many nodes have it.
///
/// Addresses are numbered in their order: sets are neither sorted nor turned into text.
final class SetDigests {
    private static final int TEXT = 1;
    private static final int NODES = 2;
    private static final int PORT = 3;

    private final SharedViews shared;
    private final SetMembers members;
    private final MessageDigest sha;
    private final DigestBytes bytes = new DigestBytes();
    private @Nullable PartDigest[] known = new PartDigest[256];

    SetDigests(SharedViews shared, SetMembers members, MessageDigest sha) {
        this.shared = shared;
        this.members = members;
        this.sha = sha;
    }

    /// The hash of a set, by its number.
    PartDigest of(int set) {
        if (set >= known.length) {
            known = Arrays.copyOf(known, Math.max(set + 1, known.length * 2));
        }
        var digest = known[set];
        if (digest == null) {
            digest = digest(set);
            known[set] = digest;
        }
        return digest;
    }

    private PartDigest digest(int set) {
        bytes.clear();
        definition(shared.definition(set));
        if (members.hasPorts(set)) {
            members.forEachPort(set, (protocol, port, marked) -> group(protocol.number(), port, marked));
        } else {
            group(0, 0, members.marked(set));
        }
        return bytes.digest(sha);
    }

    private void definition(AddressSet set) {
        bytes.number(TEXT);
        bytes.text(PartJson.text(set));
        switch (set) {
            case Selected(var selector) -> population(selector);
            case NamedPorts ports -> {
                population(ports.selector());
                bytes.number(PORT);
                bytes.text(PartJson.port(ports));
            }
            case ServicePorts _, ServiceAddresses _ -> {}
        }
        bytes.number(0);
    }

    private void population(PeerSelector selector) {
        if (selector.population() == Population.NODES) {
            bytes.number(NODES);
            bytes.number(1);
        }
    }

    private void group(int protocol, int port, Marks marked) {
        if (marked.size() == 0) {
            return;
        }
        bytes.number(protocol);
        bytes.number(port);
        var addresses = members.addresses();
        int v4 = marked.below(addresses.v4Count());
        bytes.number(v4);
        long before = 0;
        for (int i = 0; i < v4; i++) {
            long network = addresses.v4Network(marked.get(i));
            bytes.v4(network - before, addresses.v4PrefixLength(marked.get(i)));
            before = network;
        }
        bytes.number(marked.size() - v4);
        for (int i = v4; i < marked.size(); i++) {
            bytes.v6(addresses.address(marked.get(i)));
        }
    }
}
