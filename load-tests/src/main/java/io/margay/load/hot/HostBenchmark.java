package io.margay.load.hot;

import io.margay.load.bench.FirstUpdate;
import io.margay.load.dataset.Preset;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.ruleset.Transaction;
import io.margay.model.update.HostReplica;
import io.margay.model.update.Ints;
import io.margay.model.update.Part;
import io.margay.model.update.Shared;
import io.margay.model.update.Update;
import io.margay.wire.HostProtocol;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What a host's messages cost at both ends.
@State(Scope.Thread)
public class HostBenchmark {
    private static final List<Cidr> ADDRESS = List.of(Cidr.of(Ip.ofBytes(new byte[] {10, (byte) 250, 1, 1})));

    @Param({"A", "B"})
    Preset preset = Preset.A;

    private final HostReplica held = new HostReplica();
    private Update first = new Update("", 1, 0, 1, false, List.of());
    private byte[] encoded = {};
    private int identity;
    private boolean there;

    /// One host of the cluster holds what it was sent first.
    @Setup
    public void fill() throws IOException {
        first = FirstUpdate.of(Population.of(preset).resources());
        encoded = HostProtocol.join(HostProtocol.write(first));
        var _ = held.apply(first);
        identity = known(first);
    }

    /// A first update as a host's session has it: a header, and references to what was encoded for others.
    @Benchmark
    public List<byte[]> write() {
        return HostProtocol.write(first);
    }

    /// Its parts, into bytes, each for the first time.
    @Benchmark
    public long encode() {
        long bytes = 0;
        for (var part : first.parts()) {
            bytes += HostProtocol.encode(part.part()).length;
        }
        return bytes;
    }

    /// The same from bytes.
    @Benchmark
    public Update read() {
        return HostProtocol.readUpdate(encoded);
    }

    /// A new host takes it.
    @Benchmark
    public Transaction takeFirst() {
        return new HostReplica().apply(first);
    }

    /// An address joins an identity that the host knows, or leaves it again.
    @Benchmark
    public Transaction takeMove() {
        there = !there;
        var move = new Part.Move(
                identity,
                false,
                List.of(),
                there ? ADDRESS : List.of(),
                there ? List.of() : ADDRESS,
                Ints.NONE,
                Ints.NONE);
        var parts = List.of(Shared.of(new Part.Moves(List.of(move))));
        var revision = held.revision();
        return held.apply(new Update(first.node(), first.incarnation(), revision, revision + 1, first.all(), parts));
    }

    private static int known(Update update) {
        return update.parts().stream()
                .map(Shared::part)
                .flatMap(part -> part instanceof Part.SetContents set
                        ? set.identities().stream().boxed()
                        : Stream.<Integer>empty())
                .findFirst()
                .orElseThrow();
    }
}
