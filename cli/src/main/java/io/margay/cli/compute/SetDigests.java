package io.margay.cli.compute;

import io.margay.actors.view.SetMembers;
import io.margay.actors.view.SharedViews;
import java.security.MessageDigest;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// The hash of each set, with all its addresses, made once however many nodes have it.
///
/// Addresses are numbered in the order of their bytes, so a bitmap of them is a sorted list: no sort, no text.
/// Layout: the bytes of all addresses one after the other, from which runs are copied.
final class SetDigests {
    private static final int V4_BYTES = 5;
    private static final int V6_BYTES = 17;

    private final SharedViews shared;
    private final SetMembers members;
    private final MessageDigest sha;
    private final DigestBytes bytes = new DigestBytes();
    private final byte[] addresses;
    private final int v4Count;
    private final Map<Integer, PartDigest> known = new HashMap<>();

    SetDigests(SharedViews shared, SetMembers members, MessageDigest sha) {
        this.shared = shared;
        this.members = members;
        this.sha = sha;
        v4Count = members.addresses().v4Count();
        for (int number = 0; number < members.addresses().size(); number++) {
            bytes.address(members.addresses().address(number));
        }
        addresses = bytes.toArray();
    }

    PartDigest of(int set) {
        return known.computeIfAbsent(set, this::digest);
    }

    private PartDigest digest(int set) {
        bytes.clear();
        bytes.text(shared.set(set).id().text());
        if (members.hasPorts(set)) {
            members.forEachPort(set, (protocol, port, marked) -> group(protocol.number(), port, marked));
        } else {
            group(0, 0, members.marked(set));
        }
        return bytes.digest(sha);
    }

    private void group(int protocol, int port, BitSet marked) {
        if (marked.isEmpty()) {
            return;
        }
        bytes.number(protocol);
        bytes.number(port);
        int v6Count = 0;
        for (int number = marked.nextSetBit(v4Count); number >= 0; number = marked.nextSetBit(number + 1)) {
            v6Count++;
        }
        bytes.number(marked.cardinality() - v6Count);
        runs(marked, 0, v4Count);
        bytes.number(v6Count);
        runs(marked, v4Count, members.addresses().size());
    }

    private void runs(BitSet marked, int first, int beyond) {
        for (int from = marked.nextSetBit(first); from >= 0 && from < beyond; ) {
            int to = Math.min(beyond, marked.nextClearBit(from));
            bytes.raw(addresses, at(from), at(to) - at(from));
            from = marked.nextSetBit(to);
        }
    }

    private int at(int number) {
        return Math.min(number, v4Count) * V4_BYTES + Math.max(0, number - v4Count) * V6_BYTES;
    }
}
