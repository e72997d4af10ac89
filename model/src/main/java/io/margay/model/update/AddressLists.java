package io.margay.model.update;

import io.margay.model.net.Cidr;
import java.util.ArrayList;
import java.util.List;

/// Lists of addresses in order, each once. An immutable list of one or two costs less than a set of them, and of many
/// less than a tree; a change copies the list.
final class AddressLists {
    private AddressLists() {}

    /// The addresses in order, each once; the very same list where it is so already.
    static List<Cidr> sorted(List<Cidr> addresses) {
        for (int i = 1; i < addresses.size(); i++) {
            if (addresses.get(i - 1).compareTo(addresses.get(i)) >= 0) {
                return addresses.stream().sorted().distinct().toList();
            }
        }
        return addresses;
    }

    /// Without those removed, with those added; an address that is both is there.
    static List<Cidr> change(List<Cidr> held, List<Cidr> added, List<Cidr> removed) {
        return union(missing(held, sorted(removed)), sorted(added));
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
