package io.margay.model.input;

import io.margay.model.parse.kubernetes.PodLines;
import io.margay.model.parse.text.JsonLine;
import io.margay.model.parse.text.LineReader;
import java.io.IOException;

/// Takes the Pods that stand on one line of JSON each, and about which there is nothing to say.
final class StraightPods implements LineReader {
    private final PodLines pods;
    private final ParsedInput.Collector all;

    /// @param all where it puts them
    StraightPods(String file, ParsedInput.Collector all) {
        this.pods = new PodLines(file);
        this.all = all;
    }

    @Override
    public boolean knows(byte[] bytes, int from, int to) {
        return PodLines.begins(bytes, from, to);
    }

    @Override
    public boolean read(JsonLine line) throws IOException {
        var pod = pods.read(line);
        if (pod != null) {
            all.add(pod);
        }
        return pod != null;
    }
}
