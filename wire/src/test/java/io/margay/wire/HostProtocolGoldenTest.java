package io.margay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import io.margay.wire.proto.ToHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// What is on the wire is a contract: these bytes are written, and read, by every release.
final class TransactionGoldenTest {
    private static final Path TEXT = Path.of("src/test/golden/wire/transaction.txtpb");
    private static final Path BYTES = Path.of("src/test/golden/wire/transaction.hex");

    private final RandomTransactions transactions =
            new RandomTransactions(RandomGeneratorFactory.of("L64X128MixRandom").create(11));

    @Test
    void aTransactionIsTheseBytes() throws IOException {
        var bytes = HostProtocol.write(transactions.next());
        update(bytes);
        assertThat(text(bytes)).isEqualTo(Files.readString(TEXT));
        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo(Files.readString(BYTES).replaceAll("\\s", ""));
    }

    @Test
    void theseBytesAreTheTransaction() throws IOException {
        var bytes = HexFormat.of().parseHex(Files.readString(BYTES).replaceAll("\\s", ""));
        assertThat(HostProtocol.readTransaction(bytes)).isEqualTo(transactions.next());
    }

    private static void update(byte[] bytes) throws IOException {
        if (System.getProperty("golden.update") != null) {
            Files.writeString(TEXT, text(bytes));
            Files.writeString(BYTES, HexFormat.of().formatHex(bytes).replaceAll("(.{100})", "$1\n") + "\n");
        }
    }

    private static String text(byte[] bytes) throws InvalidProtocolBufferException {
        return TextFormat.printer().printToString(ToHost.parseFrom(bytes));
    }
}
