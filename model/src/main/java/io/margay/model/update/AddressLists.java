package io.margay.model.update;

import io.margay.model.net.Cidr;
import io.margay.model.net.CidrList;
import java.util.ArrayList;
import java.util.List;

/// Changes of lists of addresses in order, each once. A change copies the list.
public final class AddressLists {
    private AddressLists() {}

    /// Without those removed, with those added; an address that is both is there.
    public static CidrList change(CidrList held, List<Cidr> added, List<Cidr> removed) {
        return CidrList.of(union(missing(held, CidrList.of(removed)), CidrList.of(added)));
    }

    /// Those of one sorted list that are not in the other.
    static List<Cidr> missing(List<Cidr> of, List<Cidr> in) {
        if (of.isEmpty() || in.isEmpty()) {
            return of;
        }
        var missing = new ArrayList<Cidr>();
        int at = 0;
        for (var each : of) {
            while (at < in.size() && in.get(at).compareTo(each) < 0) {
                at++;
            }
            if (at == in.size() || !in.get(at).equals(each)) {
                missing.add(each);
            }
        }
        return List.copyOf(missing);
    }

    private static List<Cidr> union(List<Cidr> one, List<Cidr> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        var union = new ArrayList<Cidr>(one.size() + other.size());
        int at = 0;
        for (var each : one) {
            while (at < other.size() && other.get(at).compareTo(each) < 0) {
                union.add(other.get(at++));
            }
            at += at < other.size() && other.get(at).equals(each) ? 1 : 0;
            union.add(each);
        }
        union.addAll(other.subList(at, other.size()));
        return List.copyOf(union);
    }
}
