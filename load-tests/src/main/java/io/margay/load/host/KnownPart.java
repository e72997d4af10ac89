package io.margay.load.host;

import io.margay.model.update.Ints;
import io.margay.model.update.Part;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A part of messages to hosts, decoded once for all that are told it. For any thread.
public final class KnownPart {
    private record Match(long version, Ints found) {}

    private final Part part;
    private final int bytes;
    private final List<Mark> marks;
    private volatile @Nullable Match match;

    KnownPart(Part part, int bytes) {
        this.part = part;
        this.bytes = bytes;
        this.marks = Marks.of(part);
    }

    /// What it says.
    public Part part() {
        return part;
    }

    /// How long its encoding is.
    public int bytes() {
        return bytes;
    }

    /// What can be seen in it.
    public List<Mark> marks() {
        return marks;
    }

    /// What its marks were found to be of, looked up again only once there is another version of where to look.
    public Ints match(long version, Function<List<Mark>, Ints> look) {
        var known = match;
        if (known == null || known.version != version) {
            known = new Match(version, look.apply(marks));
            match = known;
        }
        return known.found;
    }
}
