package io.margay.actors.lease;

import com.typesafe.config.ConfigFactory;
import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.actors.store.Edit;
import io.margay.actors.store.Edited;
import io.margay.actors.store.StoreConfig;
import io.margay.actors.store.StoreLab;
import io.margay.actors.store.StoredDocument;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// A process that is a member of an engine on a store. It does what its standard input says, line by line, and says on
/// its standard output what came of it; `ended` before it ends by itself.
final class StoreMember {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final String NODE = "n1";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Engine engine;

    private StoreMember(Engine engine) {
        this.engine = engine;
    }

    /// Runs until it is killed, or its engine ends.
    ///
    /// @param arguments its host and port, the seeds with commas between, the URL and the user of its database
    public static void main(String[] arguments) throws IOException {
        var config = EngineConfig.read(ConfigFactory.parseMap(Map.of(
                        "margay.engine.hostname",
                        arguments[0],
                        "margay.engine.port",
                        Integer.parseInt(arguments[1]),
                        "margay.engine.seeds",
                        List.of(arguments[2].split(",", -1))))
                .withFallback(ConfigFactory.load()));
        var database = new StoreConfig.Database(arguments[3], arguments[4], "");
        var engine =
                Engine.start(config, StoreLab.config(database), InstantSource.system(), System.currentTimeMillis());
        var _ = engine.ended().thenRun(() -> {
            OUT.println("ended");
            System.exit(1);
        });
        new StoreMember(engine).follow(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    }

    private void follow(BufferedReader lines) throws IOException {
        engine.settled(PATIENCE).toCompletableFuture().join();
        OUT.println("up");
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var words = line.split(" ", -1);
            switch (words[0]) {
                case "pod" -> put(words[1], words[2]);
                case "host" -> attach();
                default -> throw new IllegalArgumentException(line);
            }
        }
    }

    /// A pod of this name on the one node.
    private void put(String name, String address) {
        var node = "{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"" + NODE + "\"}}";
        var pod = "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"namespace\":\"shop\",\"name\":\"" + name
                + "\"},\"spec\":{\"nodeName\":\"" + NODE + "\"},\"status\":{\"phase\":\"Running\",\"podIP\":\""
                + address
                + "\"}}";
        var edit = new Edit(
                "somebody",
                false,
                List.of(
                        step(new ResourceKey(Kind.NODE, "", NODE), node),
                        step(new ResourceKey(Kind.POD, "shop", name), pod)));
        var _ = engine.store()
                .edit(edit)
                .whenComplete((edited, failure) -> OUT.println(
                        edited instanceof Edited.Done(var revision, var _)
                                ? "edited " + name + " " + revision
                                : "refused " + name + " " + failure));
    }

    private static Edit.Step step(ResourceKey key, String document) {
        return new Edit.Put(StoredDocument.read(key, document), document, Edit.ANY);
    }

    /// A host of the node, which says what it is told.
    private void attach() {
        engine.attachUpdates(NODE, 0, update -> OUT.println("told " + update.parts()));
    }
}
