package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Ipset;
import io.margay.dataplane.kernel.MemberSink;
import io.margay.dataplane.kernel.MemberText;
import io.margay.dataplane.kernel.Members;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.Refusal;
import io.margay.dataplane.kernel.SetHeader;
import io.margay.dataplane.kernel.SetSpec;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/// A host without sets that does nothing but say each command, as `ipset restore` would read it. Members are sorted.
///
/// @param lines hears each command
record PreviewIpset(Consumer<String> lines) implements Ipset {
    /// A member as an object, to be sorted: by address, then protocol and port.
    private record One(Cidr address, int protocol, int port) implements Comparable<One> {
        private static final Comparator<One> ORDER = Comparator.comparing(One::address)
                .thenComparingInt(One::protocol)
                .thenComparingInt(One::port);
        /// Of a set without ports.
        private static final int NONE = -1;

        void tell(MemberSink sink) {
            var ip = address.network();
            if (protocol == NONE) {
                sink.net(ip.high(), ip.low(), address.prefixLength());
            } else {
                sink.port(ip.high(), ip.low(), protocol, port);
            }
        }

        @Override
        public int compareTo(One other) {
            return ORDER.compare(this, other);
        }
    }

    private record Kept(IpVersion version, Collection<One> members) implements MemberSink {
        @Override
        public void net(long high, long low, int prefixLength) {
            members.add(new One(new Cidr(new Ip(version, high, low), prefixLength), One.NONE, 0));
        }

        @Override
        public void port(long high, long low, int protocol, int port) {
            members.add(new One(Cidr.of(new Ip(version, high, low)), protocol, port));
        }
    }

    @Override
    public Optional<Refusal> create(SetSpec set) {
        return say("create " + set.name() + " " + set.kind().text() + " family "
                + (set.version() == IpVersion.V4 ? "inet" : "inet6") + " maxelem " + set.mostMembers());
    }

    @Override
    public Optional<Refusal> add(SetSpec set, Members members) {
        return each("add ", set, members);
    }

    @Override
    public Optional<Refusal> delete(SetSpec set, Members members) {
        return each("del ", set, members);
    }

    @Override
    public Optional<Refusal> flush(String name) {
        return say("flush " + name);
    }

    @Override
    public Optional<Refusal> swap(String name, String other) {
        return say("swap " + name + " " + other);
    }

    @Override
    public Optional<Refusal> destroy(String name) {
        return say("destroy " + name);
    }

    @Override
    public Reading<List<String>> names() {
        return new Reading.Read<>(List.of());
    }

    @Override
    public Reading<SetHeader> header(String name) {
        return new Reading.Unread<>(missing("list the header of " + name));
    }

    @Override
    public Optional<Refusal> list(String name, MemberSink into) {
        return Optional.of(missing("list " + name));
    }

    @Override
    public void close() {}

    private static Refusal missing(String attempted) {
        return new Refusal(Refusal.Reason.NO_SUCH_SET, attempted, "", "");
    }

    private Optional<Refusal> each(String verb, SetSpec set, Members members) {
        var sorted = new TreeSet<One>();
        members.tell(new Kept(set.version(), sorted));
        var text = new MemberText(set.version(), member -> say(verb + set.name() + " " + member));
        sorted.forEach(member -> member.tell(text));
        return Optional.empty();
    }

    private Optional<Refusal> say(String line) {
        lines.accept(line);
        return Optional.empty();
    }
}
