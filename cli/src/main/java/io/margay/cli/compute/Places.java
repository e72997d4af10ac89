package io.margay.cli.compute;

import java.util.Arrays;

/// For numbers of parts, their places among those that one host holds.
final class Places {
    private int[] places = new int[64];

    /// Takes the place of each part that a host holds; what is left of another host's nobody asks for.
    void take(PartDigests held) {
        for (int place = 0; place < held.size(); place++) {
            int number = held.number(place);
            if (number >= places.length) {
                places = Arrays.copyOf(places, Math.max(number + 1, places.length * 2));
            }
            places[number] = place;
        }
    }

    /// The place of a part that the host holds.
    int of(int number) {
        return places[number];
    }
}
