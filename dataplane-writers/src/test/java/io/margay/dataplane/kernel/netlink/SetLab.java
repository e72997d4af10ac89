package io.margay.dataplane.kernel.netlink;

import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Ipset;
import io.margay.dataplane.kernel.MemberSink;
import io.margay.dataplane.kernel.MemberText;
import io.margay.dataplane.kernel.Members;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.Refusal;
import io.margay.dataplane.kernel.SetHeader;
import io.margay.dataplane.kernel.SetSpec;
import io.margay.dataplane.lab.Lab;
import io.margay.dataplane.lab.Privileged;
import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A network namespace for sets, and words for what is in them.
final class SetLab implements AutoCloseable {
    /// One of each kind and version.
    static final List<SetSpec> ALL = Stream.of(IpVersion.values())
            .flatMap(version -> Stream.of(SetSpec.Kind.values())
                    .map(kind -> new SetSpec(kind.name() + version.number(), kind, version, 1 << 20)))
            .toList();

    /// Is to be told nothing.
    static class Nobody implements MemberSink {
        @Override
        public void net(long high, long low, int prefixLength) {
            throw new AssertionError("a net");
        }

        @Override
        public void port(long high, long low, int protocol, int port) {
            throw new AssertionError("a port");
        }
    }

    private final Lab lab = Lab.open();
    private final Netns netns = lab.addNode("sets", List.of()).netns();
    private final NetlinkIpset ipset = NetlinkIpset.in(netns);

    private SetLab() {}

    static SetLab open() {
        Privileged.assumeLab();
        return new SetLab();
    }

    Netns netns() {
        return netns;
    }

    NetlinkIpset ipset() {
        return ipset;
    }

    Commands commands() {
        return Commands.in(netns);
    }

    /// Members by their texts: `10.0.0.0/8`, `10.0.0.1`, `10.0.0.1,tcp:80`.
    static Members members(String... texts) {
        return sink -> Stream.of(texts).forEach(text -> tell(text, sink));
    }

    private static void tell(String text, MemberSink sink) {
        var parts = text.split(",", 2);
        var cidr = Cidr.parse(parts[0]).orElseThrow();
        var ip = cidr.network();
        if (parts.length == 1) {
            sink.net(ip.high(), ip.low(), cidr.prefixLength());
        } else {
            var port = parts[1].split(":", 2);
            var protocol = Protocol.parse(port[0]).orElseThrow();
            sink.port(ip.high(), ip.low(), protocol.number(), Integer.parseInt(port[1]));
        }
    }

    /// Members that a set of this kind and version may have, the first of as many as wanted.
    static Members some(SetSpec set, int count) {
        return sink -> {
            for (int i = 0; i < count; i++) {
                long high = set.version() == IpVersion.V4 ? 0 : 0xfd00_0000_0000_0000L;
                long low = set.version() == IpVersion.V4 ? 0x0a00_0000L + i : (long) i << 32 | i;
                if (set.kind() == SetSpec.Kind.NET) {
                    sink.net(high, low, set.version().bits());
                } else {
                    sink.port(high, low, Protocol.TCP.number(), 1 + i % 60_000);
                }
            }
        };
    }

    static SortedSet<String> list(Ipset ipset, SetSpec set) {
        var members = new TreeSet<String>();
        ipset.list(set.name(), new MemberText(set.version(), members::add)).ifPresent(why -> {
            throw new AssertionError(why.why());
        });
        return members;
    }

    static SortedSet<String> texts(SetSpec set, Members members) {
        var texts = new TreeSet<String>();
        members.tell(new MemberText(set.version(), texts::add));
        return texts;
    }

    static SetHeader header(Ipset ipset, SetSpec set) {
        return switch (ipset.header(set.name())) {
            case Reading.Read<SetHeader>(var header) -> header;
            case Reading.Unread<SetHeader>(var why) -> throw new AssertionError(why.why());
        };
    }

    /// A prefix of every length.
    static String[] prefixes(SetSpec set) {
        var address = set.version() == IpVersion.V4 ? "170.170.170.171" : "aaaa:aaaa:aaaa:aaaa:aaaa:aaaa:aaaa:aaab";
        var texts = new String[set.version().bits()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = address + "/" + (i + 1);
        }
        return texts;
    }

    List<String> names() {
        return switch (ipset.names()) {
            case Reading.Read<List<String>>(var names) -> names;
            case Reading.Unread<List<String>>(var why) -> throw new AssertionError(why.why());
        };
    }

    /// Why it was refused; empty where it was done.
    static Optional<Refusal.Reason> reason(Optional<Refusal> refusal) {
        return refusal.map(Refusal::reason);
    }

    @Override
    public void close() {
        ipset.close();
        lab.close();
    }
}
