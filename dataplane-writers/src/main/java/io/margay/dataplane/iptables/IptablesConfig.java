package io.margay.dataplane.iptables;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.margay.cluster.config.ConfigReader;
import io.margay.dataplane.flows.FlowsConfig;
import io.margay.dataplane.iptables.Chain.Line;
import io.margay.dataplane.kernel.Table;
import io.margay.model.ruleset.Failsafes;
import io.margay.model.ruleset.Failsafes.Failsafe;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// How the iptables writer works.
///
/// @param interfacePrefixes what the names of workloads' interfaces begin with; one at least
/// @param denyUnknownWorkloads whether such an interface without a complete rule set drops
/// @param failsafes of host endpoints, with Margay's own paths
/// @param upkeep how it lives with others on the host
public record IptablesConfig(
        List<String> interfacePrefixes,
        boolean denyUnknownWorkloads,
        Marks marks,
        NfLog nfLog,
        Failsafes failsafes,
        UpkeepConfig upkeep) {
    private static final int HIGHEST_BIT = 31;
    private static final int HIGHEST_GROUP = 65_535;
    private static final int LONGEST_NAME = 15;

    public IptablesConfig {
        interfacePrefixes = List.copyOf(interfacePrefixes);
    }

    /// The configuration in `config`, under `margay.dataplane.iptables` and, what rules are to do with flows, `.flows`.
    ///
    /// Errors: `ConfigProblems` with everything that is wrong.
    public static IptablesConfig read(Config config) {
        var flows = FlowsConfig.read(config);
        return ConfigReader.read(config, "margay.dataplane.iptables", in -> read(in, flows));
    }

    /// What nobody configured otherwise.
    public static IptablesConfig standard() {
        return read(ConfigFactory.load());
    }

    private static IptablesConfig read(ConfigReader in, FlowsConfig flows) {
        int acceptMarkBit = in.integer("accept-mark-bit", n -> 0 <= n && n <= HIGHEST_BIT, "must be 0 to 31");
        int passMarkBit = in.integer(
                "pass-mark-bit",
                n -> 0 <= n && n <= HIGHEST_BIT && n != acceptMarkBit,
                "must be 0 to 31, and another than accept-mark-bit");
        return new IptablesConfig(
                in.texts("interface-prefixes", IptablesConfig::arePrefixes, "must be one or more beginnings of names"),
                in.bool("deny-unknown-workloads"),
                new Marks(acceptMarkBit, passMarkBit, flows),
                new NfLog(
                        in.integer("log-group", n -> 0 <= n && n <= HIGHEST_GROUP, "must be 0 to 65535"),
                        in.bool("log-denied")),
                new Failsafes(failsafes(in, "failsafe-in"), failsafes(in, "failsafe-out"))
                        .and(new Failsafes(ownPaths(in, "own-paths-in"), ownPaths(in, "own-paths-out"))),
                UpkeepConfig.read(in));
    }

    private static List<Failsafe> failsafes(ConfigReader in, String key) {
        return in
                .texts(key, IptablesConfig::areFailsafes, "must be like tcp:22, tcp:10.0.0.0/8:22 or udp:[fd00::/8]:68")
                .stream()
                .flatMap(text -> Failsafe.parse(text).stream())
                .toList();
    }

    /// Whoever is no end of such a path has no use for it.
    private static List<Failsafe> ownPaths(ConfigReader in, String key) {
        return in
                .texts(key, IptablesConfig::areLimited, "must be like tcp:10.0.0.9/32:7443 or tcp:[fd00::9/128]:7443")
                .stream()
                .flatMap(text -> Failsafe.parse(text).stream())
                .map(path -> path.called("Margay"))
                .toList();
    }

    private static boolean areLimited(List<String> texts) {
        return texts.stream()
                .allMatch(text -> Failsafe.parse(text)
                        .filter(path -> !path.peers().isEmpty())
                        .isPresent());
    }

    private static boolean areFailsafes(List<String> texts) {
        return texts.stream().allMatch(text -> Failsafe.parse(text).isPresent());
    }

    private static boolean arePrefixes(List<String> prefixes) {
        return !prefixes.isEmpty()
                && prefixes.stream().allMatch(prefix -> prefix.matches("[A-Za-z0-9_.-]{1," + (LONGEST_NAME - 1) + "}"));
    }

    /// The same, with further ways out that stay open.
    IptablesConfig open(List<Failsafe> paths) {
        var more = failsafes.and(new Failsafes(List.of(), paths));
        return new IptablesConfig(interfacePrefixes, denyUnknownWorkloads, marks, nfLog, more, upkeep);
    }

    /// The rules about flows.
    FlowRules flowRules() {
        return new FlowRules(marks.ofFlows());
    }

    /// The rules that drop a packet that was judged.
    List<Line> drop(Table table, String match, RuleName name) {
        return nfLog.drop(match, name, flowRules().drop(table));
    }

    /// As iptables names interfaces: all that may be a workload's, then those that are and are called otherwise.
    List<String> workloads(Collection<String> interfaces) {
        return Stream.concat(
                        interfacePrefixes.stream().map(prefix -> prefix + "+"),
                        interfaces.stream().filter(name -> !mayBeWorkload(name)).sorted())
                .toList();
    }

    /// Whether a name is that of an interface that may be a workload's.
    boolean mayBeWorkload(String interfaceName) {
        return interfacePrefixes.stream().anyMatch(interfaceName::startsWith);
    }
}
