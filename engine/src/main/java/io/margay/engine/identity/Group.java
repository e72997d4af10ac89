package io.margay.engine.identity;

import io.margay.index.Fingerprint;
import io.margay.index.intern.IntCounts;

/// An identity in the making: the fingerprints that nobody tells apart, with the addresses of their holders.
///
/// Layout: 40 bytes, [AddressCounts], [IntCounts] and, unless every label is mentioned, a fingerprint of its own.
final class Group {
    final int number;
    final AddressCounts addresses = new AddressCounts();
    /// On which contributors it has endpoints, and how many.
    final IntCounts nodes = new IntCounts();

    /// One of the fingerprints, reduced to the mentioned labels: as any other of them, reduced.
    private Fingerprint fingerprint;

    private int holders;
    private boolean touched;
    private boolean renewed = true;

    Group(int number, Fingerprint fingerprint) {
        this.number = number;
        this.fingerprint = fingerprint;
    }

    Fingerprint fingerprint() {
        return fingerprint;
    }

    /// More labels are mentioned than were.
    void fingerprint(Fingerprint reduced) {
        renewed |= !fingerprint.equals(reduced);
        fingerprint = reduced;
    }

    /// Whether nobody has it any more.
    boolean isEmpty() {
        return holders == 0;
    }

    void add(HeldClaim claim, boolean endpoint) {
        holders++;
        addresses.add(claim.addresses);
        if (endpoint) {
            nodes.add(claim.contributor);
        }
    }

    void remove(HeldClaim claim, boolean endpoint) {
        holders--;
        addresses.remove(claim.addresses);
        if (endpoint) {
            nodes.remove(claim.contributor);
        }
    }

    /// Marks it as touched; whether it was not yet.
    boolean touch() {
        boolean first = !touched;
        touched = true;
        return first;
    }

    /// Ends a round; whether there is something to tell of it.
    boolean settle() {
        boolean others = addresses.settle();
        boolean differs = others || renewed;
        touched = false;
        renewed = false;
        return differs;
    }

    Identity identity() {
        return new Identity(number, fingerprint, addresses.list());
    }
}
