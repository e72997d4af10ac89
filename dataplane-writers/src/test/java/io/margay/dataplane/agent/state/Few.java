package io.margay.dataplane.agent.state;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.selector.Selector;
import io.margay.model.update.Part;
import io.margay.model.update.Part.IdentityContents;
import io.margay.model.update.Shared;
import io.margay.model.update.Update;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;

/// Updates of host n1 that say little.
public final class Few {
    /// Whose numbers all of it has.
    public static final long INCARNATION = 7;

    private Few() {}

    /// Everything, at a revision.
    public static Update whole(long revision) {
        return update(0, revision, profile("p" + revision));
    }

    /// What makes of a revision the next.
    public static Update change(long base) {
        return update(base, base + 1, profile("p" + (base + 1)));
    }

    /// A change of the same again and again.
    public static Update again(long base) {
        return update(base, base + 1, profile("p"));
    }

    /// A change that names what was never sent.
    public static Update wrong(long base) {
        return update(base, base + 1, new Part.SetContents(1, set(), RoaringBitmap.bitmapOf(4), List.of()));
    }

    /// Everything, with so many profiles and identities.
    static Update large(long revision, int size) {
        var identities = IntStream.range(0, size)
                .mapToObj(number -> new IdentityContents(number, List.of(), List.of(address(number))))
                .toList();
        var meant = new RoaringBitmap();
        meant.add(0L, size);
        var parts = Stream.concat(
                Stream.of(new Part.Identities(identities), new Part.SetContents(1, set(), meant, List.of())),
                IntStream.range(0, size).mapToObj(number -> profile("profile-" + number)));
        return update(0, revision, parts.toArray(Part[]::new));
    }

    private static Update update(long base, long revision, Part... parts) {
        return new Update(
                "n1",
                INCARNATION,
                base,
                revision,
                false,
                Stream.of(parts).map(Shared::of).toList());
    }

    private static Part profile(String name) {
        return new Part.ProfileContents(new ProfileRules(name, true, List.of(), List.of()));
    }

    private static AddressSet set() {
        return new AddressSet.Selected(PeerSelector.endpoints(new Selector.Has("web")));
    }

    private static Cidr address(int last) {
        return Cidr.of(new Ip(IpVersion.V4, 0, 0x0a00_0000 + last));
    }
}
