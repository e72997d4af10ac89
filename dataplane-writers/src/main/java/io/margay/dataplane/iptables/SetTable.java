package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Ipset;
import io.margay.dataplane.kernel.Members;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.Refusal;
import io.margay.dataplane.kernel.SetHeader;
import io.margay.dataplane.kernel.SetSpec;
import io.margay.dataplane.plan.SetMembers;
import io.margay.dataplane.plan.SetPlan;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.SetId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The sets in the kernel, and what is known of them.
///
/// Of sets that an earlier life of this agent left, only names are known: each is looked at when it is first said what
/// it holds, and destroyed if it is not said before rules are written.
final class SetTable {
    private final Ipset ipset;
    private final Map<IpVersion, SetNames> names = new EnumMap<>(IpVersion.class);
    /// Names of ours that are in the kernel; as far as `isKnown`.
    private final Set<String> there = new HashSet<>();
    /// Names of address sets that the plans have and have not deleted.
    private final Set<String> wanted = new HashSet<>();
    /// Names of address sets that hold what they were told in this life, but for single members that were refused.
    private final Set<String> written = new HashSet<>();
    /// Since rules were last rendered.
    private final Set<SetId> renamed = new HashSet<>();
    /// Names of the sets of nets that are in the kernel and hold what they should.
    private final Set<String> netsWritten = new HashSet<>();
    private final RefusedSets refused = new RefusedSets();
    private final Unions unions;
    /// Of the set that is looked at.
    private final SetComparison comparison = new SetComparison();
    /// Those of the plan under way.
    private final Set<String> refusedNow = new HashSet<>();
    private boolean isKnown;

    SetTable(Ipset ipset) {
        this.ipset = ipset;
        this.unions = new Unions(ipset, this::names, refused);
        for (var version : IpVersion.values()) {
            names.put(version, new SetNames(version));
        }
    }

    /// What the sets of a version are called.
    SetNames names(IpVersion version) {
        return Objects.requireNonNull(names.get(version), version::toString);
    }

    /// Forgets which sets are there, so that the next step reads their names again.
    void forget() {
        isKnown = false;
    }

    /// What the plan does to sets before rules change and after. Nothing is written yet.
    ///
    /// Errors: what went wrong, as the message of `Unreadable`.
    ///
    /// @param polarity of the rules before it and after
    SetChanges changes(Map<SetId, SetPlan> plans, Polarity polarity, RuleChange rules) throws Unreadable {
        readNames();
        remember(plans);
        var created = new ArrayList<SetStep>();
        var changed = new ArrayList<SetChange>();
        plans.forEach((id, plan) -> {
            for (var version : IpVersion.values()) {
                switch (plan) {
                    case SetPlan.Whole(var set, var members) -> whole(set, version, members, created, changed);
                    case SetPlan.Change change -> change(change, version).ifPresent(changed::add);
                    case SetPlan.Delete() -> {}
                }
            }
        });
        return SetChanges.of(changed, polarity, rules, this::freeName).after(created);
    }

    /// The steps that make those sets of nets that are not there.
    List<SetStep> netSteps(Collection<NetSet> netSets) throws Unreadable {
        readNames();
        var steps = new ArrayList<SetStep>();
        var seen = new HashSet<String>();
        for (var nets : netSets) {
            if (!netsWritten.contains(nets.name()) && seen.add(nets.name())) {
                var set = KernelSet.of(nets);
                var members = SetMembers.of(nets.nets());
                steps.add(
                        there.contains(set.name())
                                ? new SetStep.Replace(set, members)
                                : new SetStep.Create(set, members));
            }
        }
        return steps;
    }

    // breaks Parameters: a set, and the two places where what becomes of it may go
    private void whole(
            AddressSet set, IpVersion version, SetMembers members, List<SetStep> created, List<SetChange> changed) {
        var id = set.id();
        var known = names(version).of(id);
        var found = written.contains(known)
                ? List.of(known)
                : names(version).all(id, there).toList();
        var same = found.stream()
                .filter(name -> !written.contains(name))
                .filter(name -> holds(KernelSet.of(set, version, name), members.of(version)))
                .findFirst();
        if (found.isEmpty()) {
            created.add(new SetStep.Create(KernelSet.of(set, version, known), members));
        } else if (same.isPresent()) {
            rename(id, version, same.get());
            written.add(same.get());
            refused.right(same.get());
        } else {
            var name = found.contains(known) ? known : found.getFirst();
            rename(id, version, name);
            changed.add(new SetChange(set, id, KernelSet.of(set, version, name), null, members));
        }
    }

    private Optional<SetChange> change(SetPlan.Change change, IpVersion version) {
        if (!change.added().has(version) && !change.removed().has(version)) {
            return Optional.empty();
        }
        var id = change.set().id();
        var set = KernelSet.of(change.set(), version, names(version).of(id));
        var members = new SetChange.Members(change.added(), change.removed());
        boolean isSure = written.contains(set.name()) || change.whole() == null;
        return Optional.of(new SetChange(change.set(), id, set, isSure ? members : null, change.whole()));
    }

    private boolean holds(SetSpec set, Members members) {
        boolean isJustSo = ipset.header(set.name()) instanceof Reading.Read<SetHeader>(var header)
                && header.set().equals(set);
        members.tell(comparison.begin());
        return isJustSo && ipset.list(set.name(), comparison.there()).isEmpty() && comparison.differences() == 0;
    }

    private String freeName(SetChange change) {
        return names(change.there().version()).free(change.id(), there);
    }

    /// Rules that are rendered from now on look into what was written anew. Which sets have other names than when this
    /// was last called.
    Set<SetId> take(SetChanges changes) {
        changes.names().forEach(name -> rename(name.of().id(), name.of().there().version(), name.name()));
        var all = Set.copyOf(renamed);
        renamed.clear();
        return all;
    }

    private void rename(SetId id, IpVersion version, String name) {
        var before = names(version).of(id);
        names(version).rename(id, name);
        if (!before.equals(name)) {
            forget(before);
            wanted.add(name);
            renamed.add(id);
        }
    }

    private void forget(String name) {
        wanted.remove(name);
        written.remove(name);
        refused.right(name);
    }

    /// Those that do not hold what they should.
    RefusedSets refused() {
        return refused;
    }

    /// Whether a chain may have to be another one since a set took what it was told, or did not, than when this was
    /// last
    /// asked.
    boolean takeChanged() {
        boolean isOfSets = refused.takeChanged();
        return unions.refused().takeChanged() || isOfSets;
    }

    /// What is known of unions.
    Unions unions() {
        return unions;
    }

    /// These chains, as they are to be written: closed or without unions, as far as sets do not hold what they should.
    List<Chain> inForce(List<Chain> wanted) {
        return refused.inForce(unions.inForce(wanted));
    }

    /// Makes sure that unions hold what they should, before rules ask for them. What went wrong, if no rules may be
    /// written then.
    Optional<String> fill(Collection<UnionSet> wanted, Instant now) {
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        try {
            readNames();
            return unions.fill(wanted, there, now);
        } catch (Unreadable e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// Carries out steps, but for those that the kernel refuses; what went wrong, if there is no more to be done then.
    Optional<String> write(List<SetStep> steps, Instant now) {
        for (var step : steps) {
            var refusal = step.in(ipset);
            if (refusal.isPresent() && !RefusedSets.isOfOne(refusal.get())) {
                forget();
                return Optional.of("writing sets: " + refusal.get().why());
            }
            settle(step, refusal, now);
        }
        return Optional.empty();
    }

    /// All steps of a plan were carried out: the sets of which none was refused hold what they should, since what was
    /// refused before is part of the plan.
    void written(Set<SetId> plan) {
        plan.stream()
                .flatMap(this::names)
                .filter(name -> !refusedNow.contains(name))
                .forEach(refused::right);
        refusedNow.clear();
    }

    private void settle(SetStep step, Optional<Refusal> refusal, Instant now) {
        var name = step.set().name();
        boolean isWhole = step instanceof SetStep.Create || step instanceof SetStep.Replace;
        if (refusal.isEmpty()) {
            there.add(name);
            if (isWhole) {
                written.add(name);
                refused.right(name);
            }
        } else if (Names.isNets(name)) {
            // Without it the rules that look into it are refused, and so closed.
            ipset.destroy(name);
        } else {
            refused.refused(name, refusal.get(), !(step instanceof SetStep.Create || step instanceof SetStep.Add), now);
            refusedNow.add(name);
            // Whatever there is of it.
            isKnown = false;
            if (isWhole) {
                written.remove(name);
            }
        }
    }

    /// Looks whether a set holds these members and no others, and makes it so. How many it did not; nothing where it
    /// could not be read.
    Checked check(SetSpec set, Members members, Instant now) {
        members.tell(comparison.begin());
        return compared(set, members, now);
    }

    /// Compares it with what it should hold, which the comparison has heard.
    private Checked compared(SetSpec set, Members members, Instant now) {
        var unread = ipset.list(set.name(), comparison.there());
        boolean isMissing = unread.isPresent() && unread.get().reason() == Refusal.Reason.NO_SUCH_SET;
        if (!isMissing && unread.isPresent() && !RefusedSets.isOfOne(unread.get())) {
            return new Checked(
                    0, 0, Optional.of("looking at a set: " + unread.get().why()));
        }
        there.add(set.name());
        var failure = unions.widen(set.name(), comparison.lacking(), now);
        if (failure.isPresent()) {
            return new Checked(0, 0, failure);
        }
        var registry = Names.isUnion(set.name()) ? unions.refused() : refused;
        var surplus = isMissing ? ipset.create(set) : withoutSurplus(set, members);
        var refusal = surplus.or(() -> ipset.add(set, comparison.lacking()));
        refusal.ifPresentOrElse(why -> registry.remains(set.name(), why, surplus.isPresent(), now), () -> {
            written.add(set.name());
            registry.right(set.name());
        });
        return refusal.isPresent()
                ? new Checked(0, 0, Optional.empty())
                : new Checked(comparison.differences(), comparison.missing(), Optional.empty());
    }

    /// Looks whether a union holds what its parts hold, and makes it so. How many members it lacked, where it was
    /// thought
    /// right: that it holds more is nothing wrong.
    Checked checkUnion(SetSpec union, Instant now) {
        boolean wasRight = !unions.refused().isRefused(union.name());
        if (!unions.tellParts(union, comparison, now)) {
            return Checked.AS_IT_SHOULD_BE;
        }
        var checked = compared(union, comparison.all(), now);
        return new Checked(wasRight ? checked.lacked() : 0, checked.lacked(), checked.failure());
    }

    /// Where it is a set of another form or bound, another one takes its place.
    private Optional<Refusal> withoutSurplus(SetSpec set, Members members) {
        boolean isJustSo = ipset.header(set.name()) instanceof Reading.Read<SetHeader>(var header)
                && header.set().equals(set);
        return isJustSo
                ? ipset.delete(set, comparison.surplus())
                : ipset.replace(set, Names.temporary(set.name()), members);
    }

    /// What came of looking at a set.
    ///
    /// @param repaired how many members were missing or too many, and are not any more
    /// @param lacked how many of them were missing
    record Checked(int repaired, int lacked, Optional<String> failure) {
        private static final Checked AS_IT_SHOULD_BE = new Checked(0, 0, Optional.empty());
    }

    /// Destroys what no rule needs any more. A set that the kernel still holds on to, as it does for a moment after the
    /// last rule that looked into it is gone, stays for the next time.
    void sweep(Collection<NetSet> netSets) {
        netsWritten.clear();
        netSets.stream().map(NetSet::name).filter(there::contains).forEach(netsWritten::add);
        var gone = there.stream()
                .filter(name -> !wanted.contains(name) && !netsWritten.contains(name))
                .filter(name -> !unions.names().contains(name))
                .sorted();
        gone.toList().forEach(name -> {
            if (ipset.destroy(name).isEmpty()) {
                there.remove(name);
            }
        });
    }

    /// Whether something waits to be destroyed.
    boolean needsSweep() {
        long ofUnions = unions.names().stream().filter(there::contains).count();
        return there.size() > wanted.size() + netsWritten.size() + ofUnions;
    }

    /// The names of the sets could not be read.
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String why) {
            super(why);
        }
    }

    private void readNames() throws Unreadable {
        if (isKnown) {
            return;
        }
        switch (ipset.names()) {
            case Reading.Unread<List<String>>(var refusal) ->
                throw new Unreadable("reading the names of sets: " + refusal.why());
            case Reading.Read<List<String>>(var names) -> {
                there.clear();
                netsWritten.clear();
                names.stream().filter(name -> name.startsWith(Names.PREFIX)).forEach(there::add);
            }
        }
        isKnown = true;
    }

    private Stream<String> names(SetId id) {
        return names.values().stream().map(it -> it.of(id));
    }

    /// Whether a set does not hold what it should.
    boolean isRefused(SetId id) {
        return names(id).anyMatch(refused::isRefused);
    }

    private void remember(Map<SetId, SetPlan> plans) {
        plans.forEach((id, plan) -> {
            if (plan instanceof SetPlan.Delete) {
                names(id).forEach(this::forget);
                names.values().forEach(it -> it.rename(id, Names.set(id, it.version())));
            } else {
                names(id).forEach(wanted::add);
            }
        });
    }
}
