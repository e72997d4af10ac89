package io.margay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramesTest {
    private static final int MOST = 100_000;
    private static final int SEED = 20_261;

    private final Random random = new Random(SEED);

    @Test
    void whatIsWrittenInPiecesIsReadAsMessages() throws IOException {
        var messages = new ArrayList<byte[]>();
        var out = new ByteArrayOutputStream();
        var writer = new FrameWriter(Channels.newChannel(out), MOST);
        for (int i = 0; i < 200; i++) {
            var pieces = pieces();
            messages.add(HostProtocol.join(pieces));
            writer.write(pieces);
        }
        var reader = reader(new Crumbs(out.toByteArray()));
        for (var message : messages) {
            assertThat(reader.read()).isEqualTo(message);
        }
        assertThat(reader.read()).isNull();
    }

    @Test
    void aStreamThatIsCutAnywhereEndsBehindAMessageOrIsMalformed() throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = new FrameWriter(Channels.newChannel(out), MOST);
        writer.write(List.of(new byte[30]));
        int first = out.size();
        writer.write(List.of(new byte[20]));
        var bytes = out.toByteArray();
        for (int cut = 1; cut < bytes.length; cut++) {
            var reader = reader(new ByteArrayInputStream(bytes, 0, cut));
            if (cut >= first) {
                assertThat(reader.read()).hasSize(30);
            }
            if (cut == first) {
                assertThat(reader.read()).isNull();
            } else {
                assertThatThrownBy(reader::read).as("cut at " + cut).isInstanceOf(MalformedMessage.class);
            }
        }
    }

    @Test
    void aLengthThatIsALieCostsNothing() {
        for (int length : new int[] {MOST + 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
            var bytes = ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
            assertThatThrownBy(reader(new ByteArrayInputStream(bytes))::read)
                    .isInstanceOf(MalformedMessage.class)
                    .hasMessageContaining("100000 are the most");
        }
        var header =
                ByteBuffer.allocate(Integer.BYTES).putInt(Integer.MAX_VALUE).array();
        var greedy = new FrameReader(Channels.newChannel(new ByteArrayInputStream(header)), Integer.MAX_VALUE);
        assertThatThrownBy(greedy::read).isInstanceOf(MalformedMessage.class).hasMessageContaining("ends within");
    }

    @Test
    void randomBytesAreMessagesOrMalformedAndNothingElse() throws IOException {
        for (int round = 0; round < 5_000; round++) {
            var bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (bytes.length > 2 && random.nextBoolean()) {
                bytes[0] = 0;
                bytes[1] = 0;
                bytes[2] = 0;
            }
            read(reader(new ByteArrayInputStream(bytes)));
        }
    }

    @Test
    void aMessageThatIsTooLongIsNotBegun() {
        var out = new ByteArrayOutputStream();
        var writer = new FrameWriter(Channels.newChannel(out), 10);
        assertThatThrownBy(() -> writer.write(List.of(new byte[6], new byte[5])))
                .isInstanceOf(IOException.class)
                .hasMessage("a message of 11 bytes, but 10 are the most");
        assertThat(out.size()).isZero();
    }

    /// To the end or the first malformed one; each is one that a host may have said, or malformed.
    private static void read(FrameReader reader) throws IOException {
        try {
            for (var message = reader.read(); message != null; message = reader.read()) {
                assertThat(HostProtocol.readFromHost(message)).isNotNull();
            }
        } catch (MalformedMessage e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    private List<byte[]> pieces() {
        var pieces = new ArrayList<byte[]>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            var piece = new byte[random.nextInt(random.nextBoolean() ? 20 : 20_000)];
            random.nextBytes(piece);
            pieces.add(piece);
        }
        return pieces;
    }

    private static FrameReader reader(InputStream in) {
        return new FrameReader(Channels.newChannel(in), MOST);
    }

    /// Gives a few bytes at a time.
    private final class Crumbs extends ByteArrayInputStream {
        Crumbs(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] into, int at, int length) {
            return super.read(into, at, Math.min(length, 1 + random.nextInt(30)));
        }
    }
}
