package io.margay.engine.transaction;

import io.margay.engine.catalog.Catalog;
import io.margay.engine.identity.Identity;
import io.margay.index.intern.Numbered;
import io.margay.model.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.roaringbitmap.RoaringBitmap;

/// What one version is being made of.
final class VersionDraft {
    final ShardView before;
    final Catalog catalog;
    final DeltaLog log = new DeltaLog();
    final Moves moves = new Moves();
    final List<ActivePolicies.Touched> subjects = new ArrayList<>();
    final RoaringBitmap relabelled = new RoaringBitmap();
    final RoaringBitmap gone = new RoaringBitmap();
    final Set<Cidr> ended = new TreeSet<>();
    final RoaringBitmap touchedIdentities = new RoaringBitmap();
    final RoaringBitmap touchedSets = new RoaringBitmap();
    final Numbered.Editor<Identity> identities;
    PolicyTable.Difference difference = PolicyTable.Difference.NONE;
    boolean tiers;

    VersionDraft(ShardView before, Catalog catalog) {
        this.before = before;
        this.catalog = catalog;
        this.identities = before.identities().edit();
    }
}
