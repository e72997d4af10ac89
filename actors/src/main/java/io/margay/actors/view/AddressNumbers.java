package io.margay.actors.view;

import io.margay.engine.identity.Identity;
import io.margay.engine.transaction.ShardView;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All addresses that identities and services have, numbered in their order: V4 before V6, by network, the wider first.
///
/// Layout: V4 as sorted longs of network and length; V6 as sorted objects; for each identity its numbers, once
/// they were asked for. Cost: one sort of all; a search for each address of an identity, once.
public final class AddressNumbers {
    private static final int LENGTH_BITS = 6;

    private final ShardView shard;
    private final long[] v4;
    private final Cidr[] v6;
    private int[] @Nullable [] byIdentity = new int[0][];

    private AddressNumbers(ShardView shard, long[] v4, List<Cidr> v6) {
        this.shard = shard;
        this.v4 = v4;
        this.v6 = v6.stream().sorted().distinct().toArray(Cidr[]::new);
    }

    /// Of all identities, and of these besides.
    static AddressNumbers of(ShardView shard, List<Cidr> others) {
        var v4 = new Growing();
        var v6 = new ArrayList<Cidr>();
        shard.identities().forEach(identity -> gather(identity.addresses(), v4, v6));
        gather(others, v4, v6);
        return new AddressNumbers(shard, v4.sorted(), v6);
    }

    /// How many there are: numbers are below that.
    public int size() {
        return v4.length + v6.length;
    }

    /// The numbers of an identity's addresses. Nobody changes them.
    int[] of(int identity) {
        if (identity >= byIdentity.length) {
            byIdentity = Arrays.copyOf(byIdentity, Math.max(identity + 1, byIdentity.length * 2));
        }
        var numbers = byIdentity[identity];
        if (numbers == null) {
            numbers = numbers(shard.identity(identity));
            byIdentity[identity] = numbers;
        }
        return numbers;
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

    /// How many of these are all addresses of their version.
    int wholes(BitSet numbers) {
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

    /// The address.
    public Cidr address(int number) {
        return number < v4.length
                ? new Cidr(new Ip(IpVersion.V4, 0, v4[number] >>> LENGTH_BITS), length(v4[number]))
                : v6[number - v4.length];
    }

    /// Only the first of a version may be.
    private boolean isWhole(int number, BitSet numbers) {
        return numbers.get(number) && address(number).prefixLength() == 0;
    }

    private int[] numbers(Identity identity) {
        var addresses = identity.addresses();
        var numbers = new int[addresses.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(addresses.get(i));
        }
        return numbers;
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
