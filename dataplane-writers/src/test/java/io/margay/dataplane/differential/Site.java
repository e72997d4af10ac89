package io.margay.dataplane.differential;

import io.margay.dataplane.kernel.Netns;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import java.util.List;
import java.util.Optional;

/// Where packets start and end.
///
/// @param number its place in its topology
/// @param node whose it is; empty outside
/// @param addresses one an IP version
public record Site(int number, Role role, String node, Netns netns, List<Ip> addresses) {
    /// What a site is.
    public enum Role {
        /// Behind an interface of a node; a pod may be there or not.
        SLOT,
        /// A node itself.
        HOST,
        /// A machine that is no node.
        OUTSIDE
    }

    public Site {
        addresses = List.copyOf(addresses);
    }

    /// Its address of a version.
    public Ip address(IpVersion version) {
        return find(version).orElseThrow();
    }

    Optional<Ip> find(IpVersion version) {
        return addresses.stream().filter(ip -> ip.version() == version).findFirst();
    }

    @Override
    public String toString() {
        return role + "(" + node + " " + addresses.getFirst() + ")";
    }
}
