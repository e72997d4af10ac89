package io.margay.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.margay.cli.server.Trial;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class HostileClientsTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final long SEED = 31;
    private static final int MANY = 100;

    @TempDir
    private static Path folder;

    private static ApiLab api;

    @BeforeAll
    static void start() throws Exception {
        api = ApiLab.in(folder, "{ patience = 1s, max-connections = 200 }");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void whoSaysNothingIsClosedAndOthersAreServedMeanwhile() throws Exception {
        var silent = new ArrayList<Socket>();
        for (int i = 0; i < MANY; i++) {
            silent.add(connect());
        }
        assertThat(api.get("/api/v1/resources", ApiLab.BOB).status()).isEqualTo(200);
        for (var socket : silent) {
            awaitEnd(socket);
        }
    }

    @Test
    void nonsenseEndsItsConnectionAndNothingElse() throws Exception {
        var random = new Random(SEED);
        for (int i = 0; i < MANY; i++) {
            var bytes = new byte[random.nextInt(1, 2_000)];
            random.nextBytes(bytes);
            try (var socket = connect()) {
                socket.getOutputStream().write(bytes);
            }
        }
        assertThat(api.get("/api/v1/resources", ApiLab.BOB).status())
                .as("seed " + SEED)
                .isEqualTo(200);
    }

    @Test
    void nonsenseInsideTlsIsRefusedOrEnds() throws Exception {
        for (var said : List.of(
                "GET / HTTP/9.9\r\n\r\n",
                "\0\1\2\3\r\n\r\n",
                "POST /api/v1/edits HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "GET /" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /api/v1/resources HTTP/1.1\r\nHost: x\r\n" + "A: b\r\n".repeat(1_000) + "\r\n")) {
            try (var socket = api.trial().socketWithoutCertificate(port())) {
                socket.setSoTimeout((int) DEADLINE.toMillis());
                socket.getOutputStream().write(said.getBytes(StandardCharsets.ISO_8859_1));
                assertThat(read(socket)).as(said).matches("(?s)(HTTP/1.1 [45].*)?");
            }
        }
        assertThat(api.get("/health/live", "").status()).isEqualTo(200);
    }

    @Test
    void aHeadThatTricklesIsClosed() throws Exception {
        try (var socket = api.trial().socketWithoutCertificate(port())) {
            socket.startHandshake();
            await().atMost(DEADLINE)
                    .until(() -> isOver(() -> {
                        socket.getOutputStream().write('G');
                        return null;
                    }));
        }
    }

    @Test
    void aForeignOrExpiredCertificateIsRefusedWithALineInTheLog() throws Exception {
        var foreign = Trial.in(Files.createDirectory(folder.resolve("foreign"))).node("n1");
        for (var wrong : List.of(foreign, api.trial().expired("n2"))) {
            var certificates = folder.resolve("shown-" + wrong.getFileName());
            Files.createDirectory(certificates);
            for (var file : List.of("tls.crt", "tls.key")) {
                Files.copy(wrong.resolve(file), certificates.resolve(file));
            }
            Files.copy(api.trial().engine().resolve("ca.crt"), certificates.resolve("ca.crt"));
            try (var client = api.client(certificates)) {
                HttpRequest request = api.request("/health/live", "").build();
                assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
                        .isInstanceOf(IOException.class);
                assertThat(api.words()).last().asString().contains("the certificate of node n", " is refused: ");
            }
        }
        assertThat(api.get("/health/live", "").status()).isEqualTo(200);
    }

    private static int port() {
        return URI.create(api.url()).getPort();
    }

    private static Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout((int) DEADLINE.toMillis());
        return socket;
    }

    /// It may be told why before.
    private static void awaitEnd(Socket socket) throws IOException {
        try (socket) {
            assertThat(read(socket)).hasSizeLessThan(MANY);
        }
    }

    /// All until its end, whatever that is.
    private static String read(Socket socket) throws IOException {
        var read = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(read);
        } catch (SocketException _) {
            return read.toString(StandardCharsets.ISO_8859_1); // reset
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    private static boolean isOver(Callable<?> attempt) {
        try {
            attempt.call();
            return false;
        } catch (IOException _) {
            return true;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
