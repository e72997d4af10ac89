package io.margay.load.host;

import io.margay.model.update.Part;
import io.margay.wire.HostProtocol;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/// All parts that any host was told, each once. Parts with the same SHA-256 of their encoding are the same. For any
/// thread.
///
/// Cost: a hash of each message's bytes; a part is decoded when it comes first.
public final class PartTable {
    private record Name(long high, long low) {}

    private final ConcurrentMap<Name, KnownPart> parts = new ConcurrentHashMap<>();
    private final LongAdder bytes = new LongAdder();

    /// Those of a message to a host, in their order.
    ///
    /// Errors: an unchecked exception where it is none.
    List<KnownPart> parts(byte[] message) {
        var found = new ArrayList<KnownPart>();
        for (var range : Ranges.ofParts(message)) {
            found.add(known(message, range));
        }
        return found;
    }

    /// How many different ones there are.
    public int size() {
        return parts.size();
    }

    /// How long the encodings of all of them are, each once.
    public long bytes() {
        return bytes.sum();
    }

    private KnownPart known(byte[] message, Ranges.Range range) {
        return parts.computeIfAbsent(name(message, range), _ -> {
            bytes.add(range.length());
            return new KnownPart(decoded(Arrays.copyOfRange(message, range.from(), range.to())), range.length());
        });
    }

    private static Part decoded(byte[] piece) {
        var one = new ArrayList<Part>(1);
        HostProtocol.readEach(piece, one::add);
        return one.getFirst();
    }

    private static Name name(byte[] message, Ranges.Range range) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(message, range.from(), range.length());
            var hash = ByteBuffer.wrap(sha.digest());
            return new Name(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
