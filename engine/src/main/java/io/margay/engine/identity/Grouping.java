package io.margay.engine.identity;

import io.margay.engine.identity.IdentityTable.Assigned;
import io.margay.index.Fingerprint;
import io.margay.index.intern.ByKey;
import io.margay.index.intern.NumberPairs;
import io.margay.index.intern.Slots;
import io.margay.model.label.Labels;
import io.margay.model.net.Cidr;
import io.margay.model.resource.ResourceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Holders by fingerprint, and fingerprints by identity: those that differ only in labels whose keys nobody mentions.
///
/// ```text
/// HeldClaim ─▶ Shape (fingerprint) ─▶ Group (fingerprint reduced to the mentioned keys: the identity)
/// ```
/// A new fingerprint waits for [#drain()] before it joins a group, so that keys which are mentioned by then cost no
/// group that has to be split. Cost: one hash lookup a claim, one more and a reduction of labels a new fingerprint; a
/// newly mentioned key costs one look at the labels of each fingerprint, and a step for each holder that moves.
final class Grouping {
    /// What differs since the last drain, each list in order.
    record Drained(
            List<Identity> changed,
            List<Identity> gone,
            List<Assigned> assigned,
            SortedMap<Integer, Set<Cidr>> ended) {}

    private final ContributorNumbers contributors;
    private final ByKey<Fingerprint, Shape> shapes = new ByKey<>(shape -> shape.fingerprint);
    private final ByKey<Fingerprint, Group> groups = new ByKey<>(Group::fingerprint);
    private final Slots<Group> byNumber = new Slots<>();
    private final Set<String> mentioned = new HashSet<>();
    private final Set<String> newlyMentioned = new HashSet<>();
    private final List<Shape> waiting = new ArrayList<>();
    private final List<Shape> emptied = new ArrayList<>();
    private final List<Group> touched = new ArrayList<>();
    private final List<HeldClaim> untold = new ArrayList<>();
    private final Owners owners = new Owners();
    /// Where the holders of claims that took the place of others were at the last drain.
    private final Map<HeldClaim, Group> movedFrom = new HashMap<>();
    /// By the identity that had them.
    private SortedMap<Integer, Set<Cidr>> ended = new TreeMap<>();
    private int next;

    Grouping(ContributorNumbers contributors) {
        this.contributors = contributors;
    }

    /// A holder is claimed; what stands for the claim.
    ///
    /// @param before the claim that stood in its place, which was released
    HeldClaim acquire(int contributor, Holder holder, long digest, @Nullable Standing before) {
        var claim = new HeldClaim(holder, contributor, shape(holder.fingerprint()), digest);
        claim.shape.link(claim);
        var group = claim.shape.group;
        if (group != null) {
            join(group, claim);
        }
        tell(claim);
        if (claim.isOwner()) {
            follow(claim, before);
            claim.addresses.forEach(address -> owners.forEach(address, other -> end(other, List.of(address))));
            owners.add(claim);
        }
        return claim;
    }

    /// A claim is no more.
    ///
    /// @param lost the addresses that are no longer its owner's
    void release(HeldClaim claim, List<Cidr> lost) {
        if (claim.isOwner()) {
            end(claim, lost);
            owners.remove(claim);
        }
        var shape = claim.shape;
        shape.unlink(claim);
        var group = shape.group;
        if (group != null) {
            leave(group, claim);
        }
        if (shape.size == 0) {
            emptied.add(shape);
        }
    }

    /// The number of the claim's identity is to be told at the next drain.
    void tell(HeldClaim claim) {
        if (!claim.untold && isEndpoint(claim)) {
            claim.untold = true;
            untold.add(claim);
        }
    }

    /// Selectors mention these keys from the next drain on.
    void mention(Collection<String> keys) {
        newlyMentioned.addAll(keys);
    }

    int size() {
        return byNumber.size();
    }

    @Nullable
    Group group(int number) {
        return byNumber.get(number);
    }

    Drained drain() {
        emptied.forEach(this::forgetIfEmpty);
        emptied.clear();
        takeMentions();
        waiting.forEach(this::place);
        waiting.clear();
        var changed = new ArrayList<Identity>();
        var gone = new ArrayList<Identity>();
        touched.sort(Comparator.comparingInt(group -> group.number));
        touched.forEach(group -> settle(group, changed, gone));
        touched.clear();
        movedFrom.clear();
        var drained = new Drained(changed, gone, assigned(), ended);
        ended = new TreeMap<>();
        return drained;
    }

    private void follow(HeldClaim claim, @Nullable Standing before) {
        var from = before instanceof HeldClaim held ? drained(held) : null;
        if (from != null) {
            movedFrom.put(claim, from);
        }
    }

    /// The identity in which its addresses were told, as far as they were.
    private @Nullable Group drained(HeldClaim claim) {
        var from = movedFrom.get(claim);
        return from == null ? claim.shape.group : from;
    }

    /// Of an identity that nobody was told, nobody has to hear.
    private void end(HeldClaim claim, List<Cidr> addresses) {
        var group = drained(claim);
        if (group != null && !addresses.isEmpty()) {
            ended.computeIfAbsent(group.number, _ -> new TreeSet<>()).addAll(addresses);
        }
    }

    private Shape shape(Fingerprint fingerprint) {
        var known = shapes.get(fingerprint);
        if (known != null) {
            return known;
        }
        var shape = new Shape(fingerprint);
        shapes.put(shape);
        waiting.add(shape);
        return shape;
    }

    @SuppressWarnings("ReferenceEquality") // another shape of this fingerprint may have come since
    private void forgetIfEmpty(Shape shape) {
        if (shape.size == 0 && shapes.get(shape.fingerprint) == shape) {
            shapes.remove(shape.fingerprint);
        }
    }

    private void place(Shape shape) {
        if (shape.size > 0) {
            move(shape, group(reduced(shape.fingerprint)));
        }
    }

    private Fingerprint reduced(Fingerprint fingerprint) {
        return fingerprint.with(fingerprint.labels().without(key -> !mentioned.contains(key)));
    }

    private Group group(Fingerprint reduced) {
        var known = groups.get(reduced);
        if (known != null) {
            return known;
        }
        var group = new Group(next++, reduced);
        groups.put(group);
        byNumber.set(group.number, group);
        return group;
    }

    private void move(Shape shape, Group to) {
        var from = shape.group;
        shape.group = to;
        for (var claim = shape.first; claim != null; claim = claim.next) {
            if (from != null) {
                leave(from, claim);
                tell(claim);
            }
            join(to, claim);
        }
    }

    private void join(Group group, HeldClaim claim) {
        group.add(claim, isEndpoint(claim));
        touch(group);
    }

    private void leave(Group group, HeldClaim claim) {
        group.remove(claim, isEndpoint(claim));
        touch(group);
    }

    private void touch(Group group) {
        if (group.touch()) {
            touched.add(group);
        }
    }

    private static boolean isEndpoint(HeldClaim claim) {
        return claim.contributor != ContributorNumbers.CLUSTER && claim.shape.isEndpoint();
    }

    private void takeMentions() {
        newlyMentioned.removeAll(mentioned);
        if (newlyMentioned.isEmpty()) {
            return;
        }
        mentioned.addAll(newlyMentioned);
        var told = new HashSet<Group>();
        shapes.forEach(shape -> {
            if (shape.group != null && hasAny(shape.fingerprint.labels(), newlyMentioned)) {
                told.add(shape.group);
            }
        });
        newlyMentioned.clear();
        split(told);
    }

    private static boolean hasAny(Labels labels, Set<String> keys) {
        for (int i = 0; i < labels.size(); i++) {
            if (keys.contains(labels.key(i))) {
                return true;
            }
        }
        return false;
    }

    /// Splits groups whose fingerprints now differ; where they do not, the group only has a longer fingerprint.
    private void split(Set<Group> those) {
        var parts = new HashMap<Group, TreeMap<Labels, List<Shape>>>();
        if (!those.isEmpty()) {
            shapes.forEach(shape -> {
                if (shape.group != null && those.contains(shape.group)) {
                    var labels = shape.fingerprint.labels().without(key -> !mentioned.contains(key));
                    parts.computeIfAbsent(shape.group, _ -> new TreeMap<>())
                            .computeIfAbsent(labels, _ -> new ArrayList<>())
                            .add(shape);
                }
            });
        }
        var inOrder = new TreeMap<Integer, Group>();
        parts.keySet().forEach(group -> inOrder.put(group.number, group));
        inOrder.values().forEach(group -> split(group, parts.getOrDefault(group, new TreeMap<>())));
    }

    private void split(Group group, SortedMap<Labels, List<Shape>> parts) {
        var before = group.fingerprint();
        var staying = largest(parts);
        groups.remove(before);
        group.fingerprint(before.with(staying));
        groups.put(group);
        touch(group);
        parts.remove(staying);
        parts.forEach((labels, moving) -> {
            var to = group(before.with(labels));
            moving.forEach(shape -> move(shape, to));
        });
    }

    /// The part with the most holders; of equal ones, that with the first labels.
    private static Labels largest(SortedMap<Labels, List<Shape>> parts) {
        var largest = Labels.EMPTY;
        int most = 0;
        for (var part : parts.entrySet()) {
            int holders = part.getValue().stream().mapToInt(shape -> shape.size).sum();
            if (holders > most) {
                most = holders;
                largest = part.getKey();
            }
        }
        return largest;
    }

    private void settle(Group group, List<Identity> changed, List<Identity> gone) {
        boolean differs = group.settle();
        if (group.isEmpty()) {
            groups.remove(group.fingerprint());
            byNumber.set(group.number, null);
            gone.add(group.identity());
        } else if (differs) {
            changed.add(group.identity());
        }
    }

    private List<Assigned> assigned() {
        var byContributor = new HashMap<Integer, NumberPairs<ResourceKey>>();
        for (var claim : untold) {
            var group = claim.shape.group;
            claim.untold = false;
            if (!claim.withdrawn && group != null) {
                byContributor
                        .computeIfAbsent(claim.contributor, _ -> new NumberPairs<>())
                        .add(claim.key, group.number);
            }
        }
        untold.clear();
        var assigned = new ArrayList<Assigned>(byContributor.size());
        byContributor.forEach(
                (number, identities) -> assigned.add(new Assigned(contributors.name(number), identities)));
        assigned.sort(Comparator.comparing(Assigned::contributor));
        return assigned;
    }
}
