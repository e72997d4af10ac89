package io.margay.actors.view;

import io.margay.engine.identity.Identity;
import io.margay.engine.transaction.ShardView;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All addresses that identities and services have, numbered in their order: V4 before V6, by network, the wider first.
/// Immutable.
///
/// Layout: V4 as sorted longs of network and length; V6 as sorted objects; for each identity the number of its one
/// address, or where it has not one a list. Cost: one sort of all, and a search for each address of an identity.
public final class AddressNumbers {
    /// In place of the number of its one address, where an identity has none or several.
    static final int NOT_ONE = -1;

    private static final int LENGTH_BITS = 6;
    private static final int[] NONE = {};

    private final long[] v4;
    private final Cidr[] v6;
    private final int[] ones;
    private final int[] @Nullable [] lists;

    private AddressNumbers(long[] v4, Cidr[] v6, int[] ones, int[] @Nullable [] lists) {
        this.v4 = v4;
        this.v6 = v6;
        this.ones = ones;
        this.lists = lists;
    }

    /// Of all identities, and of these besides.
    static AddressNumbers of(ShardView shard, List<Cidr> others) {
        var v4 = new Growing();
        var v6 = new ArrayList<Cidr>();
        int[] beyond = new int[1];
        shard.identities().forEach(identity -> {
            beyond[0] = identity.number() + 1;
            gather(identity.addresses(), v4, v6);
        });
        gather(others, v4, v6);
        var numbers = new AddressNumbers(v4.sorted(), sorted(v6), new int[beyond[0]], new int[beyond[0]][]);
        Arrays.fill(numbers.ones, NOT_ONE);
        shard.identities().forEach(numbers::take);
        return numbers;
    }

    /// These, and those of others, numbered anew.
    AddressNumbers with(List<Cidr> others) {
        var allV4 = new Growing();
        var allV6 = new ArrayList<>(Arrays.asList(v6));
        for (long key : v4) {
            allV4.add(key);
        }
        gather(others, allV4, allV6);
        var numbers = new AddressNumbers(allV4.sorted(), sorted(allV6), ones.clone(), lists.clone());
        numbers.move(moved(numbers));
        return numbers;
    }

    /// How many there are: numbers are below that.
    public int size() {
        return v4.length + v6.length;
    }

    /// The number of an identity's one address, or [#NOT_ONE].
    int one(int identity) {
        return ones[identity];
    }

    /// The numbers of the addresses of an identity that has not one. Nobody changes them.
    int[] list(int identity) {
        var list = lists[identity];
        return list == null ? NONE : list;
    }

    /// The number of an address that is among them.
    int number(Cidr address) {
        boolean isV4 = address.version() == IpVersion.V4;
        int place = isV4 ? Arrays.binarySearch(v4, key(address)) : Arrays.binarySearch(v6, address);
        if (place < 0) {
            throw new IllegalStateException("nobody has " + address);
        }
        return isV4 ? place : v4.length + place;
    }

    /// How many of V4 there are: their numbers are below that.
    public int v4Count() {
        return v4.length;
    }

    /// How many of these are all addresses of their version. Only the first of a version may be.
    int wholes(Marks numbers) {
        return (v4.length > 0 && isWhole(0, numbers) ? 1 : 0) + (isWhole(v4.length, numbers) ? 1 : 0);
    }

    /// Whether it is one address.
    boolean isSingle(int number) {
        return number < v4.length ? length(v4[number]) == IpVersion.V4.bits() : v6[number - v4.length].isSingle();
    }

    /// The number after all those that it covers, which follow it.
    int end(int number) {
        var covering = address(number);
        int covered = number;
        int beyond = number < v4.length ? v4.length : size();
        while (beyond - covered > 1) {
            int middle = (covered + beyond) >>> 1;
            if (covering.contains(address(middle))) {
                covered = middle;
            } else {
                beyond = middle;
            }
        }
        return beyond;
    }

    /// The network of an address of V4.
    public long v4Network(int number) {
        return v4[number] >>> LENGTH_BITS;
    }

    /// The length of the prefix of an address of V4.
    public int v4PrefixLength(int number) {
        return length(v4[number]);
    }

    /// The address.
    public Cidr address(int number) {
        return number < v4.length
                ? new Cidr(new Ip(IpVersion.V4, 0, v4[number] >>> LENGTH_BITS), length(v4[number]))
                : v6[number - v4.length];
    }

    private boolean isWhole(int number, Marks numbers) {
        int at = numbers.below(number);
        return at < numbers.size()
                && numbers.get(at) == number
                && address(number).prefixLength() == 0;
    }

    private void take(Identity identity) {
        var addresses = identity.addresses();
        if (addresses.size() == 1) {
            ones[identity.number()] = number(addresses.getFirst());
        } else if (!addresses.isEmpty()) {
            var list = new int[addresses.size()];
            for (int i = 0; i < list.length; i++) {
                list[i] = number(addresses.get(i));
            }
            lists[identity.number()] = list;
        }
    }

    /// For each of these numbers, what it is in a list with more.
    private int[] moved(AddressNumbers longer) {
        var moved = new int[size()];
        int to = 0;
        for (int from = 0; from < v4.length; from++, to++) {
            while (longer.v4[to] != v4[from]) {
                to++;
            }
            moved[from] = to;
        }
        to = 0;
        for (int from = 0; from < v6.length; from++, to++) {
            while (!longer.v6[to].equals(v6[from])) {
                to++;
            }
            moved[v4.length + from] = longer.v4.length + to;
        }
        return moved;
    }

    private void move(int[] moved) {
        for (int identity = 0; identity < ones.length; identity++) {
            if (ones[identity] != NOT_ONE) {
                ones[identity] = moved[ones[identity]];
            }
            var list = lists[identity];
            if (list != null) {
                lists[identity] =
                        Arrays.stream(list).map(number -> moved[number]).toArray();
            }
        }
    }

    private static Cidr[] sorted(List<Cidr> addresses) {
        return addresses.stream().sorted().distinct().toArray(Cidr[]::new);
    }

    private static void gather(List<Cidr> addresses, Growing v4, List<Cidr> v6) {
        for (var address : addresses) {
            if (address.version() == IpVersion.V4) {
                v4.add(key(address));
            } else {
                v6.add(address);
            }
        }
    }

    private static long key(Cidr address) {
        return address.network().low() << LENGTH_BITS | address.prefixLength();
    }

    private static int length(long key) {
        return (int) (key & ((1 << LENGTH_BITS) - 1));
    }
}
