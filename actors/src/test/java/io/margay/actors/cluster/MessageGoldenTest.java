package io.margay.actors.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRefResolver;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import io.margay.actors.source.ShardNews;
import io.margay.actors.store.keeper.StoreMessages;
import io.margay.engine.Seeded;
import io.margay.engine.random.Inputs;
import io.margay.engine.source.Change;
import io.margay.model.resource.Kind;
import java.io.IOException;
import java.io.NotSerializableException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What goes from member to member is a contract: members of this release and the next are beside each other while an
/// engine is upgraded. Each message is written as it always was, and read as any release wrote it.
///
/// A file of `golden/messages` is what a release wrote: a message a line, with its serializer, its manifest, its bytes.
final class MessageGoldenTest {
    private static final ActorTestKit KIT =
            ActorTestKit.create(EngineConfig.standalone().akka());
    private static final Serialization SERIALIZATION = SerializationExtension.get(KIT.system());
    private static final Path FOLDER = Path.of("src/test/golden/messages");
    /// Random clusters that have all kinds among them.
    private static final int SEEDS = 40;

    @AfterAll
    static void end() {
        KIT.shutdownTestKit();
    }

    /// By name: the class, and which of several of it.
    private static SortedMap<String, Object> messages() {
        var named = new TreeMap<String, Object>();
        var refs = ActorRefResolver.get(KIT.system());
        for (var message : Stream.concat(MemberMessages.all(refs).stream(), StoreMessages.all(refs).stream())
                .toList()) {
            var name = name(message.getClass());
            named.put(named.containsKey(name) ? name + "/2" : name, message);
        }
        return named;
    }

    private static String name(Class<?> type) {
        return type.getName().replaceAll(".*\\.", "");
    }

    private static String release() {
        return EngineConfig.version().replace("-SNAPSHOT", "");
    }

    @Test
    void eachMessageIsWrittenAsThisReleaseDoes() throws IOException {
        var lines = new ArrayList<String>();
        messages()
                .forEach((name, message) ->
                        lines.add(WrittenMessage.of(SERIALIZATION, message).print(name)));
        var file = FOLDER.resolve("messages-" + release() + ".txt");
        if (System.getProperty("golden.update") != null) {
            Files.write(file, lines);
        }
        assertThat(lines).isEqualTo(Files.readAllLines(file));
    }

    @Test
    void whatAnyReleaseWroteIsRead() throws IOException {
        var messages = messages();
        var read = new TreeSet<String>();
        for (var line : golden("messages-")) {
            var name = line.split(" ", 2)[0];
            assertThat(WrittenMessage.parse(line).read(SERIALIZATION)).as(name).isEqualTo(messages.get(name));
            read.add(name);
        }
        assertThat(read).containsAll(messages.keySet());
    }

    private static List<String> golden(String name) throws IOException {
        var lines = new ArrayList<String>();
        try (var files = Files.list(FOLDER)) {
            for (var file : files.filter(it -> it.getFileName().toString().startsWith(name))
                    .sorted()
                    .toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    @Test
    void whatALaterReleaseAddsIsPassedOver() throws IOException {
        for (var message : messages().values()) {
            assertThat(WrittenMessage.of(SERIALIZATION, message).withMore().read(SERIALIZATION))
                    .isEqualTo(message);
        }
    }

    /// Akka says so in a line, and drops it: what comes after it is heard, see [UnknownMessageTest].
    @Test
    void aMessageThatThisReleaseDoesNotKnowIsRefused() {
        var unknown = new WrittenMessage(WrittenMessage.CBOR, "io.margay.Later", "");
        assertThatThrownBy(() -> unknown.read(SERIALIZATION)).isInstanceOf(NotSerializableException.class);
    }

    /// Resources of every kind, as random clusters have them, and what is claimed of them.
    @Test
    void whatAnyReleaseWroteOfResourcesIsRead() throws IOException {
        var file = FOLDER.resolve("resources-" + release() + ".txt");
        if (System.getProperty("golden.update") != null) {
            Files.write(file, resources());
        }
        var read = EnumSet.noneOf(Kind.class);
        for (var line : golden("resources-")) {
            var written = WrittenMessage.parse(line);
            var message = (ShardNews.CatalogChanged) written.read(SERIALIZATION);
            assertThat(line).contains(WrittenMessage.of(SERIALIZATION, message).bytes());
            message.changes().forEach(it -> read.add(kind(it)));
        }
        assertThat(read).containsExactlyInAnyOrder(Kind.values());
    }

    private static Kind kind(Change change) {
        return switch (change) {
            case Change.Upserted(var resource) -> resource.kind();
            case Change.Deleted(var key) -> key.kind();
        };
    }

    /// Of each kind the one that says the most.
    private static List<String> resources() {
        var lines = new TreeMap<Kind, String>();
        for (int seed = 0; seed < SEEDS; seed++) {
            for (var resource : Inputs.sequence(Seeded.random(seed)).last()) {
                var message = new ShardNews.CatalogChanged(List.of(new Change.Upserted(resource)));
                var line = WrittenMessage.of(SERIALIZATION, message)
                        .print(resource.kind().name());
                lines.merge(resource.kind(), line, (one, other) -> one.length() >= other.length() ? one : other);
            }
        }
        return List.copyOf(lines.values());
    }

    /// Each is of one kind or the other, so that a new one is thought of.
    @Test
    void noMessageIsForgotten() throws Exception {
        var known = new TreeSet<>(MemberMessages.NEVER_LEAVE);
        messages().values().forEach(it -> known.add(name(it.getClass())));
        known.removeIf(name -> name.startsWith("EndpointsChange"));
        assertThat(known).isEqualTo(found());
    }

    /// All messages that others may send, by the classes of this module.
    private static SortedSet<String> found() throws Exception {
        var root = Path.of(ClusterMessage.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        var found = new TreeSet<String>();
        try (var files = Files.walk(root)) {
            for (var file : files.filter(it -> it.toString().endsWith(".class")).toList()) {
                var name = root.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
                found.add(messageName(name));
            }
        }
        found.remove("");
        return found;
    }

    /// Empty: that is none.
    private static String messageName(String type) throws ClassNotFoundException {
        var found = Class.forName(type, false, ClusterMessage.class.getClassLoader());
        return isMessage(found) ? name(found) : "";
    }

    private static boolean isMessage(Class<?> type) {
        return ClusterMessage.class.isAssignableFrom(type)
                && !type.isInterface()
                && !Modifier.isPrivate(type.getModifiers());
    }
}
