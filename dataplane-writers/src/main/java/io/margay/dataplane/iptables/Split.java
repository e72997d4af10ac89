package io.margay.dataplane.iptables;

import io.margay.dataplane.iptables.Chain.Line;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A list of rules taken apart by what packets are: each part has, in their order, all rules that can match its
/// packets.
///
/// @param rest the rules for packets of no branch
record Split(List<Branch> branches, List<Placed> rest) {
    /// Some rules of the kernel's that are one rule of a user's.
    record Placed(Region region, List<Line> lines) {
        Placed {
            lines = List.copyOf(lines);
        }
    }

    /// A part.
    ///
    /// @param match which packets
    /// @param protocol theirs, where this tells it
    record Branch(String match, @Nullable Protocol protocol, List<Placed> rules) {
        Branch {
            rules = List.copyOf(rules);
        }
    }

    private static final List<Protocol> WITH_PORTS = List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP);
    private static final int BRANCHES = 8;
    private static final int BITS = 3;

    Split {
        branches = List.copyOf(branches);
        rest = List.copyOf(rest);
    }

    /// The split that leaves least in its largest part, if one is worth it: a rule may be in several parts, and there
    /// may be a quarter more in all of them than before.
    ///
    /// @param protocol of all packets here, where that is known
    static Optional<Split> best(List<Placed> rules, @Nullable Protocol protocol) {
        var byProtocol = byProtocol(rules);
        return Stream.of(
                        protocol == null ? byProtocol : byPort(rules, protocol),
                        byNet(rules, Side.SOURCE),
                        byNet(rules, Side.DESTINATION))
                .filter(split -> split.isWorthIt(rules.size()))
                .min(Comparator.comparingInt(Split::largest))
                .or(() -> protocol == null ? Optional.of(byProtocol).filter(Split::leadsOn) : Optional.empty());
    }

    private boolean isWorthIt(int before) {
        return largest() <= before - before / 4 && all() <= before + before / 4;
    }

    /// Whether it is the way to one that is worth it: ports are told apart only where the protocol is known.
    private boolean leadsOn() {
        return branches.stream()
                .allMatch(branch -> branch.protocol != null
                        && byPort(branch.rules, branch.protocol).isWorthIt(branch.rules.size()));
    }

    private int largest() {
        return Math.max(
                rest.size(),
                branches.stream().mapToInt(branch -> branch.rules.size()).max().orElse(Integer.MAX_VALUE));
    }

    private int all() {
        return rest.size()
                + branches.stream().mapToInt(branch -> branch.rules.size()).sum();
    }

    private static List<Placed> those(List<Placed> rules, Predicate<Region> wanted) {
        return rules.stream().filter(rule -> wanted.test(rule.region)).toList();
    }

    private static Split byProtocol(List<Placed> rules) {
        var branches = WITH_PORTS.stream()
                .filter(protocol -> rules.stream().anyMatch(rule -> protocol.equals(rule.region.protocol())))
                .map(protocol -> new Branch(
                        "-p " + RuleMatch.text(protocol),
                        protocol,
                        those(rules, region -> region.protocol() == null || protocol.equals(region.protocol()))))
                .toList();
        return new Split(
                branches, those(rules, region -> region.protocol() == null || !WITH_PORTS.contains(region.protocol())));
    }

    /// By where the ranges of ports begin, about as many to each part.
    private static Split byPort(List<Placed> rules, Protocol protocol) {
        var starts = rules.stream()
                .flatMap(rule -> rule.region.ports().stream())
                .mapToInt(PortRange::first)
                .sorted()
                .toArray();
        var cuts = Stream.iterate(1, i -> i < BRANCHES, i -> i + 1)
                .filter(_ -> starts.length > 0)
                .map(i -> starts[starts.length * i / BRANCHES])
                .filter(cut -> cut > 0)
                .distinct()
                .toList();
        var branches = new ArrayList<Branch>();
        int first = 0;
        for (int i = 0; i <= cuts.size() && !cuts.isEmpty(); i++) {
            int last = i < cuts.size() ? cuts.get(i) - 1 : PortRange.MAX_PORT;
            var range = new PortRange(first, last);
            var name = RuleMatch.text(protocol);
            var match = "-p " + name + " -m " + name + " --dport " + first + ":" + last;
            branches.add(new Branch(match, protocol, those(rules, region -> region.touches(range))));
            first = last + 1;
        }
        return new Split(branches, those(rules, region -> region.ports().isEmpty()));
    }

    /// By the bits that follow those that all nets have.
    private static Split byNet(List<Placed> rules, Side side) {
        var nets =
                rules.stream().flatMap(rule -> rule.region.nets(side).stream()).toList();
        var branches = new ArrayList<Branch>();
        for (var part : nets.isEmpty() ? List.<Cidr>of() : parts(nets)) {
            var own = those(rules, region -> region.touches(side, part));
            if (own.stream().anyMatch(rule -> !rule.region.nets(side).isEmpty())) {
                branches.add(new Branch(side.in(part), null, own));
            }
        }
        return new Split(branches, those(rules, region -> region.nets(side).isEmpty()));
    }

    private static List<Cidr> parts(List<Cidr> nets) {
        var bytes = nets.getFirst().network().bytes();
        int common = nets.stream()
                .mapToInt(net -> Math.min(
                        net.prefixLength(), sameBits(bytes, net.network().bytes())))
                .min()
                .orElse(0);
        int length = Math.min(common + BITS, nets.getFirst().version().bits());
        return Stream.iterate(0, i -> i < 1 << (length - common), i -> i + 1)
                .map(i -> part(bytes, common, length, i))
                .toList();
    }

    /// The net that has the first bits of an address, then these.
    private static Cidr part(byte[] address, int common, int length, int bits) {
        var bytes = Arrays.copyOf(address, address.length);
        for (int i = common; i < length; i++) {
            int bit = bits >> (length - 1 - i) & 1;
            int mask = 0x80 >> i % Byte.SIZE;
            bytes[i / Byte.SIZE] = (byte) (bit == 1 ? bytes[i / Byte.SIZE] | mask : bytes[i / Byte.SIZE] & ~mask);
        }
        return new Cidr(Ip.ofBytes(bytes), length);
    }

    private static int sameBits(byte[] one, byte[] other) {
        int different = Arrays.mismatch(one, other);
        return different < 0
                ? one.length * Byte.SIZE
                : different * Byte.SIZE
                        + Integer.numberOfLeadingZeros((one[different] ^ other[different]) & 0xff)
                        - (Integer.SIZE - Byte.SIZE);
    }
}
