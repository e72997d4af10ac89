package io.margay.cli.server;

import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.cluster.tls.TlsFolder;
import io.margay.load.bench.Edit;
import io.margay.load.bench.UpdateFile;
import io.margay.model.resource.Resource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;

/// A member that is told its changes line by line, at once: what `margay load` starts. Hosts are served as by [Server].
public final class FedMember implements AutoCloseable {
    private final GrpcHosts hosts;
    private final Engine engine;

    private FedMember(GrpcHosts hosts, Engine engine) {
        this.hosts = hosts;
        this.engine = engine;
    }

    /// Starts one that knows these resources.
    ///
    /// Errors: an IOException in words for a person, where it cannot listen.
    ///
    /// @param words gets what people should know of certificates
    public static FedMember start(
            List<Resource> resources, Up.Listening listening, EngineConfig config, PrintWriter words)
            throws IOException {
        var folder = TlsFolder.open(listening.certificates(), words::println);
        var hosts = GrpcHosts.open(listening.at(), folder, new HostRoll(InstantSource.system()));
        var cluster = config.cluster();
        var own = cluster.reached(
                cluster.home().isEmpty() ? hosts.at().toString() : cluster.home(),
                config.isAlone() ? "" : listening.certificates().toString());
        // The time is above the epoch of any process before this one.
        var engine = Engine.start(config.in(own), System.currentTimeMillis());
        engine.feed(resources, List.of());
        hosts.serve(engine::attachEncoded);
        MemberHeap.keepSmall();
        return new FedMember(hosts, engine);
    }

    /// Takes changes, until there are no more.
    ///
    /// Errors: an IOException for a line that is no change.
    public void run(BufferedReader lines) throws IOException {
        var file = UpdateFile.named("standard input");
        int number = 1;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            feed(file.edit(number++, line));
        }
    }

    @Override
    public void close() {
        hosts.close();
        engine.stop().toCompletableFuture().join();
    }

    private void feed(Edit edit) {
        var resource = edit.resource();
        if (resource == null) {
            engine.feed(List.of(), List.of(edit.key()));
        } else {
            engine.feed(List.of(resource), List.of());
        }
    }
}
