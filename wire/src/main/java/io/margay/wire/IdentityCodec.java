package io.margay.wire;

import static io.margay.wire.proto.Identities.COUNTS_FIELD_NUMBER;
import static io.margay.wire.proto.Identities.FAR_FIELD_NUMBER;
import static io.margay.wire.proto.Identities.NEAR_FIELD_NUMBER;
import static io.margay.wire.proto.Identities.NUMBERS_FIELD_NUMBER;
import static io.margay.wire.proto.Identities.OTHERS_FIELD_NUMBER;
import static io.margay.wire.proto.Identities.OTHER_COUNTS_FIELD_NUMBER;
import static io.margay.wire.proto.Identities.PORTS_FIELD_NUMBER;
import static io.margay.wire.proto.Identities.PORT_LISTS_FIELD_NUMBER;

import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
import io.margay.model.net.NamedPort;
import io.margay.model.update.Part.Identities;
import io.margay.model.update.Part.IdentityContents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Blocks of identities, in columns: what is alike in all of them costs nothing. Addresses are read in order.
///
/// Cost: one pass over the addresses, no objects for them. Bytes: 1 a number where they follow one another; 1 to 4
/// an address, 5 or 17 where it has a prefix or is of IPv6.
final class IdentityCodec {
    private final Map<List<NamedPort>, Integer> portLists = new LinkedHashMap<>();
    private final List<Cidr> others = new ArrayList<>();
    private final int[] numbers;
    private final int[] counts;
    private final int[] otherCounts;
    private final int[] ports;
    private int[] addresses;
    private int size;

    private IdentityCodec(int identities) {
        numbers = new int[identities];
        counts = new int[identities];
        otherCounts = new int[identities];
        ports = new int[identities];
        addresses = new int[identities + 16];
    }

    static void write(List<IdentityContents> identities, ProtoBytes out) {
        var codec = new IdentityCodec(identities.size());
        codec.gather(identities);
        codec.columns(out);
    }

    /// Errors: `IllegalArgumentException` where the columns do not agree.
    static Identities read(io.margay.wire.proto.Identities block) {
        return new IdentityColumns(block).identities();
    }

    @SuppressWarnings("ReferenceEquality") // most often the ports are the same object as before
    private void gather(List<IdentityContents> identities) {
        int before = 0;
        List<NamedPort> portsBefore = List.of();
        int portListBefore = 0;
        for (int i = 0; i < numbers.length; i++) {
            var identity = identities.get(i);
            numbers[i] = ProtoBytes.zigzag(identity.identity() - before);
            before = identity.identity();
            if (identity.ports() != portsBefore) {
                portsBefore = identity.ports();
                portListBefore = portsBefore.isEmpty() ? 0 : portList(portsBefore);
            }
            ports[i] = portListBefore;
            for (var address : identity.addresses()) {
                add(i, address);
            }
        }
    }

    private void add(int identity, Cidr address) {
        if (address.version() == IpVersion.V4 && address.isSingle()) {
            counts[identity]++;
            addresses = size == addresses.length ? Arrays.copyOf(addresses, 2 * size) : addresses;
            addresses[size++] = (int) address.network().low();
        } else {
            otherCounts[identity]++;
            others.add(address);
        }
    }

    private int portList(List<NamedPort> list) {
        return portLists.computeIfAbsent(list, _ -> portLists.size() + 1);
    }

    private void columns(ProtoBytes out) {
        out.numbers(NUMBERS_FIELD_NUMBER, numbers, numbers.length);
        if (!isAll(counts, 1)) {
            out.numbers(COUNTS_FIELD_NUMBER, counts, counts.length);
        }
        var near = near();
        if (isSmaller(near)) {
            out.numbers(NEAR_FIELD_NUMBER, near, size);
        } else {
            out.fixed(FAR_FIELD_NUMBER, addresses, size);
        }
        if (!isAll(otherCounts, 0)) {
            out.numbers(OTHER_COUNTS_FIELD_NUMBER, otherCounts, otherCounts.length);
            out.addresses(OTHERS_FIELD_NUMBER, others);
        }
        if (!isAll(ports, Math.min(1, portLists.size()))) {
            out.numbers(PORTS_FIELD_NUMBER, ports, ports.length);
        }
        for (var list : portLists.keySet()) {
            int from = out.begin(PORT_LISTS_FIELD_NUMBER);
            Ports.write(io.margay.wire.proto.Ports.PORTS_FIELD_NUMBER, list, out);
            out.end(from);
        }
    }

    private int[] near() {
        var near = new int[size];
        for (int i = 0; i < size; i++) {
            near[i] = ProtoBytes.zigzag(addresses[i] - (i == 0 ? 0 : addresses[i - 1]));
        }
        return near;
    }

    private static boolean isSmaller(int[] near) {
        int bytes = 0;
        for (int each : near) {
            bytes += ProtoBytes.varintSize(each);
        }
        return bytes < near.length * Integer.BYTES;
    }

    private static boolean isAll(int[] column, int value) {
        for (int each : column) {
            if (each != value) {
                return false;
            }
        }
        return true;
    }
}
