package io.margay.wire;

import com.google.protobuf.CodedOutputStream;
import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
import io.margay.model.net.NamedPort;
import io.margay.model.update.Part.Identities;
import io.margay.model.update.Part.IdentityContents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/// Blocks of identities, in columns: what is alike in all of them costs nothing. Addresses are read in order.
///
/// Cost: one pass over the addresses, no objects for them. Bytes: 1 a number where they follow one another; 1 to 4
/// an address, 5 or 17 where it has a prefix or is of IPv6.
final class IdentityCodec {
    private final io.margay.wire.proto.Identities.Builder written = io.margay.wire.proto.Identities.newBuilder();
    private final Map<List<NamedPort>, Integer> portLists = new HashMap<>();
    private final List<Cidr> others = new ArrayList<>();
    private final int[] counts;
    private final int[] otherCounts;
    private final int[] ports;
    private int[] addresses;
    private int size;

    private IdentityCodec(List<IdentityContents> identities) {
        counts = new int[identities.size()];
        otherCounts = new int[identities.size()];
        ports = new int[identities.size()];
        addresses = new int[identities.size() + 16];
    }

    static io.margay.wire.proto.Identities write(Identities block) {
        var codec = new IdentityCodec(block.identities());
        codec.gather(block.identities());
        return codec.columns();
    }

    /// Errors: `IllegalArgumentException` where the columns do not agree.
    static Identities read(io.margay.wire.proto.Identities block) {
        return new IdentityColumns(block).identities();
    }

    private void gather(List<IdentityContents> identities) {
        int before = 0;
        for (int i = 0; i < counts.length; i++) {
            var identity = identities.get(i);
            written.addNumbers(identity.identity() - before);
            before = identity.identity();
            ports[i] = identity.ports().isEmpty() ? 0 : portList(identity.ports());
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
        return portLists.computeIfAbsent(list, _ -> {
            written.addPortLists(io.margay.wire.proto.Ports.newBuilder().addAllPorts(Ports.write(list)));
            return written.getPortListsCount();
        });
    }

    private io.margay.wire.proto.Identities columns() {
        if (!isAll(counts, 1)) {
            add(counts, written::addCounts);
        }
        if (isNearSmaller()) {
            for (int i = 0; i < size; i++) {
                written.addNear(addresses[i] - (i == 0 ? 0 : addresses[i - 1]));
            }
        } else {
            for (int i = 0; i < size; i++) {
                written.addFar(addresses[i]);
            }
        }
        if (!isAll(otherCounts, 0)) {
            add(otherCounts, written::addOtherCounts);
            written.setOthers(Addresses.write(others));
        }
        if (!isAll(ports, Math.min(1, written.getPortListsCount()))) {
            add(ports, written::addPorts);
        }
        return written.build();
    }

    private boolean isNearSmaller() {
        int bytes = 0;
        for (int i = 0; i < size; i++) {
            bytes += CodedOutputStream.computeSInt32SizeNoTag(addresses[i] - (i == 0 ? 0 : addresses[i - 1]));
        }
        return bytes < size * Integer.BYTES;
    }

    private static void add(int[] column, IntConsumer to) {
        for (int value : column) {
            to.accept(value);
        }
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
