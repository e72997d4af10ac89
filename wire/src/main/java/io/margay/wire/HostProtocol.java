package io.margay.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.margay.model.update.Part;
import io.margay.model.update.Shared;
import io.margay.model.update.Update;
import io.margay.wire.proto.ToHost;
import io.margay.wire.proto.UpdateHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The host protocol, between values and bytes.
///
/// Errors of all readers: [MalformedMessage].
public final class HostProtocol {
    /// What is understood here. One more with each kind of message or part to hosts that an earlier release cannot pass
    /// over; that is then said only to hosts which understand it.
    static final int VERSION = 1;

    private static final int USUAL_BYTES = 1 << 12;
    private static final int MOST_KEPT_BYTES = 1 << 16;

    /// Each thread's own, used again for each part.
    private static final ThreadLocal<ProtoBytes> OUT = ThreadLocal.withInitial(() -> new ProtoBytes(USUAL_BYTES));

    private static final int UPDATE = tag(ToHost.UPDATE_FIELD_NUMBER);
    private static final int REVISION =
            UpdateWriter.tag(UpdateHeader.REVISION_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
    private static final int PARTS = tag(ToHost.PARTS_FIELD_NUMBER);
    private static final byte HOME = (byte) tag(ToHost.HOME_FIELD_NUMBER);

    private HostProtocol() {}

    /// A part of an update, to be put into messages to hosts, after their headers. For [Shared#encoding].
    public static byte[] encode(Part part) {
        return encode(part, null);
    }

    /// The same, of an endpoint from the encoding of one that differs from it in its tiers alone.
    public static byte[] encode(Part part, byte @Nullable [] other) {
        var out = OUT.get();
        out.clear();
        int kind = other != null && part instanceof Part.EndpointContents endpoint
                ? UpdateCodec.write(endpoint, other, out)
                : UpdateCodec.write(part, out);
        var bytes = out.within(ToHost.PARTS_FIELD_NUMBER, kind);
        if (out.capacity() > MOST_KEPT_BYTES) {
            OUT.remove();
        }
        return bytes;
    }

    /// What a message to a host begins with: an update without its parts.
    public static byte[] header(Update update) {
        return new UpdateWriter(_ -> {}).header(update);
    }

    /// An update, as a message to a host in pieces: its header, then its parts, each by reference to its one
    /// encoding, which nobody may change. Cost: the header, and a reference a part that was encoded before.
    public static List<byte[]> write(Update update) {
        return write(update, HostProtocol::encode);
    }

    /// The same by an encoder that gives what [#encode] does, for whoever counts what is encoded.
    public static List<byte[]> write(Update update, Shared.Encoder encoder) {
        return pieces(header(update), update.parts(), encoder);
    }

    /// Most updates have one part, of a log.
    static List<byte[]> pieces(byte[] header, List<Shared> parts, Shared.Encoder encoder) {
        if (parts.size() == 1) {
            return List.of(header, parts.getFirst().encoding(encoder));
        }
        var pieces = new ArrayList<byte[]>(parts.size() + 1);
        pieces.add(header);
        for (var part : parts) {
            pieces.add(part.encoding(encoder));
        }
        return pieces;
    }

    /// The pieces of a message as one.
    public static byte[] join(List<byte[]> pieces) {
        var whole = ByteBuffer.allocate(
                pieces.stream().mapToInt(piece -> piece.length).sum());
        pieces.forEach(whole::put);
        return whole.array();
    }

    /// The update of a message to a host.
    public static Update readUpdate(byte[] bytes) {
        try {
            var message = ToHost.parseFrom(bytes);
            if (!message.hasUpdate()) {
                throw new MalformedMessage("a message to a host without the header of an update");
            }
            return update(message.getUpdate(), parts(message));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new MalformedMessage("not a message to a host: " + e.getMessage(), e);
        }
    }

    /// A message to a host that sends it on to another member.
    ///
    /// @param address `HOST:PORT`
    public static byte[] home(String address) {
        var message = ToHost.newBuilder();
        message.getHomeBuilder().setAddress(address);
        return message.build().toByteArray();
    }

    /// Where a message to a host sends it on to; empty: nowhere, as it is another message. Cost of that: a look.
    public static Optional<String> readHome(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != HOME) {
            return Optional.empty();
        }
        try {
            return Optional.of(ToHost.parseFrom(bytes).getHome().getAddress());
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedMessage("not a message to a host: " + e.getMessage(), e);
        }
    }

    private static Update update(UpdateHeader header, List<Shared> parts) {
        return new Update(
                header.getNode(),
                header.getIncarnation(),
                header.getBase(),
                header.getRevision(),
                header.getAll(),
                parts);
    }

    /// The update of a message to a host without its parts, of which nothing is read.
    public static Update readHeader(byte[] bytes) {
        var in = CodedInputStream.newInstance(bytes);
        try {
            if (!isAt(in, UPDATE)) {
                throw new MalformedMessage("a message to a host without the header of an update");
            }
            return update(in.readMessage(UpdateHeader.parser(), ExtensionRegistryLite.getEmptyRegistry()), List.of());
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedMessage("not a message to a host: " + e.getMessage(), e);
        }
    }

    /// The revision of a message to a host, by what it begins with, of which nothing else is made; 0: it says none.
    public static long revision(byte[] bytes) {
        var in = CodedInputStream.newInstance(bytes);
        try {
            if (!isAt(in, UPDATE)) {
                return 0;
            }
            in.pushLimit(in.readRawVarint32());
            return isAt(in, REVISION) ? in.readUInt64() : 0;
        } catch (IOException | MalformedMessage _) {
            return 0;
        }
    }

    /// The parts of a message to a host, or of a piece of it, one after the other, so that they are never there all
    /// at once.
    public static void readEach(byte[] bytes, Consumer<Part> parts) {
        var in = CodedInputStream.newInstance(bytes);
        for (var part = nextPart(in); part != null; part = nextPart(in)) {
            parts.accept(part);
        }
    }

    private static @Nullable Part nextPart(CodedInputStream in) {
        try {
            return isAt(in, PARTS)
                    ? UpdateCodec.read(in.readMessage(
                            io.margay.wire.proto.Part.parser(), ExtensionRegistryLite.getEmptyRegistry()))
                    : null;
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedMessage("not a message to a host: " + e.getMessage(), e);
        }
    }

    /// Whether a field of this tag comes; others are passed over.
    private static boolean isAt(CodedInputStream in, int wanted) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == wanted) {
                return true;
            }
            if (!in.skipField(tag)) {
                throw new MalformedMessage("not a message to a host: a group that ends and did not begin");
            }
        }
        return false;
    }

    /// The parts that go on with a message to a host, from pieces of it without its first.
    public static List<Shared> readParts(byte[] bytes) {
        try {
            var message = ToHost.parseFrom(bytes);
            if (message.hasUpdate()) {
                throw new MalformedMessage("a message to a host begins within another");
            }
            return parts(message);
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new MalformedMessage("not a piece of a message to a host: " + e.getMessage(), e);
        }
    }

    /// What a host says, as a message.
    public static byte[] write(FromHost said) {
        var message = io.margay.wire.proto.FromHost.newBuilder();
        switch (said) {
            case FromHost.Hello(var node, var incarnation, var revision) ->
                message.getHelloBuilder()
                        .setNode(node)
                        .setIncarnation(incarnation)
                        .setRevision(revision)
                        .setProtocol(VERSION);
            case FromHost.Enforced(var revision) -> message.getEnforcedBuilder().setRevision(revision);
            case FromHost.Failed(var revision, var why) ->
                message.getFailedBuilder().setRevision(revision).setWhy(why);
            case FromHost.Standing standing -> message.setStanding(StandingCodec.write(standing));
            case FromHost.Unknown() -> throw new IllegalArgumentException("what is not known cannot be said");
        }
        return message.build().toByteArray();
    }

    /// What a host says in a message.
    public static FromHost readFromHost(byte[] bytes) {
        try {
            var message = io.margay.wire.proto.FromHost.parseFrom(bytes);
            return switch (message.getMessageCase()) {
                case HELLO ->
                    new FromHost.Hello(
                            message.getHello().getNode(),
                            message.getHello().getIncarnation(),
                            message.getHello().getRevision());
                case ENFORCED -> new FromHost.Enforced(message.getEnforced().getRevision());
                case FAILED ->
                    new FromHost.Failed(
                            message.getFailed().getRevision(),
                            message.getFailed().getWhy());
                case STANDING -> StandingCodec.read(message.getStanding());
                case MESSAGE_NOT_SET -> unknown(message);
            };
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedMessage("not a message of a host: " + e.getMessage(), e);
        }
    }

    /// What a later release says is passed over.
    private static FromHost unknown(io.margay.wire.proto.FromHost message) {
        if (message.getUnknownFields().asMap().isEmpty()) {
            throw new MalformedMessage("a message of a host that says nothing");
        }
        return new FromHost.Unknown();
    }

    private static int tag(int field) {
        return UpdateWriter.tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    }

    private static List<Shared> parts(ToHost message) {
        var parts = new ArrayList<Shared>(message.getPartsCount());
        message.getPartsList().forEach(part -> parts.add(Shared.of(UpdateCodec.read(part))));
        return parts;
    }
}
