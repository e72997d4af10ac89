package io.margay.dataplane.iptables;

import io.margay.dataplane.plan.Member;
import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.AddressSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// One set of the kernel's, and the lines of `ipset restore` that change it.
///
/// @param withPorts of (address, protocol, port), not of nets
record KernelSet(String name, IpVersion version, boolean withPorts) {
    /// As many as Calico allows.
    private static final int MOST_MEMBERS = 1 << 20;

    /// The set that holds an address set's members of one version.
    static KernelSet of(AddressSet set, IpVersion version) {
        return new KernelSet(Names.set(set.id(), version), version, PeerOptions.hasPorts(set));
    }

    /// The set that holds a rule's list of nets.
    static KernelSet of(NetSet nets) {
        return new KernelSet(nets.name(), nets.version(), false);
    }

    /// Makes a set that is not there, with these members.
    List<String> create(Collection<Member> members) {
        var lines = new ArrayList<String>();
        lines.add("create " + name + (withPorts ? " hash:ip,port" : " hash:net") + " family "
                + (version == IpVersion.V4 ? "inet" : "inet6") + " maxelem " + MOST_MEMBERS);
        lines.addAll(add(members));
        return lines;
    }

    /// Gives a set that is there these members and no others, at one blow.
    List<String> replace(Collection<Member> members) {
        var next = new KernelSet(Names.temporary(name), version, withPorts);
        var lines = new ArrayList<>(next.create(List.of()));
        lines.add("flush " + next.name);
        lines.addAll(next.add(members));
        lines.add("swap " + next.name + " " + name);
        lines.add("destroy " + next.name);
        return lines;
    }

    /// Adds members, of this version only.
    List<String> add(Collection<Member> members) {
        return each("add ", members);
    }

    /// Removes members, of this version only.
    List<String> remove(Collection<Member> members) {
        return each("del ", members);
    }

    private List<String> each(String verb, Collection<Member> members) {
        return members.stream()
                .filter(member -> member.version() == version)
                .sorted()
                .map(member -> verb + name + " " + print(member))
                .toList();
    }

    private static String print(Member member) {
        var address = print(member.address());
        return member.protocol() == null
                ? address
                : address + "," + member.protocol().name().toLowerCase(Locale.ROOT) + ":" + member.port();
    }

    private static String print(Cidr address) {
        return address.isSingle() ? address.network().toString() : address.toString();
    }
}
