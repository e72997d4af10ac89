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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/// A host without sets that does nothing but say each command, as `ipset restore` would read it. Members are sorted.
///
/// @param lines hears each command
/// @param told what each set was told to hold
record PreviewIpset(Consumer<String> lines, Map<String, Told> told) implements Ipset {
    /// A set that was made.
    private record Told(SetSpec set, List<Members> members) {}

    PreviewIpset(Consumer<String> lines) {
        this(lines, new HashMap<>());
    }

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
        told.put(set.name(), new Told(set, new ArrayList<>()));
        return say("create " + set.name() + " " + set.kind().text() + " family "
                + (set.version() == IpVersion.V4 ? "inet" : "inet6") + " maxelem " + set.mostMembers());
    }

    @Override
    public Optional<Refusal> add(SetSpec set, Members members) {
        var before = told.get(set.name());
        if (before != null) {
            before.members.add(members);
        }
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
        var set = told.get(name);
        return set == null
                ? new Reading.Unread<>(missing("list the header of " + name))
                : new Reading.Read<>(new SetHeader(set.set, set.members.size(), 0, 0));
    }

    @Override
    public Optional<Refusal> list(String name, MemberSink into) {
        var set = told.get(name);
        if (set == null) {
            return Optional.of(missing("list " + name));
        }
        set.members.forEach(members -> members.tell(into));
        return Optional.empty();
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
