package io.margay.dataplane.differential;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.margay.dataplane.agent.AgentActor;
import io.margay.dataplane.agent.AgentConfig;
import io.margay.dataplane.agent.Uplink;
import io.margay.dataplane.kernel.Netns;
import io.margay.wire.FromHost;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// A process of agents, one a node, that a test may kill.
///
/// Arguments: a backend, a folder for what agents keep, then `NODE=NAMESPACE`. Standard input: for each message to a
/// host the node, the number of pieces, and each with its length; agents have no engine until the first comes. Standard
/// output: lines `NODE hello REVISION`, `NODE enforced REVISION`, `NODE failed REVISION`.
final class AgentProcess {
    private static final Map<String, Consumer<List<byte[]>>> STREAMS = new ConcurrentHashMap<>();

    private AgentProcess() {}

    /// Runs until its input ends.
    public static void main(String[] args) throws IOException {
        var kit = ActorTestKit.create();
        var backend = Backend.valueOf(args[0]);
        for (int i = 2; i < args.length; i++) {
            var words = args[i].split("=", 2);
            var writer = backend.begin(new Netns(words[1]), Backend.Between.NOTHING, InstantSource.system())
                    .writer();
            var outside = new AgentActor.Outside(writer, new Pipe(words[0]), _ -> {});
            var config = AgentConfig.standard().withStateFolder(Path.of(args[1]).resolve(words[0]));
            kit.spawn(AgentActor.create(words[0], outside, config));
        }
        try (var in = new DataInputStream(new BufferedInputStream(System.in))) {
            while (true) {
                var node = in.readUTF();
                Objects.requireNonNull(STREAMS.get(node), node).accept(pieces(in));
            }
        } catch (EOFException _) {
            kit.shutdownTestKit();
        }
    }

    private static List<byte[]> pieces(DataInputStream in) throws IOException {
        var pieces = new ArrayList<byte[]>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            pieces.add(in.readNBytes(in.readInt()));
        }
        return pieces;
    }

    private record Pipe(String node) implements Uplink {
        @Override
        public Stream connect(FromHost.Hello hello, Sink sink) {
            STREAMS.put(node, sink);
            write(hello);
            return new Stream() {
                @Override
                public void say(FromHost said) {
                    write(said);
                }

                @Override
                public void close() {
                    STREAMS.remove(node);
                }
            };
        }

        private void write(FromHost said) {
            var words = switch (said) {
                case FromHost.Hello(var _, var _, var revision) -> "hello " + revision;
                case FromHost.Enforced(var revision) -> "enforced " + revision;
                case FromHost.Failed(var revision, var why) -> "failed " + revision + " " + why;
                case FromHost.Standing _, FromHost.Unknown _ -> "";
            };
            if (!words.isEmpty()) {
                System.out.println(node + " " + words);
            }
        }
    }
}
