package io.margay.engine.transaction;

import io.margay.engine.catalog.Catalog;
import io.margay.engine.catalog.CatalogChange;
import io.margay.engine.identity.Identity;
import io.margay.engine.identity.IdentityTable;
import io.margay.engine.transaction.HostAdvance.LinkChange;
import io.margay.engine.transaction.ShardState.MeaningChanged;
import io.margay.engine.transaction.ShardState.OutOfUse;
import io.margay.engine.transaction.ShardState.Output;
import io.margay.engine.transaction.ShardState.Tell;
import io.margay.engine.transaction.ShardState.TellHosts;
import io.margay.index.intern.Numbered;
import io.margay.model.net.Cidr;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.Transaction.Member;
import io.margay.model.selector.Selector;
import io.margay.model.update.Part;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// Makes each version of a shard's view from what changed since the one before, and finds the nodes that it
/// concerns.
///
/// A version is made in this order: policies get numbers; identities are matched; subjects of new policies, then
/// sets that came into use, are matched; what sets and policies mean is written down; what hosts hear is put into
/// the log.
///
/// Cost: matching for each identity, each set and each subject that is new or changed; a copy of each meaning that
/// changed; for each record of the log, one operation for 64 nodes; for each node whose endpoints it concerns, one
/// small message. Nothing for each endpoint but its addresses, and nothing for nodes that hear of its log alone.
/// The links of hosts are told each version, even where it concerns nobody: who waits for one learns that it is
/// there.
final class ShardVersion {
    private static final RoaringBitmap NOBODY = new RoaringBitmap();

    private final IdentityTable table;
    private final ShardNodes nodes;
    private final Matching matching;
    private final ActivePolicies active;
    private final PolicyTable policies = new PolicyTable();
    private final Users users = new Users();
    private final Map<String, RoaringBitmap> byProfile = new HashMap<>();
    private final Set<String> touchedProfiles = new HashSet<>();
    private final ShardView nothing;
    private @Nullable Catalog nextCatalog;
    private CatalogChange catalogChange = CatalogChange.NONE;
    private @Nullable ShardView view;

    ShardVersion(long incarnation, IdentityTable table, ShardNodes nodes) {
        this.table = table;
        this.nodes = nodes;
        this.matching = new Matching(table.services());
        this.active = new ActivePolicies(matching, policies);
        this.nothing = ShardView.nothing(incarnation);
    }

    /// The catalogue is another; it counts from the next version on.
    void catalogAdvanced(Catalog catalog, CatalogChange change) {
        nextCatalog = catalog;
        catalogChange = catalogChange.and(change);
        touchedProfiles.addAll(change.profiles());
    }

    /// Whether there ever was a catalogue.
    boolean hasCatalog() {
        return nextCatalog != null;
    }

    /// The present version, or null before there is one.
    @Nullable
    ShardView view() {
        return view;
    }

    /// Makes the next version.
    void next(List<Output> outputs) {
        var catalog = nextCatalog;
        if (catalog == null) {
            throw new IllegalStateException("a version needs a catalogue");
        }
        var draft = new VersionDraft(view == null ? nothing : view, catalog);
        takePolicies(draft);
        takeIdentities(draft);
        addSubjects(draft);
        takeUses(outputs);
        var sets = sets(draft, outputs);
        var identities = draft.touchedIdentities.isEmpty() ? draft.before.identities() : draft.identities.done();
        var changedActive = active.changed(
                new ActivePolicies.Changes(draft.subjects, draft.relabelled, draft.gone, draft.tiers),
                catalog.evaluationOrder(),
                identities);
        var next = view(draft, identities, sets, changedActive);
        boolean isFirst = view == null;
        view = next;
        var links = decideWhoHearsAll(next);
        if (!isFirst) {
            draft.moves.write(draft.log, matching, users);
        }
        concern(draft, changedActive, isFirst);
        var concerned = tellNodes(next, outputs);
        if (next.version() > draft.before.version()) {
            outputs.add(new TellHosts(new HostAdvance(next, links, concerned, draft.log.segments())));
        }
        touchedProfiles.clear();
        catalogChange = CatalogChange.NONE;
    }

    private void takePolicies(VersionDraft draft) {
        draft.tiers = catalogChange.tiers() || view == null;
        if (catalogChange.isEmpty()) {
            return;
        }
        draft.difference = policies.advanced(draft.catalog, catalogChange);
        for (var gone : draft.difference.gone()) {
            draft.subjects.add(new ActivePolicies.Touched(gone.number(), matching.subject(gone.number()), null));
            matching.removeSubject(gone.number());
        }
        for (var replaced : draft.difference.replaced()) {
            if (replaced.movesOrMeansOther()) {
                int number = replaced.now().number();
                draft.subjects.add(new ActivePolicies.Touched(number, matching.subject(number), replaced.now()));
                matching.removeSubject(number);
            }
        }
        for (var came : draft.difference.came()) {
            draft.subjects.add(new ActivePolicies.Touched(came.number(), NOBODY, came));
        }
        draft.difference
                .came()
                .forEach(it -> table.mention(draft.catalog.labelKeys(it.rules().key())));
        draft.difference
                .replaced()
                .forEach(it ->
                        table.mention(draft.catalog.labelKeys(it.now().rules().key())));
        touchedProfiles.forEach(profile -> table.mention(draft.catalog.labelKeys(profile)));
    }

    private void takeIdentities(VersionDraft draft) {
        var relabel = new RoaringBitmap();
        touchedProfiles.forEach(profile -> relabel.or(byProfile.getOrDefault(profile, new RoaringBitmap())));
        var changes = table.drain();
        changes.services().forEach(matching::served);
        for (var identity : changes.gone()) {
            relabel.remove(identity.number());
            forget(draft, identity);
        }
        for (var identity : changes.changed()) {
            var old = draft.before.identities().get(identity.number());
            if (old == null) {
                relabel.remove(identity.number());
                learn(draft, identity);
            } else if (!identity.equals(old)) {
                change(draft, old, identity, relabel);
            }
        }
        relabel.forEach((IntConsumer) number -> relabel(draft, number));
        changes.ended().forEach((number, addresses) -> end(draft, number, addresses));
        changes.assigned().forEach(assigned -> {
            var entry = nodes.entry(assigned.contributor());
            entry.identified(assigned.identities());
            nodes.concern(entry);
        });
    }

    private void learn(VersionDraft draft, Identity identity) {
        var change = matching.put(identity, draft.catalog.labels(identity.fingerprint()));
        for (var profile : identity.fingerprint().profiles()) {
            byProfile.computeIfAbsent(profile, _ -> new RoaringBitmap()).add(identity.number());
        }
        draft.identities.set(identity.number(), identity);
        draft.touchedIdentities.add(identity.number());
        draft.relabelled.add(identity.number());
        if (view != null) {
            draft.moves.add(identity.number(), null, identity, change);
        }
    }

    private static void change(VersionDraft draft, Identity old, Identity now, RoaringBitmap relabel) {
        draft.identities.set(now.number(), now);
        draft.touchedIdentities.add(now.number());
        draft.moves.add(old, now);
        if (!now.fingerprint().equals(old.fingerprint())) {
            relabel.add(now.number());
        }
    }

    private void forget(VersionDraft draft, Identity identity) {
        var old = draft.before.identities().get(identity.number());
        if (old == null) {
            return;
        }
        for (var profile : identity.fingerprint().profiles()) {
            byProfile.computeIfPresent(profile, (_, having) -> {
                having.remove(identity.number());
                return having.isEmpty() ? null : having;
            });
        }
        draft.moves.add(identity.number(), old, null, matching.remove(old));
        draft.identities.set(identity.number(), null);
        draft.touchedIdentities.add(identity.number());
        draft.gone.add(identity.number());
    }

    private void relabel(VersionDraft draft, int number) {
        var identity = draft.identities.get(number);
        if (identity == null) {
            return;
        }
        var change = matching.put(identity, draft.catalog.labels(identity.fingerprint()));
        if (change.subjects()) {
            draft.relabelled.add(number);
        }
        if (!change.joined().isEmpty() || !change.left().isEmpty()) {
            draft.moves.add(number, draft.moves.before(number, identity), identity, change);
        }
    }

    private static void end(VersionDraft draft, int number, Set<Cidr> addresses) {
        var known = draft.before.identities().get(number);
        if (known != null) {
            draft.moves.end(known, addresses);
            draft.ended.addAll(addresses);
        }
    }

    private void addSubjects(VersionDraft draft) {
        var added = new LinkedHashMap<Integer, Selector>();
        for (var subject : draft.subjects) {
            if (subject.now() != null) {
                added.put(subject.number(), subject.now().rules().subject());
            }
        }
        matching.addSubjects(added);
    }

    private void takeUses(List<Output> outputs) {
        var came = new RoaringBitmap();
        var went = new RoaringBitmap();
        nodes.forEachWaiting(entry -> {
            var waiting = entry.waiting;
            if (waiting != null) {
                users.acquired(entry.number, waiting.sets(), came::add);
                users.released(entry.number, entry.use.sets(), waiting.sets(), went::add);
                entry.use = waiting;
            }
        });
        addSets(came);
        went.forEach((IntConsumer) set -> {
            if (users.of(set).isEmpty() && matching.has(set)) {
                matching.removeSet(set);
                outputs.add(new OutOfUse(set));
            }
        });
    }

    private void addSets(RoaringBitmap came) {
        var added = new LinkedHashMap<Integer, AddressSet>();
        came.forEach((IntConsumer) set -> {
            if (!matching.has(set) && policies.names().has(set)) {
                added.put(set, policies.names().set(set));
            }
        });
        matching.addSets(added);
    }

    private Numbered<SharedSet> sets(VersionDraft draft, List<Output> outputs) {
        var touched = matching.drain();
        if (touched.isEmpty()) {
            return draft.before.sets();
        }
        var editor = draft.before.sets().edit();
        touched.forEach((IntConsumer) number -> {
            var old = draft.before.sets().get(number);
            if (!matching.has(number)) {
                editor.set(number, null);
                return;
            }
            var meaning = matching.meaning(number);
            if (old == null || !old.meaning().equals(meaning)) {
                var set = SharedSet.of(number, matching.set(number), meaning);
                editor.set(number, set);
                draft.touchedSets.add(number);
                outputs.add(new MeaningChanged(
                        set, draft.before.version() + 1, users.of(number).cardinality()));
                membersMoved(draft, old, set);
            }
        });
        return editor.done();
    }

    private void membersMoved(VersionDraft draft, @Nullable SharedSet old, SharedSet now) {
        if (old != null
                && old.meaning() instanceof Meaning.Members(var before)
                && now.meaning() instanceof Meaning.Members(var after)) {
            var audience = (BitSet) users.of(now.number()).clone();
            draft.log.add(
                    new Part.MemberChange(now.number(), missing(after, before), missing(before, after)), audience);
        }
    }

    private static List<Member> missing(List<Member> of, List<Member> in) {
        var known = new HashSet<>(in);
        return of.stream().filter(each -> !known.contains(each)).toList();
    }

    private ShardView view(
            VersionDraft draft, Numbered<Identity> identities, Numbered<SharedSet> sets, RoaringBitmap changedActive) {
        var before = draft.before;
        boolean same = view != null
                && draft.touchedIdentities.isEmpty()
                && sets == before.sets()
                && changedActive.isEmpty()
                && draft.ended.isEmpty()
                && catalogChange.isEmpty()
                && before.catalog() == draft.catalog
                && !nodes.isAnyConcerned();
        if (same) {
            return before;
        }
        return new ShardView(
                before.version() + 1,
                before.incarnation(),
                draft.tiers ? before.version() + 1 : before.tiersVersion(),
                draft.catalog,
                policies.policies(),
                policies.everywhere(),
                policies.profiles(),
                sets,
                identities,
                Blocks.of(before.blocks(), draft.touchedIdentities, identities),
                Blocks.waiting(before.waiting(), draft.touchedIdentities, identities),
                active.lists(),
                table.size(),
                before.ended().with(before.version() + 1, draft.ended));
    }

    /// The links that are others from this version on.
    private List<LinkChange> decideWhoHearsAll(ShardView next) {
        var changes = new ArrayList<LinkChange>();
        nodes.forEachWaiting(entry -> {
            entry.waiting = null;
            users.hearsAll(entry.number, Coverage.isLarge(next, entry.use.sets(), users.hearsAll(entry.number)));
            changes.add(change(entry, RoaringBitmap.bitmapOf(entry.use.sets().toArray())));
        });
        nodes.forEachWithNewLink(entry -> changes.add(change(entry, null)));
        return changes;
    }

    private LinkChange change(ShardNodes.Entry entry, @Nullable RoaringBitmap used) {
        boolean begins = entry.linkBegins;
        entry.linkBegins = false;
        return new LinkChange(entry.number, entry.name, entry.life, begins, used, users.hearsAll(entry.number));
    }

    private void concern(VersionDraft draft, RoaringBitmap changedActive, boolean isFirst) {
        if (isFirst || draft.tiers || draft.difference.touchesEverywhere()) {
            nodes.concernAll();
            return;
        }
        changedActive.forEach((IntConsumer) this::concernHolders);
        draft.difference
                .replaced()
                .forEach(it -> matching.subject(it.now().number()).forEach((IntConsumer) this::concernHolders));
        touchedProfiles.stream()
                .filter(profile -> hasOtherRules(profile, draft))
                .forEach(profile -> byProfile
                        .getOrDefault(profile, new RoaringBitmap())
                        .forEach((IntConsumer) this::concernHolders));
    }

    /// Of the labels of a profile, such as those of a namespace, no host is told.
    @SuppressWarnings("ReferenceEquality") // a profile with other rules is another object
    private boolean hasOtherRules(String profile, VersionDraft draft) {
        return policies.profiles().get(profile) != draft.before.profiles().get(profile);
    }

    private void concernHolders(int identity) {
        table.forEachNode(identity, nodes::concern);
    }

    private BitSet tellNodes(ShardView next, List<Output> outputs) {
        return nodes.drain(entry -> {
            outputs.add(new Tell(
                    entry.name,
                    new NodeAdvance(
                            next, entry.told, entry.epoch, entry.contributed, entry.use.sequence(), entry.taken())));
            entry.told = next.version();
        });
    }
}
