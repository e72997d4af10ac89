package io.margay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import io.margay.model.update.Part;
import io.margay.wire.proto.ToHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is on the wire is a contract: these bytes are written, and read, by every release.
final class HostProtocolGoldenTest {
    /// Of an update with a part of every kind, with owners that ended and an endpoint with a uid.
    private static final long UPDATE = 469;

    private static final Path FOLDER = Path.of("src/test/golden/wire");

    @Test
    void anUpdateIsTheseBytes() throws IOException {
        assertBytes(
                "update", HostProtocol.join(HostProtocol.write(random(UPDATE).update())));
    }

    @Test
    void theseBytesAreTheUpdate() throws IOException {
        assertThat(HostProtocol.readUpdate(bytes("update")))
                .isEqualTo(random(UPDATE).update());
    }

    /// As from releases that said neither which owners ended nor the uids of pods.
    @Test
    void whatWasWrittenBeforeIsRead() throws IOException {
        var update = HostProtocol.readUpdate(bytes("update-without-ends"));
        assertThat(HostProtocol.join(HostProtocol.write(update))).isEqualTo(bytes("update-without-ends"));
        for (var shared : update.parts()) {
            if (shared.part() instanceof Part.Moves(var _, var ended)) {
                assertThat(ended).isEmpty();
            }
            if (shared.part() instanceof Part.EndpointContents endpoint) {
                assertThat(endpoint.ruleSet().uid()).isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("said")
    void whatAHostSaysIsTheseBytes(String name, FromHost said) throws IOException {
        var file = FOLDER.resolve(name + ".hex");
        if (System.getProperty("golden.update") != null) {
            Files.writeString(file, HexFormat.of().formatHex(HostProtocol.write(said)) + "\n");
        }
        assertThat(HostProtocol.write(said)).isEqualTo(bytes(name));
        assertThat(HostProtocol.readFromHost(bytes(name))).isEqualTo(said);
    }

    /// As from releases that did not say what they understand.
    @Test
    void aHelloThatWasWrittenBeforeIsRead() throws IOException {
        assertThat(HostProtocol.readFromHost(bytes("hello-without-protocol")))
                .isEqualTo(new FromHost.Hello("node-1", 5, 7));
    }

    @Test
    void whereAHostIsSentOnIsTheseBytes() throws IOException {
        var home = HostProtocol.home("engine-1.example.org:7443");
        var file = FOLDER.resolve("home.hex");
        if (System.getProperty("golden.update") != null) {
            Files.writeString(file, HexFormat.of().formatHex(home) + "\n");
        }
        assertThat(home).isEqualTo(bytes("home"));
        assertThat(HostProtocol.readHome(bytes("home"))).contains("engine-1.example.org:7443");
        assertThat(HostProtocol.readHome(bytes("update"))).isEmpty();
    }

    static Stream<Arguments> said() {
        return Stream.of(
                Arguments.of("hello", new FromHost.Hello("node-1", 5, 7)),
                Arguments.of("enforced", new FromHost.Enforced(300)),
                Arguments.of("failed", new FromHost.Failed(9, "the set is full")),
                Arguments.of(
                        "standing",
                        new FromHost.Standing(
                                300,
                                60,
                                true,
                                FromHost.Some.of(List.of("Pod/shop/cart-0")),
                                FromHost.Some.of(List.of(new FromHost.Refused("policy x", "the set is full"))),
                                7)));
    }

    private static RandomUpdates random(long seed) {
        return new RandomUpdates(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    }

    private static void assertBytes(String name, byte[] bytes) throws IOException {
        if (System.getProperty("golden.update") != null) {
            Files.writeString(FOLDER.resolve(name + ".txtpb"), text(bytes));
            Files.writeString(
                    FOLDER.resolve(name + ".hex"),
                    HexFormat.of().formatHex(bytes).replaceAll("(.{100})", "$1\n") + "\n");
        }
        assertThat(text(bytes)).isEqualTo(Files.readString(FOLDER.resolve(name + ".txtpb")));
        assertThat(bytes).isEqualTo(bytes(name));
    }

    private static byte[] bytes(String name) throws IOException {
        return HexFormat.of()
                .parseHex(Files.readString(FOLDER.resolve(name + ".hex")).replaceAll("\\s", ""));
    }

    private static String text(byte[] bytes) throws InvalidProtocolBufferException {
        return TextFormat.printer().printToString(ToHost.parseFrom(bytes));
    }
}
