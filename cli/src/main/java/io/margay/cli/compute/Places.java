package io.margay.cli.compute;

import java.util.Arrays;

/// For names of parts, which are numbers, their places among those that one host holds.
final class Places {
    private int[] places = new int[64];

    /// Takes the place of each part that a host holds; what is left of another host's nobody asks for.
    void take(PartDigests held) {
        for (int place = 0; place < held.size(); place++) {
            int name = held.name(place);
            if (name >= places.length) {
                places = Arrays.copyOf(places, Math.max(name + 1, places.length * 2));
            }
            places[name] = place;
        }
    }

    /// The place of a part that the host holds.
    int of(int name) {
        return places[name];
    }
}
