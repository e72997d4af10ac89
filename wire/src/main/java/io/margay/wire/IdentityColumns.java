package io.margay.wire;

import io.margay.model.net.Cidr;
import io.margay.model.net.CidrList;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.NamedPort;
import io.margay.model.update.Part.IdentityContents;
import io.margay.wire.proto.Identities;
import java.util.ArrayList;
import java.util.List;

/// Reads the columns of a block of identities, from its first identity to its last.
final class IdentityColumns {
    private static final long V4_MASK = 0xffff_ffffL;

    private final Identities block;
    private final List<List<NamedPort>> portLists;
    private final List<Cidr> others;
    private final int addresses;
    private int number;
    private int address;
    private int addressesRead;
    private int othersRead;

    /// Errors: `IllegalArgumentException` where a column has another length than the numbers have.
    IdentityColumns(Identities block) {
        this.block = block;
        portLists = block.getPortListsList().stream()
                .map(list -> Ports.read(list.getPortsList()))
                .toList();
        others = Addresses.read(block.getOthers());
        addresses = block.getFarCount() + block.getNearCount();
        check(block.getFarCount() == 0 || block.getNearCount() == 0, "addresses are both far and near");
        check(isColumn(block.getCountsCount()), "not a count of addresses each");
        check(isColumn(block.getOtherCountsCount()), "not a count of other addresses each");
        check(isColumn(block.getPortsCount()), "not a list of ports each");
    }

    /// Errors: `IllegalArgumentException` where there are more or fewer addresses than counted, or no such ports.
    io.margay.model.update.Part.Identities identities() {
        var identities = new ArrayList<IdentityContents>(block.getNumbersCount());
        for (int i = 0; i < block.getNumbersCount(); i++) {
            number += block.getNumbers(i);
            identities.add(new IdentityContents(number, ports(i), addresses(i)));
        }
        check(addressesRead == addresses && othersRead == others.size(), "more addresses than are counted");
        return new io.margay.model.update.Part.Identities(identities);
    }

    private List<NamedPort> ports(int at) {
        int list = block.getPortsCount() == 0 ? Math.min(1, portLists.size()) : block.getPorts(at);
        check(0 <= list && list <= portLists.size(), "no such list of ports");
        return list == 0 ? List.of() : portLists.get(list - 1);
    }

    private CidrList addresses(int at) {
        int count = block.getCountsCount() == 0 ? 1 : block.getCounts(at);
        int otherCount = block.getOtherCountsCount() == 0 ? 0 : block.getOtherCounts(at);
        check(0 <= count && count <= addresses - addressesRead, "fewer addresses than are counted");
        check(0 <= otherCount && otherCount <= others.size() - othersRead, "fewer addresses than are counted");
        if (count == 1 && otherCount == 0) {
            return CidrList.ofV4(next());
        }
        var all = new ArrayList<Cidr>(count + otherCount);
        for (int i = 0; i < count; i++) {
            all.add(Cidr.of(new Ip(IpVersion.V4, 0, next() & V4_MASK)));
        }
        all.addAll(others.subList(othersRead, othersRead + otherCount));
        othersRead += otherCount;
        return CidrList.of(all);
    }

    private int next() {
        int at = addressesRead++;
        address = block.getFarCount() > 0 ? block.getFar(at) : address + block.getNear(at);
        return address;
    }

    private boolean isColumn(int size) {
        return size == 0 || size == block.getNumbersCount();
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }
}
