package io.margay.cli.compute;

import io.margay.actors.NodeView;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A SHA-256 of the line that `-o json --expand` prints for a node, its end included.
public final class Digests {
    private Digests() {}

    /// The digest of a node, in hex.
    public static String of(NodeView node, SetMembers members) throws IOException {
        var sha = sha256();
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), sha)) {
            NodeJson.to(out, members, true).write(node);
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
