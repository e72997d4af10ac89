package io.margay.actors.store.keeper;

import static io.margay.actors.store.Samples.document;
import static io.margay.actors.store.Samples.key;
import static io.margay.actors.store.Samples.put;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import io.margay.actors.cluster.EngineConfig;
import io.margay.actors.store.Edit;
import io.margay.actors.store.Revision;
import io.margay.actors.store.Stamp;
import io.margay.actors.store.Stored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What stands in a journal, with what Akka writes beside it. A later release reads it.
final class StoreEventGoldenTest {
    private static final ActorTestKit KIT =
            ActorTestKit.create(EngineConfig.standalone().akka());
    private static final Path GOLDEN = Path.of("src/test/golden/store");

    @AfterAll
    static void end() {
        KIT.shutdownTestKit();
    }

    @Test
    void anEventIsWrittenAsItAlwaysWas() throws IOException {
        verify("event", event());
    }

    @Test
    void theEndOfAJournalIsWrittenAsItAlwaysWas() throws IOException {
        verify("tail", new Tail(7, List.of(event())));
    }

    @Test
    void messagesAreReadAsTheyWereWritten() {
        var stamp = new Stamp(7, Instant.parse("2026-11-30T10:00:00.123Z"), "somebody");
        var stored = new Stored(put("a", "10.0.0.0/8").resource(), document("a", "10.0.0.0/8"), stamp);
        var edit = new Edit("somebody", true, List.of(put("a", "10.0.0.0/8", 4), new Edit.Delete(key("b"), Edit.NONE)));
        for (var message : List.of(
                new Question.Make(edit),
                new StoreActor.Asked(
                        new Question.Make(edit), KIT.<Answer>createTestProbe().ref()),
                new Answer.OfGet(List.of(stored)),
                new Answer.OfAfter(List.of(new Revision(stamp, List.of(stored), List.of(key("b"))))))) {
            KIT.serializationTestKit().verifySerialization(message, true);
        }
    }

    private static StoreEvent event() {
        var stamp = new Stamp(7, Instant.parse("2026-11-30T10:00:00.123Z"), "somebody");
        var stored = new Stored(put("a", "10.0.0.0/8").resource(), document("a", "10.0.0.0/8"), stamp);
        return StoreEvent.of(new Revision(stamp, List.of(stored), List.of(key("b"))));
    }

    private static void verify(String name, Journaled written) throws IOException {
        var serialization = SerializationExtension.get(KIT.system());
        var by = serialization.findSerializerFor(written);
        var manifest = Serializers.manifestFor(by, written);
        var text = by.identifier() + " " + manifest + "\n" + new String(by.toBinary(written), StandardCharsets.UTF_8)
                + "\n";
        var file = GOLDEN.resolve(name + ".json");
        if (System.getProperty("golden.update") != null) {
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
        var lines = Files.readAllLines(file);
        var read = serialization
                .deserialize(lines.get(1).getBytes(StandardCharsets.UTF_8), by.identifier(), manifest)
                .get();
        assertThat(read).isEqualTo(written);
    }
}
