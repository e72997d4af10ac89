package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Table;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.RuleSet;
import java.util.List;
import java.util.stream.Stream;

/// Which of an endpoint's chains, by where packets meet them.
///
/// WORKLOAD: a workload's. The others are a host endpoint's. HOST: for what the host itself receives and sends.
/// OWN_HOST: for what its own workloads send it, which comes by no interface of its own; before HOST, where there are
/// stages before. FORWARD: for what it forwards. UNTRACKED: before connection tracking. ANSWER: beside UNTRACKED, for
/// packets that
/// answer what is untracked the other way. PRE_DNAT: before DNAT.
enum ChainKind {
    WORKLOAD(Table.FILTER, 'w', "workload"),
    HOST(Table.FILTER, 'h', "host"),
    OWN_HOST(Table.FILTER, 'o', "own-host"),
    FORWARD(Table.FILTER, 'f', "forward"),
    UNTRACKED(Table.RAW, 'u', "untracked"),
    ANSWER(Table.RAW, 'a', "answer"),
    PRE_DNAT(Table.MANGLE, 'n', "pre-dnat");

    private final Table table;
    private final char letter;
    private final String word;

    ChainKind(Table table, char letter, String word) {
        this.table = table;
        this.letter = letter;
        this.word = word;
    }

    /// Where its chains are.
    Table table() {
        return table;
    }

    /// What stands in names of its chains for it.
    char letter() {
        return letter;
    }

    /// What stands in the name of the chain where the search for the endpoint begins.
    String word() {
        return word;
    }

    /// The option that asks for the endpoint's interface: what goes to a workload leaves the host by it, what goes to a
    /// host comes in by it.
    String option(Direction direction) {
        return (direction == Direction.INGRESS) == (this == WORKLOAD) ? "-o " : "-i ";
    }

    /// The tiers that its chains ask. Whether packets in `direction` are answers to some the other way is theirs to
    /// see.
    List<RuleSet.TierPolicies> tiers(RuleSet endpoint) {
        return switch (this) {
            case WORKLOAD, HOST -> endpoint.normal();
            case FORWARD -> endpoint.forward();
            case UNTRACKED, ANSWER -> endpoint.untracked();
            case PRE_DNAT -> endpoint.preDnat();
            case OWN_HOST ->
                Stream.concat(endpoint.untracked().stream(), endpoint.preDnat().stream())
                        .toList();
        };
    }

    /// Whether an endpoint of this kind has a chain for this direction.
    boolean isFor(RuleSet endpoint, Direction direction) {
        return switch (this) {
            case WORKLOAD, HOST -> true;
            case FORWARD -> asks(endpoint, direction);
            case UNTRACKED -> asks(endpoint, Direction.INGRESS) || asks(endpoint, Direction.EGRESS);
            case ANSWER -> asks(endpoint, other(direction));
            case PRE_DNAT, OWN_HOST -> direction == Direction.INGRESS && asks(endpoint, direction);
        };
    }

    private boolean asks(RuleSet endpoint, Direction direction) {
        return tiers(endpoint).stream()
                .anyMatch(tier -> !tier.policies(direction).isEmpty());
    }

    /// The other way.
    static Direction other(Direction direction) {
        return direction == Direction.INGRESS ? Direction.EGRESS : Direction.INGRESS;
    }
}
