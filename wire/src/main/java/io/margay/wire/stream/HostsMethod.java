package io.margay.wire.stream;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// The method of `host.proto`, by hand: a message to a host has its encoding already.
///
/// Errors of chunks that are none: a status INVALID_ARGUMENT, which ends the stream.
public final class HostsMethod {
    /// The service's name.
    public static final String SERVICE = "io.margay.wire.Hosts";

    /// A host's stream: what it says as messages of [io.margay.wire.HostProtocol], what it is told as chunks of such.
    public static final MethodDescriptor<byte[], Chunk> ATTACH = MethodDescriptor.<byte[], Chunk>newBuilder()
            .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Attach"))
            .setRequestMarshaller(new Said())
            .setResponseMarshaller(new Chunks())
            .build();

    private HostsMethod() {}

    private static final class Said implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] said) {
            return new ByteArrayInputStream(said);
        }

        @Override
        public byte[] parse(InputStream in) {
            try {
                return in.readAllBytes();
            } catch (IOException e) {
                throw malformed(e);
            }
        }
    }

    private static final class Chunks implements MethodDescriptor.Marshaller<Chunk> {
        @Override
        public InputStream stream(Chunk chunk) {
            return new ChunkStream(chunk);
        }

        @Override
        public Chunk parse(InputStream in) {
            try {
                var message = io.margay.wire.proto.Chunk.parseFrom(in);
                return new Chunk(message.getLength(), List.of(message.getBytes().asReadOnlyByteBuffer()));
            } catch (IOException e) {
                throw malformed(e);
            }
        }
    }

    private static RuntimeException malformed(IOException e) {
        return Status.INVALID_ARGUMENT
                .withDescription(String.valueOf(e.getMessage()))
                .withCause(e)
                .asRuntimeException();
    }
}
