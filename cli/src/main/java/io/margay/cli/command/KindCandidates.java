package io.margay.cli.command;

import io.margay.cli.input.KindWords;
import io.margay.model.resource.Kind;
import java.util.Arrays;
import java.util.Iterator;

/// What a shell offers as the kind of a resource.
final class KindCandidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(Kind.values()).map(KindWords::word).iterator();
    }
}
