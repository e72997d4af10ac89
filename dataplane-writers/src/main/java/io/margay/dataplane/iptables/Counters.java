package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Iptables;
import io.margay.model.net.IpVersion;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Direction;
import java.util.HashMap;
import java.util.Map;
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
        private Count and(Count other) {
            return new Count(packets + other.packets, bytes + other.bytes);
        }
    }

    private static final Pattern COMMENT = Pattern.compile("--comment (?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+))");
    private static final Pattern HASH = Pattern.compile("^#[\\w-]+ ?");
    private static final Pattern COUNT = Pattern.compile(" -c (\\d+) (\\d+)");
    private static final Pattern LOGS = Pattern.compile(" -j (NFLOG|LOG)\\b");

    /// By the words in the chain of an endpoint: what it does with known connections, ends of tiers, and the rest.
    public Map<String, Count> ofEndpoint(String interfaceName, Direction direction) {
        return of(Names.endpoint(interfaceName, direction));
    }

    /// By the ids of a policy's rules, which [#ruleId] gives: of all endpoints here that have the policy.
    public Map<String, Count> ofPolicy(ResourceKey policy, Direction direction) {
        return of(Names.policy(policy, direction));
    }

    /// What stands in the kernel of a policy's rule.
    public static String ruleId(ResourceKey policy, Direction direction, int index) {
        return PolicyRenderer.id(policy, direction) + " " + index;
    }

    private Map<String, Count> of(String chain) {
        var counted = new HashMap<String, Count>();
        var logged = new HashMap<String, Count>();
        for (var version : IpVersion.values()) {
            var exit = iptables.rules(version, chain);
            if (exit.ok()) {
                exit.output()
                        .lines()
                        .forEach(line -> add(line, LOGS.matcher(line).find() ? logged : counted));
            }
        }
        logged.forEach(counted::putIfAbsent);
        return counted;
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
