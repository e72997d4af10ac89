package io.margay.wire.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Drainable;
import io.margay.wire.HostProtocol;
import io.margay.wire.MalformedMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunksTest {
    private static final int MOST = 1 << 20;
    private static final int SEED = 20_281;

    private final Random random = new Random(SEED);

    @Test
    void whatIsCutAndSentIsPutTogetherAgain() throws IOException {
        var joiner = new ChunkJoiner(MOST);
        for (int i = 0; i < 300; i++) {
            var pieces = pieces();
            byte[] whole = null;
            for (var cutter = new ChunkCutter(pieces); cutter.hasNext(); ) {
                assertThat(whole).isNull();
                var chunk = cutter.next();
                assertThat(chunk.size()).isBetween(1, ChunkCutter.MOST);
                whole = joiner.take(sent(chunk));
            }
            assertThat(whole).isEqualTo(HostProtocol.join(pieces));
        }
    }

    @Test
    void piecesAreDrainedFromWhereTheyAre() throws IOException {
        var shared = new byte[3 * ChunkCutter.MOST];
        random.nextBytes(shared);
        var cutter = new ChunkCutter(List.of(new byte[] {7}, shared));
        assertThat(cutter.next().slices().getLast().array()).isSameAs(shared);
        var written = new ArrayList<byte[]>();
        var stream = HostsMethod.ATTACH.streamResponse(cutter.next());
        int length = stream.available();
        int drained = ((Drainable) stream).drainTo(new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("byte by byte");
            }

            @Override
            public void write(byte[] bytes, int at, int count) {
                written.add(bytes);
            }
        });
        assertThat(drained).isEqualTo(length);
        assertThat(written).anySatisfy(bytes -> assertThat(bytes).isSameAs(shared));
        assertThat(stream.available()).isZero();
    }

    @Test
    void whoReadsAChunkGetsWhatWouldBeDrained() throws IOException {
        var chunk = new ChunkCutter(List.of(new byte[] {1, 2}, new byte[] {3})).next();
        var drained = new ByteArrayOutputStream();
        var _ = ((Drainable) HostsMethod.ATTACH.streamResponse(chunk)).drainTo(drained);
        assertThat(HostsMethod.ATTACH.streamResponse(chunk).readAllBytes()).isEqualTo(drained.toByteArray());
    }

    @Test
    void chunksThatAreLiesAreMalformed() {
        assertRefused(chunk(0, 5));
        assertRefused(chunk(-1, 5));
        assertRefused(chunk(MOST + 1, 5));
        assertRefused(chunk(3, 4));
        assertRefused(chunk(3, 0));
        assertRefused(chunk(8, 4), chunk(8, 4));
        assertRefused(chunk(8, 4), chunk(0, 0));
        assertRefused(chunk(8, 4), chunk(0, 5));
    }

    @Test
    void aLengthThatIsALieCostsNothing() {
        var joiner = new ChunkJoiner(Integer.MAX_VALUE);
        assertThat(joiner.take(chunk(Integer.MAX_VALUE, 3))).isNull();
    }

    @Test
    void randomChunksAreMessagesOrMalformedAndNothingElse() {
        for (int round = 0; round < 3_000; round++) {
            takeNonsense(new ChunkJoiner(100));
        }
    }

    private void takeNonsense(ChunkJoiner joiner) {
        try {
            for (int i = 0; i < 10; i++) {
                var _ = joiner.take(chunk(random.nextInt(-2, 30), random.nextInt(20)));
            }
        } catch (MalformedMessage e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @Test
    void placesAreRead() {
        assertThat(HostPort.parse("engine-1.example.org:7443")).contains(new HostPort("engine-1.example.org", 7443));
        assertThat(HostPort.parse("[fd00::1]:1")).contains(new HostPort("fd00::1", 1));
        assertThat(new HostPort("fd00::1", 1)).hasToString("[fd00::1]:1");
        for (var wrong :
                List.of("", "host", "host:", ":1", "host:65536", "a b:1", "fd00::1:1", "a_b:1", "/run/x.sock")) {
            assertThat(HostPort.parse(wrong)).as(wrong).isEmpty();
        }
    }

    private static void assertRefused(Chunk... chunks) {
        var joiner = new ChunkJoiner(MOST);
        for (int i = 0; i < chunks.length - 1; i++) {
            assertThat(joiner.take(chunks[i])).isNull();
        }
        var last = chunks[chunks.length - 1];
        assertThatThrownBy(() -> joiner.take(last)).isInstanceOf(MalformedMessage.class);
    }

    private static Chunk chunk(int length, int bytes) {
        return new Chunk(length, List.of(ByteBuffer.allocate(bytes)));
    }

    private static Chunk sent(Chunk chunk) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var _ = ((Drainable) HostsMethod.ATTACH.streamResponse(chunk)).drainTo(bytes);
        return HostsMethod.ATTACH.parseResponse(new ByteArrayInputStream(bytes.toByteArray()));
    }

    private List<byte[]> pieces() {
        var pieces = new ArrayList<byte[]>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            var piece = new byte[random.nextInt(random.nextBoolean() ? 20 : 90_000)];
            random.nextBytes(piece);
            pieces.add(piece);
        }
        pieces.add(new byte[] {1});
        return pieces;
    }
}
