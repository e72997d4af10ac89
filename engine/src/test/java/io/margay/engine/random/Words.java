package io.margay.engine.random;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import java.util.List;
import java.util.stream.Stream;

/// The alphabets: so small that what is drawn twice is often the same.
final class Words {
    static final List<String> NAMESPACES = List.of("a", "b", "c");
    static final List<String> ACCOUNTS = List.of("s", "t");
    static final List<String> NODES = List.of("n1", "n2");
    static final List<String> KEYS = List.of("app", "role");
    static final List<String> VALUES = List.of("x", "y", "xy");
    static final List<String> PORT_NAMES = List.of("web", "dns");
    static final List<String> INTERFACES = List.of("eth0", "eth1");

    /// Profiles that endpoints may name; `lost` is never one.
    static final List<String> PROFILES =
            List.of("p1", "p2", "p1", "p2", "kns.a", "kns.b", "ksa.a.s", "projectcalico-default-allow", "lost");

    /// Names of policies: bare, or with a tier before them, as Calico stores them.
    static final List<String> POLICIES = List.of("a", "default.b", "c", "t1.d", "e-1", "f");

    /// Tiers that policies may name; `lost` is never one.
    static final List<String> TIERS = List.of("default", "default", "default", "aa", "t1", "t2", "lost", "gone");

    /// Tiers that are there for policies of other kinds, and may hold Calico's, too.
    static final List<String> BUILT_IN_TIERS =
            List.of("kube-admin", "kube-baseline", "adminnetworkpolicy", "baselineadminnetworkpolicy");

    static final List<Integer> PORTS = List.of(80, 81, 443, 8080);
    static final List<PortRange> RANGES = Stream.of("80", "81", "443", "8080", "80:81", "81:8080", "0:65535", "1:1024")
            .map(text -> PortRange.parse(text).orElseThrow())
            .toList();

    static final List<Protocol> WITH_PORTS =
            List.of(Protocol.TCP, Protocol.TCP, Protocol.TCP, Protocol.UDP, Protocol.SCTP);
    static final List<Protocol> WITHOUT_PORTS =
            List.of(Protocol.ICMP, Protocol.ICMPV6, Protocol.ICMP, Protocol.ICMPV6, Protocol.UDPLITE, new Protocol(47));

    static final List<Ip> POD_V4 = ips(
            "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5", "10.0.0.6", "10.0.0.7", "10.0.1.1", "10.0.1.2");
    static final List<Ip> POD_V6 = ips("fd00::1", "fd00::2", "fd00::3", "fd00::4", "fd00::5", "fd00::1:1");
    static final List<Ip> OUTSIDE_V4 = ips("10.0.0.200", "10.0.1.3", "198.51.100.7", "8.8.8.8");
    static final List<Ip> OUTSIDE_V6 = ips("fd00::99", "fd00::1:9", "2001:db8::7");

    static final List<Cidr> POD_CIDRS = cidrs("10.0.1.0/24", "fd00::1:0/112", "10.0.0.192/26");
    static final List<Cidr> V4 = cidrs(
            "10.0.0.0/8",
            "10.0.0.0/30",
            "10.0.0.4/30",
            "10.0.0.3/32",
            "10.0.1.0/24",
            "192.168.0.0/24",
            "0.0.0.0/0",
            "198.51.100.0/24",
            "10.0.0.192/26");
    static final List<Cidr> V6 =
            cidrs("fd00::/64", "fd00::/126", "fd00::4/126", "fd00::2/128", "fd01::/64", "::/0", "2001:db8::/32");
    static final List<Cidr> ALL_NETS = Stream.concat(V4.stream(), V6.stream()).toList();

    private Words() {}

    static Ip ip(String text) {
        return Ip.parse(text).orElseThrow();
    }

    private static List<Ip> ips(String... texts) {
        return Stream.of(texts).map(Words::ip).toList();
    }

    private static List<Cidr> cidrs(String... texts) {
        return Stream.of(texts).map(text -> Cidr.parse(text).orElseThrow()).toList();
    }
}
