package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Ipset;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.Routes;
import io.margay.dataplane.kernel.Table;
import io.margay.dataplane.kernel.Wiring;
import io.margay.dataplane.plan.EnginePaths;
import io.margay.dataplane.plan.Plan;
import io.margay.dataplane.plan.Releases;
import io.margay.dataplane.plan.SetPlan;
import io.margay.dataplane.plan.Writer;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.SetId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Puts plans into iptables and ipset, for those IP versions that the host has.
///
/// Order: sets that must be there or are written anew, and what closes doors; the rules, one transaction for each table
/// of each IP version; what opens doors; what nothing needs any more, in the backend that is not used too. [SetChanges]
/// says what changes in place. A failure leaves a state from
/// which the same plan can be applied again; a table that fails keeps no other from being written.
/// After a crash it knows chains by name, hash and outline, keeps sets that hold what they should, and destroys the
/// rest of its own; meanwhile traffic meets the rules that were there.
public final class IptablesWriter implements Writer {
    /// What it works on.
    ///
    /// @param ipset closed by the caller, as routes are, when the writer is used no more
    /// @param paths looked at with the interfaces
    public record Outside(Backends backends, Ipset ipset, Routes routes, EnginePaths paths, InstantSource clock) {
        /// Of a host that has no way to an engine but over a socket.
        public Outside(Backends backends, Ipset ipset, Routes routes, InstantSource clock) {
            this(backends, ipset, routes, new EnginePaths(), clock);
        }
    }

    private final IptablesConfig config;
    private final Outside outside;
    private final SetTable sets;
    private final List<Renderer> renderers;
    /// Each table, of each version.
    private final List<List<ChainTable>> byTable;

    private final List<ChainTable> tables;
    private final Leftovers leftovers;
    private final Rounds rounds;
    private final Map<ResourceKey, PolicyRules> policies = new HashMap<>();
    private final Map<String, ProfileRules> profiles = new HashMap<>();
    private final Map<ResourceKey, RuleSet> endpoints = new HashMap<>();
    private final Polarities polarities = new Polarities();
    private final Lookups lookups = new Lookups();
    /// Of the rules in the kernel.
    private Polarity polarity = Polarity.NONE;
    private volatile Interfaces interfaces = Interfaces.NONE;
    private Releases releases = Releases.NONE;
    /// Why what is in the other backend did not go.
    private Optional<String> leftoversNote = Optional.empty();
    private boolean hasState;
    /// Whether the kernel is as the last plan said, all of it.
    private boolean isSettled;
    private volatile Set<SetId> wanted = Set.of();

    /// A writer for the network namespace that all of `outside` work in.
    public IptablesWriter(IptablesConfig config, Outside outside) {
        this(config, outside, UnaryOperator.identity());
    }

    /// One that tells long lists of rules apart in another way.
    IptablesWriter(IptablesConfig config, Outside outside, UnaryOperator<UnionShape> shape) {
        var iptables = outside.backends().used();
        this.config = config;
        this.outside = outside;
        this.sets = new SetTable(outside.ipset());
        this.renderers = outside.backends().versions().stream()
                .map(version -> new PolicyRenderer(
                        config, sets.names(version), shape.apply(UnionShape.standard(version, config.marks()))))
                .map(rules -> new Renderer(config, rules))
                .toList();
        this.byTable = Stream.of(Table.values())
                .map(table -> renderers.stream()
                        .map(renderer -> new ChainTable(iptables, renderer, table))
                        .toList())
                .toList();
        this.tables = byTable.stream().flatMap(List::stream).toList();
        this.leftovers = new Leftovers(outside.backends());
        this.rounds = new Rounds(tables, iptables::generation, config.upkeep().verifyInterval(), outside.clock());
    }

    /// One to whom time stands still: it neither tries again by itself nor looks at what others do.
    public IptablesWriter(IptablesConfig config, Iptables iptables, Ipset ipset, Routes routes) {
        this(config, new Outside(Backends.only(iptables), ipset, routes, InstantSource.fixed(Instant.EPOCH)));
    }

    @Override
    public Outcome apply(Plan plan) {
        var rules = RuleChange.of(plan, new RuleChange.Held(policies, profiles, endpoints));
        plan.policies().applyTo(policies);
        plan.profiles().applyTo(profiles);
        plan.endpoints().applyTo(endpoints);
        hasState = true;
        var change = isSettled ? rules : RuleChange.OTHER;
        isSettled = false;
        if (rules != RuleChange.NONE || !rulesAreKnown()) {
            var unreadable = findInterfaces();
            if (unreadable.isPresent()) {
                return new Failed(unreadable.get());
            }
            return write(plan.sets(), change, true);
        }
        return write(plan.sets(), change, false);
    }

    /// Those that must change at one blow with others.
    @Override
    public Set<SetId> wanted() {
        return wanted;
    }

    /// Which interface each endpoint was found behind. For any thread.
    public Map<ResourceKey, String> interfaces() {
        return interfaces.byEndpoint();
    }

    /// Which interfaces each host endpoint takes; `+` is all that none takes. For any thread.
    public Map<ResourceKey, List<String>> hostInterfaces() {
        return interfaces.hosts().byEndpoint();
    }

    /// Before any state is known, only the host can be released; once it no longer is, what was there before waits
    /// for the state.
    @Override
    public Outcome release(Releases released) {
        boolean isEasy = !hasState && !released.host();
        releases = released;
        if (isEasy) {
            return new Done(List.of());
        }
        return write(Map.of(), RuleChange.OTHER, true);
    }

    @Override
    public Outcome refresh() {
        if (!hasState) {
            return new Done(List.of());
        }
        outside.backends().used().idle();
        var before = interfaces;
        var unreadable = findInterfaces();
        if (unreadable.isPresent()) {
            return new Failed(unreadable.get());
        }
        var now = outside.clock().instant();
        boolean isMoved = !before.equals(interfaces);
        boolean rulesChange = isMoved || !rulesAreKnown() || tables.stream().anyMatch(table -> table.isRetryDue(now));
        var outcome = write(Map.of(), RuleChange.OTHER, rulesChange);
        return outcome instanceof Done ? verified(rounds.next()) : outcome;
    }

    @Override
    public Outcome check(Collection<SetPlan.Whole> some) {
        var round = new SetRound(sets, outside.clock().instant());
        some.forEach(round::look);
        if (isSettled) {
            round.lookAtUnions();
        }
        return round.failure()
                .or(this::closeAfterSets)
                .<Outcome>map(Failed::new)
                .orElseGet(() -> new Done(notes(), failing(), round.repairs(), Set.of()));
    }

    private Outcome verified(Verified verified) {
        return verified.failure()
                .<Outcome>map(Failed::new)
                .orElseGet(() -> new Done(notes(), failing(), verified.repairs(), Set.of()));
    }

    private List<Failing> failing() {
        var next = rounds.end();
        return tables.stream()
                .flatMap(table -> table.failing(sets.refused(), next).stream())
                .toList();
    }

    private List<String> notes() {
        var notes = new ArrayList<>(interfaces.notes());
        leftoversNote.ifPresent(notes::add);
        return notes;
    }

    private boolean rulesAreKnown() {
        return tables.stream().allMatch(ChainTable::isKnown);
    }

    /// Asks the kernel who is behind which interface; what went wrong, if anything did.
    private Optional<String> findInterfaces() {
        return switch (outside.routes().read()) {
            case Reading.Unread<Wiring>(var refusal) -> Optional.of(refusal.why());
            case Reading.Read<Wiring>(var wiring) -> {
                interfaces = Interfaces.of(endpoints.values(), wiring, config)
                        .with(outside.paths().egress());
                yield Optional.empty();
            }
        };
    }

    private void render() {
        renderers.forEach(renderer -> {
            renderer.release(releases);
            renderer.render(policies, profiles, endpoints, interfaces);
        });
    }

    private Outcome write(Map<SetId, SetPlan> plans, RuleChange rules, boolean withRules) {
        try {
            var changes = sets.changes(plans, withRules ? polarity.and(polarityNow()) : polarity, rules);
            var failure = widen(changes.before())
                    .or(() -> sets.write(changes.before(), outside.clock().instant()));
            if (failure.isPresent()) {
                return new Failed(failure.get());
            }
            var renamed = sets.take(changes);
            boolean isRendered = withRules || !renamed.isEmpty();
            if (isRendered) {
                var looking = lookups.into(renamed, policies.values(), profiles.values());
                renderers.forEach(renderer -> renderer.forget(looking));
                render();
            }
            return write(plans, changes.after(), isRendered);
        } catch (SetTable.Unreadable e) {
            return new Failed(String.valueOf(e.getMessage()));
        }
    }

    /// Writes the rules, and what comes after them.
    private Outcome write(Map<SetId, SetPlan> plans, List<SetStep> after, boolean withRules)
            throws SetTable.Unreadable {
        var netSets = renderers.stream()
                .flatMap(renderer -> renderer.latest().netSets().stream())
                .toList();
        var now = outside.clock().instant();
        var failure = sets.write(sets.netSteps(netSets), now)
                .or(() -> sets.takeChanged() || withRules ? writeRules() : Optional.empty())
                .or(() -> widen(after))
                .or(() -> sets.write(after, now))
                .or(() -> settle(plans.keySet()));
        if (failure.isPresent()) {
            return new Failed(failure.get());
        }
        if (withRules || sets.needsSweep()) {
            sets.sweep(netSets);
        }
        leftoversNote = leftovers.isDone() ? Optional.empty() : leftovers.remove();
        isSettled = true;
        var untaken = untaken(plans);
        wanted = union(polarity.both(), untaken);
        return new Done(notes(), failing(), List.of(), untaken);
    }

    /// What comes into sets comes into their unions before all else. One that does not take it is asked for no more,
    /// from
    /// before any set changes.
    private Optional<String> widen(List<SetStep> steps) {
        if (sets.unions().isEmpty()) {
            return Optional.empty();
        }
        return sets.unions().widen(steps, outside.clock().instant()).or(() -> {
            boolean isDue = sets.takeChanged() && rulesAreKnown();
            var failures = isDue ? writeTables() : List.<String>of();
            return Optional.of(String.join("; ", failures)).filter(words -> !words.isEmpty());
        });
    }

    private static Set<SetId> union(Set<SetId> some, Set<SetId> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
    }

    private Optional<String> settle(Set<SetId> written) {
        sets.written(written);
        return closeAfterSets();
    }

    private Set<SetId> untaken(Map<SetId, SetPlan> plans) {
        return plans.keySet().stream().filter(sets::isRefused).collect(Collectors.toSet());
    }

    /// Closes what a set opens that did not take its last changes, and opens what is closed for none any more.
    private Optional<String> closeAfterSets() {
        return sets.takeChanged() ? writeRules() : Optional.empty();
    }

    /// What went wrong, in words, if anything did.
    private Optional<String> writeRules() {
        var next = polarityNow();
        // Until all tables of both versions are written, there are old rules and new ones.
        polarity = polarity.and(next);
        var failures = writeTables();
        var closed = tables.stream().flatMap(table -> table.closed().stream()).collect(Collectors.toSet());
        boolean areTogether = false;
        for (var renderer : renderers) {
            areTogether |= renderer.separate(closed);
        }
        if (areTogether) {
            render();
            failures = writeTables();
        }
        if (failures.isEmpty()) {
            polarity = next;
            sets.unions().keepOnly(unions());
            return Optional.empty();
        }
        return Optional.of(String.join("; ", failures));
    }

    private List<String> writeTables() {
        var now = outside.clock().instant();
        var unfilled = sets.fill(unions(), now);
        if (unfilled.isPresent()) {
            return List.of(unfilled.get());
        }
        // What is written now knows of all that was refused so far.
        sets.takeChanged();
        var failures = new ArrayList<String>();
        for (var same : byTable) {
            failures.addAll(ChainTable.write(same, sets::inForce, now));
        }
        return failures;
    }

    private List<UnionSet> unions() {
        return renderers.stream()
                .flatMap(renderer -> renderer.latest().unions().stream())
                .toList();
    }

    /// Of the rules that are to be.
    private Polarity polarityNow() {
        return polarities.of(policies.values(), profiles.values());
    }
}
