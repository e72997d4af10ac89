package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Ipset;
import io.margay.dataplane.kernel.MemberSink;
import io.margay.dataplane.kernel.Members;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.Refusal;
import io.margay.dataplane.kernel.SetHeader;
import io.margay.dataplane.kernel.SetSpec;
import io.margay.dataplane.plan.SetMembers;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.SetId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// The kernel's sets that hold what several others hold: [UnionSet].
///
/// One that rules ask for holds what its parts hold, always, and perhaps more: what comes into a set comes into its
/// unions before, and what goes from it stays in them until a round finds that no part has it. So it does not matter
/// when rules and sets change; nothing is opened or closed. What a part holds is read from the kernel, where it is
/// needed. Where a union does not hold what it should, or is too large, rules do not ask for it and look into its parts
/// at once; it is tried again when a round comes to it.
///
/// Memory: a name for each part, and the members of one union while it is filled or looked at.
final class Unions {
    /// As many members, in all of them.
    static final long MOST_MEMBERS = 500_000;

    /// One that rules ask for, or did last.
    private static final class Kept {
        private final SetSpec set;
        /// The names that these have at first.
        private final Map<SetId, String> sets = new HashMap<>();
        private final Set<String> unions = new HashSet<>();
        /// The names of those parts that it was filled from.
        private final Set<String> read = new HashSet<>();
        private long members;

        Kept(UnionSet union) {
            set = union.set();
        }
    }

    private final Ipset ipset;
    private final Function<IpVersion, SetNames> names;
    private final RefusedSets refusedSets;
    private final RefusedSets refused = new RefusedSets();
    private final Map<String, Kept> byName = new TreeMap<>();
    /// By the first name of a set, or the name of a union: those unions that it is a part of.
    private final Map<String, Set<String>> parents = new HashMap<>();
    /// What is left of a round.
    private final Queue<String> round = new ArrayDeque<>();

    /// @param refusedSets which sets do not hold what they should
    Unions(Ipset ipset, Function<IpVersion, SetNames> names, RefusedSets refusedSets) {
        this.ipset = ipset;
        this.names = names;
        this.refusedSets = refusedSets;
    }

    /// Those that do not hold what they should.
    RefusedSets refused() {
        return refused;
    }

    /// Their names in the kernel.
    Set<String> names() {
        return byName.keySet();
    }

    /// Whether rules ask for none, and did not.
    boolean isEmpty() {
        return byName.isEmpty();
    }

    /// These steps are about to be carried out: what they add to sets is added to their unions. What went wrong, if
    /// nothing may be done then.
    Optional<String> widen(List<SetStep> steps, Instant now) {
        for (var step : steps) {
            var failure = added(step)
                    .flatMap(added ->
                            widen(step.set().name(), added.of(step.set().version()), now));
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    private static Optional<SetMembers> added(SetStep step) {
        return switch (step) {
            case SetStep.Create(var _, var members) -> Optional.of(members);
            case SetStep.Replace(var _, var members) -> Optional.of(members);
            case SetStep.Add(var _, var members) -> Optional.of(members);
            case SetStep.Remove _ -> Optional.empty();
        };
    }

    /// Members are about to be added to a set.
    Optional<String> widen(String set, Members added, Instant now) {
        for (var name : above(List.of(Names.isUnion(set) ? set : Names.first(set)))) {
            var failure = add(name, added, now);
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    /// All unions that these are parts of, or parts of parts.
    private Set<String> above(Collection<String> parts) {
        var all = new LinkedHashSet<String>();
        var next = new ArrayDeque<>(parts);
        while (!next.isEmpty()) {
            parents.getOrDefault(next.remove(), Set.of()).stream()
                    .filter(all::add)
                    .forEach(next::add);
        }
        return all;
    }

    private Optional<String> add(String name, Members added, Instant now) {
        var kept = byName.get(name);
        // One that was refused is filled as a whole, once it is taken.
        return kept == null || refused.isRefused(name)
                ? Optional.empty()
                : settle(kept, ipset.add(kept.set, added), now);
    }

    private Optional<String> settle(Kept kept, Optional<Refusal> refusal, Instant now) {
        if (refusal.isPresent() && !RefusedSets.isOfOne(refusal.get())) {
            return Optional.of("writing sets: " + refusal.get().why());
        }
        refusal.ifPresent(why -> refused.refused(kept.set.name(), why, false, now));
        return Optional.empty();
    }

    /// Makes sure that these hold what their parts do, before rules ask for them. What went wrong, if no rules may be
    /// written then.
    ///
    /// @param there names of sets in the kernel; those that are made are put to them
    Optional<String> fill(Collection<UnionSet> wanted, Set<String> there, Instant now) {
        for (var union : wanted) {
            var failure = fill(union.unions(), there, now).or(() -> fill(union, there, now));
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    private Optional<String> fill(UnionSet union, Set<String> there, Instant now) {
        var kept = byName.computeIfAbsent(union.name(), _ -> new Kept(union));
        union.sets().forEach(set -> kept.sets.computeIfAbsent(set, id -> Names.set(id, union.version())));
        union.unions().forEach(part -> kept.unions.add(part.name()));
        putUnder(kept);
        if (!there.contains(union.name())) {
            kept.read.clear();
        }
        var parts = parts(kept);
        parts.removeAll(kept.read);
        return parts.isEmpty() || refused.isRefused(union.name()) ? Optional.empty() : fill(kept, parts, there, now);
    }

    /// What its parts are called now.
    private List<String> parts(Kept kept) {
        var parts = new ArrayList<String>();
        kept.sets
                .keySet()
                .forEach(set -> parts.add(names.apply(kept.set.version()).of(set)));
        parts.addAll(kept.unions);
        return parts;
    }

    private void putUnder(Kept kept) {
        Stream.concat(kept.sets.values().stream(), kept.unions.stream())
                .forEach(part ->
                        parents.computeIfAbsent(part, _ -> new HashSet<>()).add(kept.set.name()));
    }

    private Optional<String> fill(Kept kept, List<String> parts, Set<String> there, Instant now) {
        var members = new SetComparison();
        var refusal = read(kept, parts, members)
                .or(() -> there.contains(kept.set.name()) ? Optional.empty() : ipset.create(kept.set));
        if (refusal.isPresent()) {
            return settle(kept, refusal, now);
        }
        there.add(kept.set.name());
        kept.read.addAll(parts);
        kept.members += members.size();
        return widen(kept.set.name(), members.all(), now).or(() -> add(kept.set.name(), members.all(), now));
    }

    /// Reads what parts hold; why not, if that is no union then.
    ///
    /// @param into begins anew, and hears it as what should be
    private Optional<Refusal> read(Kept kept, List<String> parts, SetComparison into) {
        var sink = into.begin();
        long others = byName.values().stream().mapToLong(it -> it.members).sum() - kept.members;
        for (var part : parts) {
            var refusal = refused.isRefused(part)
                    ? Optional.of(refusal(kept, "a part of it was refused"))
                    : read(kept, part, sink, into);
            if (refusal.isPresent()) {
                return refusal;
            }
            if (others + into.size() > MOST_MEMBERS) {
                return Optional.of(refusal(kept, "all of them would be too large"));
            }
        }
        return Optional.empty();
    }

    private Optional<Refusal> read(Kept kept, String part, MemberSink sink, SetComparison into) {
        boolean isLarge = ipset.header(part) instanceof Reading.Read<SetHeader>(var header)
                && header.members() > UnionSet.MOST_MEMBERS;
        if (isLarge) {
            return Optional.of(refusal(kept, "a part of it is too large"));
        }
        var unread = ipset.list(part, sink);
        boolean isMissing = unread.isPresent() && unread.get().reason() == Refusal.Reason.NO_SUCH_SET;
        if (unread.isPresent() && !isMissing) {
            return unread;
        }
        return into.size() > UnionSet.MOST_MEMBERS
                ? Optional.of(refusal(kept, "it would be too large"))
                : Optional.empty();
    }

    private static Refusal refusal(Kept kept, String why) {
        return new Refusal(Refusal.Reason.SET_FULL, "fill " + kept.set.name(), "", why);
    }

    /// Rules ask for these and no others now.
    void keepOnly(Collection<UnionSet> wanted) {
        var sets = new HashMap<String, Set<SetId>>();
        var unions = new HashMap<String, Set<String>>();
        wanted.forEach(union -> {
            sets.computeIfAbsent(union.name(), _ -> new HashSet<>()).addAll(union.sets());
            union.unions()
                    .forEach(part -> unions.computeIfAbsent(union.name(), _ -> new HashSet<>())
                            .add(part.name()));
        });
        byName.keySet().stream().filter(name -> !sets.containsKey(name)).forEach(refused::right);
        byName.keySet().retainAll(sets.keySet());
        parents.clear();
        byName.forEach((name, kept) -> {
            kept.sets.keySet().retainAll(sets.getOrDefault(name, Set.of()));
            kept.unions.retainAll(unions.getOrDefault(name, Set.of()));
            kept.read.retainAll(parts(kept));
            putUnder(kept);
        });
    }

    /// These chains, as they are to be written: they do not ask for what does not hold what it should, or of which a
    /// part does not.
    List<Chain> inForce(List<Chain> wanted) {
        var wrong = new HashSet<>(refused.names());
        refusedSets.names().forEach(name -> wrong.add(Names.first(name)));
        var unasked = above(wrong);
        unasked.addAll(refused.names());
        return unasked.isEmpty()
                ? wanted
                : wanted.stream()
                        .map(chain -> chain.withoutUnions(union -> unasked.contains(union.name())))
                        .toList();
    }

    /// The next one to be looked at; empty where rules ask for none.
    Optional<SetSpec> next() {
        if (round.isEmpty()) {
            round.addAll(byName.keySet());
        }
        round.removeIf(name -> !byName.containsKey(name));
        return Optional.ofNullable(round.poll()).map(name -> known(name).set);
    }

    /// Tells what a union should hold, as its parts are in the kernel; whether it can be one.
    ///
    /// @param into begins anew
    boolean tellParts(SetSpec union, SetComparison into, Instant now) {
        var kept = known(union.name());
        var refusal = read(kept, parts(kept), into);
        if (refusal.isPresent()) {
            refused.remains(union.name(), refusal.get(), false, now);
            return false;
        }
        kept.read.addAll(parts(kept));
        kept.members = into.size();
        return true;
    }

    private Kept known(String name) {
        return Objects.requireNonNull(byName.get(name), name);
    }
}
