package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Exit;
import io.margay.dataplane.kernel.Ipset;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Routes;
import io.margay.dataplane.kernel.Table;
import io.margay.dataplane.plan.Plan;
import io.margay.dataplane.plan.Releases;
import io.margay.dataplane.plan.SetPlan;
import io.margay.dataplane.plan.Writer;
import io.margay.model.net.IpVersion;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.SetId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Puts plans into iptables (over nf_tables) and ipset, for IPv4 and IPv6.
///
/// Order: sets that must be there, and what closes doors; the rules, one transaction for each table of each IP version;
/// what opens
/// doors; what nothing needs any more. A failure leaves a state from which the same plan can be applied again.
/// After a crash it knows chains by name and hash, replaces sets that have the right name, and destroys the rest of its
/// own; meanwhile traffic meets the rules that were there.
public final class IptablesWriter implements Writer {
    private static final Exit NOT_ASKED = new Exit(0, "", "");

    private final IptablesConfig config;
    private final Routes routes;
    private final SetTable sets;
    private final List<Renderer> renderers;
    private final List<ChainTable> tables;
    private final Map<ResourceKey, PolicyRules> policies = new HashMap<>();
    private final Map<String, ProfileRules> profiles = new HashMap<>();
    private final Map<ResourceKey, RuleSet> endpoints = new HashMap<>();
    /// Of the rules in the kernel.
    private Polarity polarity = Polarity.NONE;
    private volatile Interfaces interfaces = Interfaces.NONE;
    private Releases releases = Releases.NONE;
    private boolean hasState;

    /// A writer for the network namespace that the three work in.
    ///
    /// @param ipset closed by the caller, when the writer is used no more
    public IptablesWriter(IptablesConfig config, Iptables iptables, Ipset ipset, Routes routes) {
        this.config = config;
        this.routes = routes;
        this.sets = new SetTable(ipset);
        this.renderers = Stream.of(IpVersion.values())
                .map(version -> new Renderer(config, version))
                .toList();
        this.tables = renderers.stream()
                .flatMap(renderer -> Stream.of(Table.values()).map(table -> new ChainTable(iptables, renderer, table)))
                .toList();
    }

    @Override
    public Outcome apply(Plan plan) {
        plan.policies().applyTo(policies);
        plan.profiles().applyTo(profiles);
        plan.endpoints().applyTo(endpoints);
        hasState = true;
        boolean rulesChange = !plan.policies().isEmpty()
                || !plan.profiles().isEmpty()
                || !plan.endpoints().isEmpty();
        if (!rulesChange && rulesAreKnown()) {
            return write(plan.sets(), false);
        }
        var unreadable = findInterfaces();
        if (unreadable.isPresent()) {
            return new Failed(unreadable.get());
        }
        render();
        return write(plan.sets(), true);
    }

    /// Which interface each endpoint was found behind. For any thread.
    public Map<ResourceKey, String> interfaces() {
        return interfaces.byEndpoint();
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
        render();
        return write(Map.of(), true);
    }

    @Override
    public Outcome refresh() {
        if (!hasState) {
            return new Done(List.of());
        }
        var before = interfaces;
        var unreadable = findInterfaces();
        if (unreadable.isPresent()) {
            return new Failed(unreadable.get());
        }
        boolean rulesChange = !before.equals(interfaces) || !rulesAreKnown();
        if (rulesChange) {
            render();
        }
        return write(Map.of(), rulesChange);
    }

    private boolean rulesAreKnown() {
        return tables.stream().allMatch(ChainTable::isKnown);
    }

    /// Asks the kernel who is behind which interface; what went wrong, if anything did.
    private Optional<String> findInterfaces() {
        var links = routes.links();
        if (!links.ok()) {
            return Optional.of("reading the interfaces: " + links.why());
        }
        var listed = new ArrayList<String>();
        for (var version : IpVersion.values()) {
            var exit = routes.list(version);
            if (!exit.ok()) {
                return Optional.of("reading the routes of IPv" + version.number() + ": " + exit.why());
            }
            listed.add(exit.output());
        }
        var addresses = Interfaces.hasHosts(endpoints.values()) ? routes.addresses() : NOT_ASKED;
        if (!addresses.ok()) {
            return Optional.of("reading the addresses: " + addresses.why());
        }
        var wiring = Wiring.read(links.output(), listed, addresses.output());
        interfaces = Interfaces.of(endpoints.values(), wiring, config);
        return Optional.empty();
    }

    private void render() {
        renderers.forEach(renderer -> {
            renderer.release(releases);
            renderer.render(policies, profiles, endpoints, interfaces);
        });
    }

    private Outcome write(Map<SetId, SetPlan> plans, boolean withRules) {
        try {
            var netSets = renderers.stream()
                    .flatMap(renderer -> renderer.latest().netSets().stream())
                    .toList();
            var changes = sets.changes(plans, polarity, netSets);
            var failure = sets.write(changes.before())
                    .or(() -> withRules ? writeRules() : Optional.empty())
                    .or(() -> sets.write(changes.after()));
            if (failure.isPresent()) {
                return new Failed(failure.get());
            }
            if (withRules || sets.needsSweep()) {
                sets.sweep(netSets);
            }
            return new Done(interfaces.notes());
        } catch (SetTable.Unreadable e) {
            return new Failed(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> writeRules() {
        var next = Polarity.of(rules());
        for (var table : tables) {
            var failure = table.write();
            if (failure.isPresent()) {
                return failure;
            }
            // Until all tables of both versions are written, there are old rules and new ones.
            polarity = polarity.and(next);
        }
        polarity = next;
        return Optional.empty();
    }

    /// Those that are enforced.
    private Stream<Rule> rules() {
        return Stream.concat(
                policies.values().stream().filter(policy -> !policy.staged()).flatMap(PolicyRules::allRules),
                profiles.values().stream().flatMap(ProfileRules::allRules));
    }
}
