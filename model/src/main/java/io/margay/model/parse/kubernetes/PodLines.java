package io.margay.model.parse.kubernetes;

import io.margay.model.parse.text.JsonLine;
import io.margay.model.resource.Pod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads the Pods of a file that stand on one line of JSON each, without a tree. Not for several threads.
///
/// Only those about which there is nothing to say: [PodParser] would read the same, without a problem or a warning.
public final class PodLines {
    /// As API servers and `kubectl` begin a Pod, without blanks or with one after each sign.
    private static final byte[][] BEGINNINGS = {
        bytes("{\"apiVersion\":\"v1\",\"kind\":\"Pod\","),
        bytes("{\"kind\":\"Pod\",\"apiVersion\":\"v1\","),
        bytes("{\"apiVersion\": \"v1\", \"kind\": \"Pod\","),
        bytes("{\"kind\": \"Pod\", \"apiVersion\": \"v1\","),
    };

    private final String file;
    private final LabelLines labels = new LabelLines();

    /// @param file what places call it
    public PodLines(String file) {
        this.file = file;
    }

    /// Whether the line of the bytes from `from` up to `to` begins as a Pod does.
    public static boolean begins(byte[] bytes, int from, int to) {
        for (var beginning : BEGINNINGS) {
            var end = from + beginning.length;
            if (end <= to && Arrays.equals(bytes, from, end, beginning, 0, beginning.length)) {
                return true;
            }
        }
        return false;
    }

    /// The Pod of a line that begins so; null where another must read it.
    ///
    /// Errors: an `IOException` for what is no JSON.
    public @Nullable Pod read(JsonLine line) throws IOException {
        return new PodLine(file, line, labels).read();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
