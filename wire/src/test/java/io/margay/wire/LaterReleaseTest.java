package io.margay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.margay.wire.proto.Hello;
import io.margay.wire.proto.Part;
import io.margay.wire.proto.ToHost;
import io.margay.wire.proto.UpdateHeader;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What a release after this one may say, by what protobuf lets it.
final class LaterReleaseTest {
    private static final long SEED = 469;
    private static final UnknownFieldSet MORE = UnknownFieldSet.newBuilder()
            .addField(
                    1_000,
                    UnknownFieldSet.Field.newBuilder()
                            .addLengthDelimited(ByteString.copyFromUtf8("more"))
                            .build())
            .build();
    private static final FromHost.Hello HELLO = new FromHost.Hello("node-1", 5, 7);

    private static byte[] hello(int protocol) {
        var hello = Hello.newBuilder()
                .setNode("node-1")
                .setIncarnation(5)
                .setRevision(7)
                .setProtocol(protocol)
                .setUnknownFields(MORE);
        return io.margay.wire.proto.FromHost.newBuilder()
                .setHello(hello)
                .build()
                .toByteArray();
    }

    @Test
    void aHelloOfTheReleaseAfterAndOfTheOneBeforeIsRead() {
        assertThat(HostProtocol.readFromHost(hello(HostProtocol.VERSION + 1))).isEqualTo(HELLO);
        assertThat(HostProtocol.readFromHost(hello(HostProtocol.VERSION - 1))).isEqualTo(HELLO);
    }

    @Test
    void whatAHostSaysOtherwiseIsPassedOver() {
        var message = io.margay.wire.proto.FromHost.newBuilder().setUnknownFields(MORE);
        assertThat(HostProtocol.readFromHost(message.build().toByteArray())).isEqualTo(new FromHost.Unknown());
    }

    @Test
    void whatIsAddedToAnUpdateIsPassedOver() throws InvalidProtocolBufferException {
        var update = new RandomUpdates(new SplittableRandom(SEED)).update();
        var message = ToHost.parseFrom(HostProtocol.join(HostProtocol.write(update)));
        var more = message.toBuilder()
                .setUpdate(message.getUpdate().toBuilder().setUnknownFields(MORE))
                .setUnknownFields(MORE)
                .clearParts();
        message.getPartsList().forEach(part -> more.addParts(part.toBuilder().setUnknownFields(MORE)));
        assertThat(HostProtocol.readUpdate(more.build().toByteArray())).isEqualTo(update);
    }

    /// Half of an update could open a door: the host keeps what it has.
    @Test
    void anUpdateWithAPartOfAnUnknownKindIsRefusedAsAWhole() {
        var message = ToHost.newBuilder()
                .setUpdate(UpdateHeader.newBuilder().setNode("node-1").setRevision(1))
                .addParts(Part.newBuilder().setUnknownFields(MORE))
                .build()
                .toByteArray();
        assertThatThrownBy(() -> HostProtocol.readUpdate(message)).isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> HostProtocol.readEach(message, _ -> {})).isInstanceOf(MalformedMessage.class);
    }
}
