package io.margay.engine.simulation;

import io.margay.model.net.Cidr;
import io.margay.model.net.CidrList;
import io.margay.model.update.HostReplica;
import io.margay.model.update.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A host: what it holds, and what of it is on its disk.
final class SimulatedHost {
    private final List<Update> disk = new ArrayList<>();
    private HostReplica replica = new HostReplica();
    private HostModel model = new HostModel();

    /// The number of its stream; nothing of an older one arrives any more, on either side.
    int stream;

    /// Where its stream ends, and what takes updates there; null while it is away.
    @Nullable
    SimulatedShard shard;

    @Nullable
    Consumer<Update> sink;

    /// Whether its shard has heard of this stream.
    boolean greeted;

    /// The last revision of which its shard heard on this stream that the host holds it.
    long acknowledged;

    /// The last revision that it was told on this stream.
    long told;

    /// It has a new stream, whose number it has.
    void begin(SimulatedShard end, Consumer<Update> taking) {
        shard = end;
        sink = taking;
        greeted = false;
        acknowledged = 0;
        told = 0;
    }

    long revision() {
        return model.revision();
    }

    /// What it holds. Cost: written out each time.
    HostModel.Contents contents() {
        return model.contents();
    }

    /// The numbers of the identities in which it holds an address.
    Set<Integer> holders(Cidr address) {
        var numbers = new TreeSet<Integer>();
        var list = CidrList.of(List.of(address));
        replica.held().anyHolder(list.highAt(0), list.lowAt(0), list.headAt(0), number -> {
            numbers.add(number);
            return false;
        });
        return numbers;
    }

    /// Takes an update on. Fails on one that is not right.
    void apply(Update update) {
        model.apply(replica.apply(update));
        if (update.base() == 0) {
            disk.clear();
        }
        disk.add(update);
    }

    /// It crashed, and has on its disk what it held before the last few updates, or nothing.
    void crash(int updatesLost) {
        replica = new HostReplica();
        model = new HostModel();
        var written = List.copyOf(disk.subList(0, Math.max(0, disk.size() - updatesLost)));
        disk.clear();
        written.forEach(this::apply);
    }
}
