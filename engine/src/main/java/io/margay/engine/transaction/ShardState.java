package io.margay.engine.transaction;

import io.margay.engine.catalog.Catalog;
import io.margay.engine.identity.Contribution;
import io.margay.engine.identity.Identity;
import io.margay.engine.identity.IdentityTable;
import io.margay.index.intern.Numbered;
import io.margay.model.ruleset.AddressSet.NamedPorts;
import io.margay.model.ruleset.AddressSet.Selected;
import io.margay.model.ruleset.AddressSet.ServiceAddresses;
import io.margay.model.ruleset.AddressSet.ServicePorts;
import io.margay.model.ruleset.SetId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// What all entities of a shard share: who has which address, what policies say, what each set in use means.
///
/// Inputs only mark what they touch; [#flushed()] makes the next version of the view from all of them, so changes that
/// come together go on together. Before the shard is in sync there is no view: half a replay never opens a door. Once
/// it
/// was, it goes on serving whatever its source does.
///
/// Cost: matching for each identity and each set that is new or whose labels changed; a copy of each meaning that
/// changed
/// and of the list of sets; nothing for each endpoint but its addresses.
public final class ShardState {
    /// What is to be told.
    public sealed interface Output {}

    /// Something changed: call [#flushed()] once what else is waiting has been heard.
    public record FlushSoon() implements Output {}

    /// A contributor has to say everything again.
    public record Pull(String contributor) implements Output {}

    /// There is a new version.
    public record Advanced(ShardView view) implements Output {}

    /// A set means something else in the new version, or came into use.
    ///
    /// @param users how many nodes use it
    public record MeaningChanged(NamedSet set, Meaning meaning, long version, int users) implements Output {}

    /// Nobody uses a set any more.
    public record OutOfUse(SetId set) implements Output {}

    private static final ShardView NONE_YET =
            new ShardView(Catalog.of(List.of()), Map.of(), List.of(), Map.of(), Numbered.empty(), DeltaLog.EMPTY);

    private final IdentityTable table = new IdentityTable();
    private final UsedSets sets = new UsedSets(table.services());
    private final Users users = new Users();
    private final Progress progress = new Progress();
    private final Map<String, RoaringBitmap> byProfile = new HashMap<>();
    private final Set<String> touchedProfiles = new HashSet<>();
    private @Nullable CatalogShare share;
    private @Nullable Catalog nextCatalog;
    private @Nullable ShardView view;
    private boolean dirty;

    /// A contributor said something.
    public List<Output> contributed(Contribution contribution) {
        return switch (table.contributed(contribution)) {
            case IdentityTable.Pull(var contributor) -> List.of(new Pull(contributor));
            case IdentityTable.Ignored() -> List.of();
            case IdentityTable.Taken() -> {
                progress.reached(contribution.contributor(), contribution.revision());
                yield changed();
            }
        };
    }

    /// The source says that a contributor is no more since a revision.
    public List<Output> contributorGone(String contributor, long revision) {
        table.gone(contributor, revision);
        progress.gone(contributor);
        users.gone(contributor);
        return changed();
    }

    /// The catalogue at a revision of the source.
    ///
    /// @param profiles those whose labels or rules may differ from the catalogue before
    public List<Output> catalogAdvanced(long revision, Catalog catalog, Set<String> profiles) {
        nextCatalog = catalog;
        touchedProfiles.addAll(profiles);
        progress.catalogReached(revision);
        return changed();
    }

    /// These are the sets that a node uses, and no others.
    public List<Output> used(String node, List<NamedSet> used) {
        return users.replaced(node, used) ? changed() : List.of();
    }

    /// The source has said everything up to a revision, and named who has to have heard how much of it.
    public List<Output> completed(long revision, Map<String, Long> due) {
        progress.completed(revision, due);
        due.keySet().forEach(contributor -> progress.reached(contributor, table.revision(contributor)));
        return changed();
    }

    /// Makes the next version, if anything differs and the shard is or was in sync.
    public List<Output> flushed() {
        if (!dirty || nextCatalog == null || (view == null && !progress.inSync())) {
            return List.of();
        }
        dirty = false;
        var before = view;
        var outputs = new ArrayList<Output>();
        var next = next(nextCatalog, outputs);
        if (before != null && next.version() == before.version()) {
            return outputs;
        }
        view = next;
        outputs.addFirst(new Advanced(next));
        return outputs;
    }

    /// The present version, or null before there is one.
    public @Nullable ShardView view() {
        return view;
    }

    /// Whether all that the source completed is here and in the view.
    public boolean settled() {
        return !dirty && progress.inSync();
    }

    /// The revision that the source has completed; -1 before it has completed any.
    public long completeRevision() {
        return progress.complete();
    }

    private List<Output> changed() {
        dirty = true;
        return List.of(new FlushSoon());
    }

    private ShardView next(Catalog catalog, List<Output> outputs) {
        var before = view == null ? NONE_YET : view;
        var touchedIdentities = new RoaringBitmap();
        var shared = share(catalog);
        var added = users.drainAdded();
        mention(shared, added);
        var identities = identities(before, catalog, touchedIdentities);
        users.drainRemoved().forEach(sets::remove);
        added.forEach(sets::add);
        var touchedSets = new HashSet<SetId>();
        var meanings = meanings(before, touchedSets);
        report(touchedSets, meanings, before.version() + 1, outputs);
        var touched = touched(shared, touchedSets, touchedIdentities);
        share = shared;
        touchedProfiles.clear();
        return touched.isEmpty()
                ? before
                : new ShardView(
                        catalog,
                        shared.policies(),
                        shared.everywhere(),
                        meanings,
                        identities,
                        before.log().with(touched));
    }

    /// What policies name is mentioned before anybody uses it: a first drain then splits nothing.
    private void mention(CatalogShare shared, List<NamedSet> added) {
        var current = share;
        if (current == null || current.catalog() != shared.catalog()) {
            for (var key : shared.touchedPolicies()) {
                var policy = shared.policies().get(key);
                mention(policy == null ? List.of() : policy.sets());
            }
        }
        mention(added);
    }

    private void mention(List<NamedSet> named) {
        var keys = new HashSet<String>();
        for (var set : named) {
            switch (set.set()) {
                case Selected(var selector) -> selector.selector().visitKeys(keys::add);
                case NamedPorts(var selector, var _, var _) ->
                    selector.selector().visitKeys(keys::add);
                case ServicePorts _, ServiceAddresses _ -> {}
            }
        }
        table.mention(keys);
    }

    private CatalogShare share(Catalog catalog) {
        var current = share;
        return current != null && current.catalog() == catalog ? current : CatalogShare.of(catalog, current);
    }

    private Touched touched(CatalogShare shared, Set<SetId> touchedSets, RoaringBitmap touchedIdentities) {
        if (view == null) {
            return Touched.EVERYTHING;
        }
        boolean same = share != null && shared.catalog() == share.catalog();
        return new Touched(
                false,
                touchedSets,
                touchedIdentities,
                same ? Set.of() : shared.touchedPolicies(),
                touchedProfiles,
                !same && shared.touchedTiers());
    }

    private Numbered<Identity> identities(ShardView before, Catalog catalog, RoaringBitmap touched) {
        var changes = table.drain();
        changes.services().forEach(sets::served);
        var relabelled = new RoaringBitmap();
        touchedProfiles.forEach(profile -> relabelled.or(byProfile.getOrDefault(profile, new RoaringBitmap())));
        var editor = before.identities().edit();
        for (var identity : changes.gone()) {
            editor.set(identity.number(), null);
            sets.remove(identity);
            forget(identity);
            touched.add(identity.number());
            relabelled.remove(identity.number());
        }
        for (var identity : changes.changed()) {
            var old = before.identities().get(identity.number());
            if (old == null || !old.fingerprint().equals(identity.fingerprint())) {
                learn(identity, catalog);
                relabelled.remove(identity.number());
            }
            if (!identity.equals(old)) {
                editor.set(identity.number(), identity);
                touched.add(identity.number());
            }
        }
        relabelled.forEach((IntConsumer) number -> relabel(before, number, catalog));
        return touched.isEmpty() ? before.identities() : editor.done();
    }

    private void learn(Identity identity, Catalog catalog) {
        sets.put(identity, catalog.labels(identity.fingerprint()));
        for (var profile : identity.fingerprint().profiles()) {
            byProfile.computeIfAbsent(profile, _ -> new RoaringBitmap()).add(identity.number());
        }
    }

    private void forget(Identity identity) {
        for (var profile : identity.fingerprint().profiles()) {
            byProfile.computeIfPresent(profile, (_, having) -> {
                having.remove(identity.number());
                return having.isEmpty() ? null : having;
            });
        }
    }

    private void relabel(ShardView before, int number, Catalog catalog) {
        var identity = before.identities().get(number);
        if (identity != null) {
            sets.put(identity, catalog.labels(identity.fingerprint()));
        }
    }

    private Map<SetId, Meaning> meanings(ShardView before, Set<SetId> touched) {
        var drained = sets.drain();
        if (drained.isEmpty()) {
            return before.sets();
        }
        var meanings = new HashMap<>(before.sets());
        for (var id : drained) {
            var meaning = sets.has(id) ? sets.meaning(id) : null;
            if (!Objects.equals(meaning, meanings.get(id))) {
                touched.add(id);
                meanings.compute(id, (_, _) -> meaning);
            }
        }
        return Collections.unmodifiableMap(meanings);
    }

    private void report(Set<SetId> touched, Map<SetId, Meaning> meanings, long version, List<Output> outputs) {
        for (var id : touched) {
            var meaning = meanings.get(id);
            outputs.add(
                    meaning == null
                            ? new OutOfUse(id)
                            : new MeaningChanged(sets.named(id), meaning, version, users.count(id)));
        }
    }
}
