package io.margay.dataplane.iptables;

import java.util.List;

/// How the iptables writer works.
///
/// @param interfacePrefixes what the names of workloads' interfaces begin with; such an interface without a complete
///     rule set drops, unless `unknownWorkload` says otherwise
/// @param unknownWorkload what befalls packets of an interface that may be a workload's and has no rule set
/// @param acceptMark a bit of the packet mark: a side has accepted the packet
/// @param passMark a bit of the packet mark: the rest of a tier is passed over
/// @param logGroup the NFLOG group that Log rules write to
public record IptablesConfig(
        List<String> interfacePrefixes, Unknown unknownWorkload, int acceptMark, int passMark, int logGroup) {
    /// What befalls packets of an interface that is nobody's.
    public enum Unknown {
        DENY,
        IGNORE
    }

    /// As Calico's CNI plugin names interfaces, and the first two bits of the mask that Calico takes its marks from.
    public static final IptablesConfig DEFAULT =
            new IptablesConfig(List.of("cali"), Unknown.DENY, 0x10000, 0x20000, 30);

    public IptablesConfig {
        interfacePrefixes = List.copyOf(interfacePrefixes);
        if (Integer.bitCount(acceptMark) != 1 || Integer.bitCount(passMark) != 1 || acceptMark == passMark) {
            throw new IllegalArgumentException("marks must be two different bits: " + acceptMark + ", " + passMark);
        }
    }

    /// Whether a name is that of an interface that may be a workload's.
    public boolean mayBeWorkload(String interfaceName) {
        return interfacePrefixes.stream().anyMatch(interfaceName::startsWith);
    }
}
