package io.margay.load.run;

import io.margay.load.chaos.Wire;
import io.margay.wire.stream.HostPort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The wires between hosts and members, where anything is to befall them.
///
/// @param all by member; none where hosts reach members directly
record Wires(List<Wire> all) implements AutoCloseable {
    Wires {
        all = List.copyOf(all);
    }

    /// One to each of these, or none.
    static Wires between(List<HostPort> members, boolean areThere) throws IOException {
        var wires = new ArrayList<Wire>();
        for (var member : areThere ? members : List.<HostPort>of()) {
            wires.add(Wire.to(member));
        }
        return new Wires(wires);
    }

    /// Where hosts find members; none: where these listen.
    List<HostPort> homes() {
        return all.stream().map(Wire::at).toList();
    }

    /// Where hosts find members, which listen at these places.
    List<HostPort> engines(List<HostPort> members) {
        return all.isEmpty() ? members : homes();
    }

    @Override
    public void close() {
        all.forEach(Wire::close);
    }
}
