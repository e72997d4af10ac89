package io.margay.dataplane.iptables;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.margay.cluster.config.ConfigReader;
import java.util.List;

/// How the iptables writer works.
///
/// @param interfacePrefixes what the names of workloads' interfaces begin with; one at least
/// @param denyUnknownWorkloads whether such an interface without a complete rule set drops
/// @param acceptMarkBit a bit of the packet mark, 0 to 31: a side has accepted the packet
/// @param passMarkBit another: the rest of a tier is passed over
/// @param logGroup the NFLOG group that Log rules write to; 0 to 65535
public record IptablesConfig(
        List<String> interfacePrefixes,
        boolean denyUnknownWorkloads,
        int acceptMarkBit,
        int passMarkBit,
        int logGroup) {
    private static final int HIGHEST_BIT = 31;
    private static final int HIGHEST_GROUP = 65_535;
    private static final int LONGEST_NAME = 15;

    public IptablesConfig {
        interfacePrefixes = List.copyOf(interfacePrefixes);
    }

    /// The configuration in `config`, under `margay.dataplane.iptables`.
    ///
    /// Errors: `ConfigProblems` with everything that is wrong.
    public static IptablesConfig read(Config config) {
        return ConfigReader.read(config, "margay.dataplane.iptables", IptablesConfig::read);
    }

    /// What nobody configured otherwise.
    public static IptablesConfig standard() {
        return read(ConfigFactory.load());
    }

    private static IptablesConfig read(ConfigReader in) {
        int acceptMarkBit = in.integer("accept-mark-bit", n -> 0 <= n && n <= HIGHEST_BIT, "must be 0 to 31");
        return new IptablesConfig(
                in.texts("interface-prefixes", IptablesConfig::arePrefixes, "must be one or more beginnings of names"),
                in.bool("deny-unknown-workloads"),
                acceptMarkBit,
                in.integer(
                        "pass-mark-bit",
                        n -> 0 <= n && n <= HIGHEST_BIT && n != acceptMarkBit,
                        "must be 0 to 31, and another than accept-mark-bit"),
                in.integer("log-group", n -> 0 <= n && n <= HIGHEST_GROUP, "must be 0 to 65535"));
    }

    private static boolean arePrefixes(List<String> prefixes) {
        return !prefixes.isEmpty()
                && prefixes.stream().allMatch(prefix -> prefix.matches("[A-Za-z0-9_.-]{1," + (LONGEST_NAME - 1) + "}"));
    }

    /// The mark that says that a side has accepted the packet.
    int acceptMark() {
        return 1 << acceptMarkBit;
    }

    /// The mark that says that the rest of a tier is passed over.
    int passMark() {
        return 1 << passMarkBit;
    }

    /// Whether a name is that of an interface that may be a workload's.
    boolean mayBeWorkload(String interfaceName) {
        return interfacePrefixes.stream().anyMatch(interfaceName::startsWith);
    }
}
