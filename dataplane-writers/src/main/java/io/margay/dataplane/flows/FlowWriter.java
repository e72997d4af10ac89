package io.margay.dataplane.flows;

import io.margay.dataplane.kernel.Conntrack;
import io.margay.dataplane.kernel.Flow;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.Refusal;
import io.margay.dataplane.plan.Plan;
import io.margay.dataplane.plan.Releases;
import io.margay.dataplane.plan.SetPlan;
import io.margay.dataplane.plan.Writer;
import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.SetId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Ends the flows of addresses that changed hands, here or elsewhere, once the rules of a plan are in force; and where
/// that is configured, has all flows judged again that endpoints of this host have a say in.
///
/// Order: flows of an address that comes to a workload here; the rules; then every packet that was judged before is
/// through; then all flows that end. So a flow that comes between was judged by the new rules, and no other is
/// overlooked. What could not be ended stays to be ended, also across plans that fail, and the plan counts as done only
/// then: an agent that dies before hears the change again.
/// Cost: nothing for a plan in which no address changes hands; else one look at the table for each IP version. Where
/// that takes long, flows of addresses that changed hands elsewhere wait a little and end together, and so flows are
/// judged again a little after the rules changed: the plan counts as done before, since an agent that starts has all
/// flows judged.
public final class FlowWriter implements Writer {
    /// Pods end somewhere all the time: at most one part of so many of the time goes into looking for their flows.
    private static final int SHARE = 20;

    /// In a table of many flows the kernel needs half as long to look for one address as we to look at all flows.
    private static final int MOST_LOOKED_FOR = 2;

    private final Writer rules;
    private final Conntrack conntrack;
    private final FlowsConfig config;
    private final Owners owners = new Owners();
    /// Addresses whose flows are still to end.
    private final Set<Cidr> toEnd = new HashSet<>();
    /// Addresses of others whose flows are to end: at once, or as soon as looking is not too much.
    private final Set<Cidr> elsewhere = new HashSet<>();
    private final InstantSource clock;
    /// When flows are looked at for others' addresses again.
    private Instant next;

    /// Whether rules changed since flows were marked to be judged again.
    private boolean toJudge;
    /// What there was to say of the rules in force.
    private List<String> notes = List.of();

    private boolean isBegun;
    /// Whether the rules in force are of an earlier plan.
    private boolean isBehind;

    /// A writer around that of a dataplane.
    ///
    /// @param conntrack of the same network namespace; closed by the caller, when the writer is used no more
    public FlowWriter(Writer rules, Conntrack conntrack, FlowsConfig config, InstantSource clock) {
        this.rules = rules;
        this.conntrack = conntrack;
        this.config = config;
        this.clock = clock;
        this.next = clock.instant();
    }

    /// One to whom time stands still: looking is never too much.
    public FlowWriter(Writer rules, Conntrack conntrack, FlowsConfig config) {
        this(rules, conntrack, config, InstantSource.fixed(Instant.EPOCH));
    }

    @Override
    public Outcome apply(Plan plan) {
        begin();
        var handedOver = owners.apply(plan.endpoints());
        endBefore(handedOver);
        toEnd.addAll(handedOver);
        elsewhere.addAll(plan.ended());
        toJudge |= config.terminateOnDeny() && !plan.isEmpty();
        var outcome = rules.apply(plan);
        isBehind = outcome instanceof Failed;
        return then(outcome);
    }

    /// Of what was denied once, answers are dropped without being judged; rules that have not been there meanwhile must
    /// not go by that.
    private void begin() {
        if (isBegun || !config.terminateOnDeny()) {
            return;
        }
        isBegun = true;
        for (var version : IpVersion.values()) {
            // Where it fails, flows cannot be marked later either, and then it is said.
            var _ = conntrack.markIf(new Conntrack.Filter(version, config.denied()), _ -> true, config.again());
        }
    }

    /// What comes to a workload here has no rules yet that would let others' flows go on. All the same it is looked at
    /// again after them; so it is no matter whether this succeeds.
    private void endBefore(Set<Cidr> handedOver) {
        var coming = handedOver.stream().filter(owners.addresses()::contains).toList();
        for (var version : IpVersion.values()) {
            var _ = end(version, coming);
        }
    }

    @Override
    public Set<SetId> wanted() {
        return rules.wanted();
    }

    @Override
    public Outcome refresh() {
        return then(rules.refresh());
    }

    @Override
    public Outcome release(Releases releases) {
        // With the next look: who asks for this waits for the rules, whatever becomes of flows.
        toJudge |= config.terminateOnDeny();
        return rules.release(releases);
    }

    @Override
    public Outcome check(Collection<SetPlan.Whole> some) {
        var outcome = rules.check(some);
        toJudge |= config.terminateOnDeny() && outcome instanceof Done done && isOther(done);
        return outcome;
    }

    private Outcome then(Outcome outcome) {
        return switch (outcome) {
            case Failed failed -> failed;
            case Done done -> {
                toJudge |= config.terminateOnDeny() && isOther(done);
                notes = done.notes();
                yield isBehind || hasNothingToDo() ? outcome : settled(done);
            }
        };
    }

    /// Whether rules may be others though no plan changed them: an interface was found, or something was repaired.
    private boolean isOther(Done done) {
        return !done.repairs().isEmpty() || !done.notes().equals(notes);
    }

    private boolean hasNothingToDo() {
        boolean isTime = !clock.instant().isBefore(next);
        return toEnd.isEmpty() && !(isTime && (toJudge || !elsewhere.isEmpty()));
    }

    private Outcome settled(Done done) {
        // Waiting counts, too: no plan is written meanwhile.
        var begun = clock.instant();
        conntrack.settle();
        toEnd.addAll(elsewhere);
        elsewhere.clear();
        var refusal = end().or(this::judgeAgain);
        var ended = clock.instant();
        next = ended.plus(Duration.between(begun, ended).multipliedBy(SHARE));
        if (refusal.isEmpty()) {
            return done;
        }
        var why = refusal.get().why();
        if (mayWorkLater(refusal.get().reason())) {
            return new Failed(why);
        }
        toEnd.clear();
        toJudge = false;
        var notes = new ArrayList<>(done.notes());
        notes.add("flows that should have ended may go on: " + why);
        return new Done(notes, done.failing(), done.repairs(), done.untaken());
    }

    /// Whether it is worth to look at the whole table again.
    private static boolean mayWorkLater(Refusal.Reason reason) {
        return reason == Refusal.Reason.NO_ANSWER || reason == Refusal.Reason.NO_MEMORY;
    }

    private Optional<Refusal> end() {
        for (var version : IpVersion.values()) {
            var refusal = end(version, toEnd);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        toEnd.clear();
        return Optional.empty();
    }

    /// In every zone: whoever keeps flows of the same addresses apart, these addresses are nobody's now.
    private Optional<Refusal> end(IpVersion version, Collection<Cidr> addresses) {
        var table = AddressTable.of(version, addresses);
        if (table.isEmpty() || (table.size() <= MOST_LOOKED_FOR && areLookedFor(version, addresses))) {
            return Optional.empty();
        }
        return refusal(conntrack.deleteIf(Conntrack.Filter.all(version), table::isIn));
    }

    /// Whether the kernel looked for them, and deleted what it found.
    private boolean areLookedFor(IpVersion version, Collection<Cidr> addresses) {
        return addresses.stream()
                .filter(address -> address.version() == version)
                .allMatch(address -> address.isSingle() && conntrack.deleteOf(address.network()));
    }

    private Optional<Refusal> judgeAgain() {
        if (!toJudge) {
            return Optional.empty();
        }
        boolean all = owners.hasHosts();
        for (var version : IpVersion.values()) {
            var table = AddressTable.of(version, owners.addresses());
            var refusal = all || !table.isEmpty()
                    ? judgeAgain(version, flow -> all || table.isIn(flow))
                    : Optional.<Refusal>empty();
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        toJudge = false;
        return Optional.empty();
    }

    /// Not those that still wait to be, which the kernel leaves out. Nor those that another flow led to expect: rules
    /// let them in by that flow alone.
    private Optional<Refusal> judgeAgain(IpVersion version, Predicate<Flow> which) {
        return Stream.of(config.judged(), config.denied())
                .map(mark -> conntrack.markIf(
                        new Conntrack.Filter(version, mark),
                        flow -> (flow.status() & Flow.EXPECTED) == 0 && which.test(flow),
                        config.again()))
                .flatMap(reading -> refusal(reading).stream())
                .findFirst();
    }

    /// Takes back what is noted of flows, once no rule looks at it; what went wrong, a line each.
    public static List<String> forget(Conntrack conntrack, FlowsConfig config) {
        return Stream.of(IpVersion.values())
                .filter(_ -> config.terminateOnDeny())
                .map(version -> conntrack.markIf(
                        Conntrack.Filter.all(version), flow -> isNoted(flow, config), config.unmarked()))
                .flatMap(reading -> refusal(reading).stream())
                .map(refusal -> "marks of flows: " + refusal.why())
                .toList();
    }

    private static boolean isNoted(Flow flow, FlowsConfig config) {
        return !config.unmarked().isIn(flow.mark());
    }

    private static Optional<Refusal> refusal(Reading<Long> reading) {
        return switch (reading) {
            case Reading.Read<Long> _ -> Optional.empty();
            case Reading.Unread<Long>(var why) -> Optional.of(why);
        };
    }
}
