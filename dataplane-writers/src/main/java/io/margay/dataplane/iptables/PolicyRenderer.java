package io.margay.dataplane.iptables;

import io.margay.dataplane.iptables.Chain.Line;
import io.margay.dataplane.iptables.Split.Placed;
import io.margay.dataplane.kernel.Table;
import io.margay.model.resource.Action;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.PolicyRules.Stage;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.Rule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// The chains of policies and profiles: one a direction, shared by all endpoints that they are for.
///
/// A rule that allows goes to `mgy-accept`, one that passes to `mgy-pass`; these set a mark, and the packet is back in
/// the endpoint's chain. A denied packet is dropped at once.
///
/// @param sets their names, of the version of the packets that see the chains
/// @param shape how long lists of rules are told apart
record PolicyRenderer(IptablesConfig config, SetNames sets, UnionShape shape) {
    /// One that tells long lists apart as nobody chose otherwise.
    PolicyRenderer(IptablesConfig config, SetNames sets) {
        this(config, sets, UnionShape.standard(sets.version(), config.marks()));
    }

    /// The chains of a policy, one for each direction that it has a say in. One of an earlier stage has them once
    /// more in the filter table, for what a host's own workloads send it; an untracked one has others for answers.
    Rendered policy(PolicyRules policy) {
        var parts = new ArrayList<Rendered>();
        for (var direction : Direction.values()) {
            if (policy.applies(direction)) {
                var tables = EnumSet.of(Table.FILTER, table(policy.stage()));
                var owner = RuleName.policy(policy.key(), direction);
                tables.forEach(
                        table -> parts.add(rules(policy, direction, table).of(owner)));
                parts.add(answers(policy, direction).of(owner));
            }
        }
        return Rendered.all(parts.stream());
    }

    private Rendered rules(PolicyRules policy, Direction direction, Table table) {
        var placed = placed(policy, direction, table);
        return new Rendered(
                RuleTree.of(table, Names.policy(policy.key(), direction), placed, shape),
                netSets(policy.rules(direction)));
    }

    private static Function<Rule, RuleName> names(PolicyRules policy, Direction direction) {
        return rule -> new RuleName.PolicyRule(policy.tier(), policy.key(), direction, rule.index());
    }

    /// The rules of a policy in one direction, for a chain of this table.
    List<Placed> placed(PolicyRules policy, Direction direction, Table table) {
        return placed(policy.rules(direction), names(policy, direction), table);
    }

    private static Table table(Stage stage) {
        return switch (stage) {
            case UNTRACKED -> Table.RAW;
            case PRE_DNAT -> Table.MANGLE;
            case NORMAL -> Table.FILTER;
        };
    }

    private Rendered answers(PolicyRules policy, Direction direction) {
        if (policy.stage() != Stage.UNTRACKED) {
            return Rendered.of(List.of());
        }
        var lines = new ArrayList<Line>();
        var netSets = new ArrayList<NetSet>();
        policy.rules(direction).stream()
                .flatMap(rule -> Answers.to(rule).stream())
                .forEach(rule -> {
                    var match = RuleMatch.of(rule, sets);
                    var comment = "answers to "
                            + new RuleName.PolicyRule(policy.tier(), policy.key(), direction, rule.index()).comment();
                    match.alternatives()
                            .forEach(options -> lines.add(new Line(options, comment, answer(rule.action()))));
                    netSets.addAll(match.netSets());
                });
        return new Rendered(List.of(Chain.of(Table.RAW, Names.answers(policy.key(), direction), lines)), netSets);
    }

    private static String answer(Action action) {
        return switch (action) {
            case ALLOW -> "-g " + Names.ACCEPT;
            case DENY -> "-g " + Names.REFUSE;
            case PASS, LOG -> "-g " + Names.PASS;
        };
    }

    /// The chains of a profile. One that does not exist drops.
    Rendered profile(ProfileRules profile) {
        return Rendered.all(Stream.of(Direction.values()).map(direction -> profile(profile, direction)))
                .of("Profile/" + profile.name());
    }

    private Rendered profile(ProfileRules profile, Direction direction) {
        var name = Names.profile(profile.name(), direction);
        if (!profile.known()) {
            var missing = new RuleName.NoSuchProfile(profile.name(), direction);
            return Rendered.of(List.of(Chain.of(name, config.drop(Table.FILTER, "", missing))));
        }
        var rules = profile.rules(direction);
        var placed =
                placed(rules, rule -> new RuleName.ProfileRule(profile.name(), direction, rule.index()), Table.FILTER);
        // A packet may come here with the mark that it was passed on.
        return new Rendered(RuleTree.of(Table.FILTER, name, placed, shape.withoutUnions()), netSets(rules));
    }

    private List<NetSet> netSets(List<Rule> rules) {
        return rules.stream()
                .flatMap(rule -> RuleMatch.of(rule, sets).netSets().stream())
                .toList();
    }

    private List<Placed> placed(List<Rule> rules, Function<Rule, RuleName> names, Table table) {
        return rules.stream()
                .map(rule -> placed(rule, names.apply(rule), table))
                .toList();
    }

    private Placed placed(Rule rule, RuleName name, Table table) {
        var lines = RuleMatch.of(rule, sets).alternatives().stream()
                .flatMap(options -> lines(rule.action(), options, name, table).stream())
                .toList();
        return new Placed(Region.of(rule, sets.version()), lines);
    }

    private List<Line> lines(Action action, String match, RuleName name, Table table) {
        return switch (action) {
            case ALLOW -> List.of(new Line(match, name.comment(), "-g " + Names.ACCEPT));
            case PASS -> List.of(new Line(match, name.comment(), "-g " + Names.PASS));
            case DENY -> config.drop(table, match, name);
            case LOG -> List.of(config.nfLog().log(match, name));
        };
    }
}
