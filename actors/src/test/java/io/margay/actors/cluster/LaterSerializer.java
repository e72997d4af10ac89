package io.margay.actors.cluster;

import akka.serialization.SerializerWithStringManifest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;

/// Writes messages as members do, and one that only a later release knows.
public final class LaterSerializer extends SerializerWithStringManifest {
    /// That message.
    record Later(String text) implements ClusterMessage {}

    private static final ObjectMapper MAPPER = new ObjectMapper(new CBORFactory());

    @Override
    public int identifier() {
        return WrittenMessage.CBOR;
    }

    @Override
    public String manifest(Object message) {
        return message instanceof Later
                ? "io.margay.actors.node.NodeActor$Later"
                : message.getClass().getName();
    }

    @Override
    public byte[] toBinary(Object message) {
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        throw new IllegalArgumentException(manifest);
    }
}
