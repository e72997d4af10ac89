package io.margay.actors.cluster;

import akka.serialization.Serialization;
import akka.serialization.Serializers;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.util.HexFormat;

/// A message as it goes to another member.
///
/// @param bytes in hexadecimal
record WrittenMessage(int serializer, String manifest, String bytes) {
    /// The serializer of messages.
    static final int CBOR = 33;

    private static final ObjectMapper MAPPER = new ObjectMapper(new CBORFactory());

    /// As Akka has it written, who says where its own actors are.
    static WrittenMessage of(Serialization by, Object message) {
        var serializer = by.findSerializerFor(message);
        var bytes = HexFormat.of().formatHex(by.serialize(message).get());
        return new WrittenMessage(serializer.identifier(), Serializers.manifestFor(serializer, message), bytes);
    }

    /// From a line.
    static WrittenMessage parse(String line) {
        var words = line.split(" ", -1);
        return new WrittenMessage(Integer.parseInt(words[1]), words[2], words[3]);
    }

    /// As a line.
    String print(String name) {
        return name + " " + serializer + " " + manifest + " " + bytes;
    }

    Object read(Serialization by) {
        return by.deserialize(HexFormat.of().parseHex(bytes), serializer, manifest)
                .get();
    }

    /// As a later release may write it, with one thing more.
    WrittenMessage withMore() throws IOException {
        var tree = (ObjectNode) MAPPER.readTree(HexFormat.of().parseHex(bytes));
        tree.put("ofALaterRelease", 1);
        return new WrittenMessage(serializer, manifest, HexFormat.of().formatHex(MAPPER.writeValueAsBytes(tree)));
    }
}
