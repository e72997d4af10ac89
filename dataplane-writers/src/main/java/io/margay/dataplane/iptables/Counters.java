package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Table;
import io.margay.model.net.IpVersion;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Direction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the kernel counted, by the id of the rule that it came from: of one chain at a time, so that a host with many
/// rules is never read as a whole. For any thread. Cost of a chain: two processes, about 10 ms.
///
/// Rules of a kernel with the same id, of both IP versions, are added up; one that only logs counts where no other
/// has the id, since a packet meets both.
///
/// @param iptables of the namespace
public record Counters(Iptables iptables) {
    /// Packets and their bytes.
    public record Count(long packets, long bytes) {
        /// Both together.
        public Count and(Count other) {
            return new Count(packets + other.packets, bytes + other.bytes);
        }
    }

    private static final Pattern COMMENT = Pattern.compile("--comment (?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+))");
    private static final Pattern HASH = Pattern.compile("^#[\\w-]+ ?");
    private static final Pattern COUNT = Pattern.compile(" -c (\\d+) (\\d+)");
    private static final Pattern FURTHER = Pattern.compile(" -[gj] (mgy-(?:b|gi|go)-\\S+)");
    private static final Pattern LOGS = Pattern.compile(" -j (NFLOG|LOG)\\b");

    /// By the names of rules, see [RuleName], of a workload's own chain, and of the chains of many policies that it
    /// asks
    /// at once: these are of all endpoints here that have the same list of policies.
    public Map<String, Count> ofEndpoint(String interfaceName, Direction direction) {
        return of(Table.FILTER, Names.endpoint(ChainKind.WORKLOAD, interfaceName, direction));
    }

    /// The same of a host endpoint's own chain in a stage.
    ///
    /// @param interfaceName one that the endpoint takes
    public Map<String, Count> ofHost(String interfaceName, HostStage stage, Direction direction) {
        return of(stage.table(), Names.endpoint(stage.kind(), interfaceName, direction));
    }

    /// By the names of a policy's rules: of all endpoints here that have the policy, and few in all.
    public Map<String, Count> ofPolicy(ResourceKey policy, Direction direction) {
        return of(Table.FILTER, Names.policy(policy, direction));
    }

    /// The same of a policy of a stage, which stands in the filter table too where it is asked about what workloads
    /// send their own host.
    public Map<String, Count> ofPolicy(HostStage stage, ResourceKey policy, Direction direction) {
        var counted = new HashMap<>(ofPolicy(policy, direction));
        if (stage.table() != Table.FILTER) {
            of(stage.table(), Names.policy(policy, direction))
                    .forEach((id, count) -> counted.merge(id, count, Count::and));
        }
        return counted;
    }

    private Map<String, Count> of(Table table, String chain) {
        var counted = new HashMap<String, Count>();
        var logged = new HashMap<String, Count>();
        for (var version : IpVersion.values()) {
            read(version, table, chain)
                    .forEach(line -> add(line, LOGS.matcher(line).find() ? logged : counted));
        }
        logged.forEach(counted::putIfAbsent);
        return counted;
    }

    /// The lines of a chain and of those that it alone leads to.
    private List<String> read(IpVersion version, Table table, String first) {
        var lines = new ArrayList<String>();
        var chains = new ArrayDeque<>(List.of(first));
        var seen = new HashSet<String>(chains);
        while (!chains.isEmpty()) {
            var exit = iptables.rules(version, table, chains.remove());
            var read = exit.ok() ? exit.output().lines().toList() : List.<String>of();
            lines.addAll(read);
            read.stream()
                    .map(FURTHER::matcher)
                    .filter(Matcher::find)
                    .map(further -> further.group(1))
                    .filter(seen::add)
                    .forEach(chains::add);
        }
        return lines;
    }

    /// A line as `iptables -v -S CHAIN` prints it.
    static void add(String line, Map<String, Count> to) {
        var comment = COMMENT.matcher(line);
        if (!line.startsWith("-A ") || !comment.find()) {
            return;
        }
        var words = comment.group(1) == null ? comment.group(2) : comment.group(1);
        var count = COUNT.matcher(comment.replaceFirst(""));
        if (count.find()) {
            var read = new Count(Long.parseLong(count.group(1)), Long.parseLong(count.group(2)));
            to.merge(HASH.matcher(words).replaceFirst(""), read, Count::and);
        }
    }
}
