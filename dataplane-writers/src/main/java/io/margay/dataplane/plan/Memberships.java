package io.margay.dataplane.plan;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.NamedPort;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.SetId;
import io.margay.model.ruleset.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Identities, their addresses, and the sets that mean them: which members come and go.
///
/// A member is in a set while any holder of its address is. So nothing is counted and no set is kept expanded: whether
/// a member is there is asked of the holders of its address, before the first step that touches it and after the last.
/// Memory: the addresses of the identities and the parts of the sets. Cost of a change of one address: one look for
/// each set that its identity is in.
final class Memberships {
    private static final class Identity {
        final List<NamedPort> ports;
        final Set<Cidr> addresses = new HashSet<>();
        final Set<Group> groups = new HashSet<>();

        Identity(List<NamedPort> ports) {
            this.ports = ports;
        }
    }

    /// A set, by its parts.
    private static final class Group {
        final AddressSet set;
        final Set<Identity> identities = new HashSet<>();
        final Set<Member> direct = new HashSet<>();
        /// Members that this transaction touches, and whether they were there before it.
        final Map<Member, Boolean> before = new HashMap<>();

        Group(AddressSet set) {
            this.set = set;
        }
    }

    private final Map<Integer, Identity> identities = new HashMap<>();
    private final Map<Cidr, List<Identity>> holders = new HashMap<>();
    private final Map<SetId, Group> groups = new HashMap<>();

    /// Whether the set is there.
    boolean hasSet(SetId id) {
        return groups.containsKey(id);
    }

    /// Whether the identity is there.
    boolean hasIdentity(int number) {
        return identities.containsKey(number);
    }

    /// Makes the transaction's changes and says what they do to each set.
    ///
    /// Errors: none; the caller has seen that every identity that a set names is known.
    Map<SetId, SetPlan> apply(Transaction transaction) {
        var plans = new HashMap<SetId, SetPlan>();
        var touched = new HashSet<Group>();
        var created = new HashSet<SetId>();
        transaction.gone().sets().stream().filter(this::deleteSet).forEach(id -> plans.put(id, new SetPlan.Delete()));
        for (var change : transaction.identities()) {
            var identity = identities.computeIfAbsent(change.identity(), _ -> new Identity(change.ports()));
            touched.addAll(identity.groups);
            change.removed().forEach(address -> leave(identity, address));
            change.added().forEach(address -> join(identity, address));
        }
        for (var change : transaction.sets()) {
            var id = change.set().id();
            var group = groups.get(id);
            if (group == null) {
                group = new Group(change.set());
                groups.put(id, group);
                created.add(id);
            }
            touched.add(group);
            changeParts(group, change);
        }
        transaction.gone().identities().forEach(number -> deleteIdentity(number, touched));
        touched.forEach(group -> settle(group, created, plans));
        return plans;
    }

    /// All sets, expanded. Cost: every member once.
    Map<SetId, Content.Expanded> expanded() {
        var all = new HashMap<SetId, Content.Expanded>();
        groups.forEach((id, group) -> all.put(id, new Content.Expanded(group.set, members(group))));
        return all;
    }

    private boolean deleteSet(SetId id) {
        var group = groups.remove(id);
        if (group == null) {
            return false;
        }
        group.identities.forEach(identity -> identity.groups.remove(group));
        return true;
    }

    private void join(Identity identity, Cidr address) {
        touch(identity, address);
        if (identity.addresses.add(address)) {
            holders.merge(
                    address,
                    List.of(identity),
                    (some, one) -> Stream.concat(some.stream(), one.stream()).toList());
        }
    }

    private void leave(Identity identity, Cidr address) {
        touch(identity, address);
        if (identity.addresses.remove(address)) {
            holders.computeIfPresent(address, (_, some) -> {
                var rest = some.stream().filter(holder -> holder != identity).toList();
                return rest.isEmpty() ? null : rest;
            });
        }
    }

    private void changeParts(Group group, Transaction.SetChange change) {
        for (var part : change.removed()) {
            switch (part) {
                case Transaction.OfIdentity(var number) -> exclude(group, number);
                case Transaction.Member member ->
                    direct(member).forEach(one -> {
                        touch(group, one);
                        group.direct.remove(one);
                    });
            }
        }
        for (var part : change.added()) {
            switch (part) {
                case Transaction.OfIdentity(var number) -> include(group, number);
                case Transaction.Member member ->
                    direct(member).forEach(one -> {
                        touch(group, one);
                        group.direct.add(one);
                    });
            }
        }
    }

    private void include(Group group, int number) {
        var identity = identities.get(number);
        if (identity == null) {
            throw new IllegalStateException("identity " + number + " of set " + group.set + " was not checked");
        }
        identity.addresses.forEach(address -> touch(group, identity, address));
        group.identities.add(identity);
        identity.groups.add(group);
    }

    private void exclude(Group group, int number) {
        var identity = identities.get(number);
        if (identity != null) {
            identity.addresses.forEach(address -> touch(group, identity, address));
            group.identities.remove(identity);
            identity.groups.remove(group);
        }
    }

    private void deleteIdentity(int number, Set<Group> touched) {
        var identity = identities.get(number);
        if (identity != null) {
            touched.addAll(identity.groups);
            List.copyOf(identity.addresses).forEach(address -> leave(identity, address));
            identity.groups.forEach(group -> group.identities.remove(identity));
            identities.remove(number);
        }
    }

    private void touch(Identity identity, Cidr address) {
        identity.groups.forEach(group -> touch(group, identity, address));
    }

    private void touch(Group group, Identity identity, Cidr address) {
        expand(group, identity, address).forEach(member -> touch(group, member));
    }

    private void touch(Group group, Member member) {
        if (!group.before.containsKey(member)) {
            group.before.put(member, isThere(group, member));
        }
    }

    private void settle(Group group, Set<SetId> created, Map<SetId, SetPlan> plans) {
        var id = group.set.id();
        if (created.contains(id)) {
            plans.put(id, new SetPlan.Whole(group.set, members(group)));
        } else if (groups.get(id) == group) {
            var added = new HashSet<Member>();
            var removed = new HashSet<Member>();
            group.before.forEach((member, was) -> {
                if (was != isThere(group, member)) {
                    (was ? removed : added).add(member);
                }
            });
            if (!added.isEmpty() || !removed.isEmpty()) {
                plans.put(id, new SetPlan.Change(group.set, added, removed));
            }
        }
        group.before.clear();
    }

    private Set<Member> members(Group group) {
        var members = new HashSet<>(group.direct);
        for (var identity : group.identities) {
            identity.addresses.forEach(address -> members.addAll(expand(group, identity, address)));
        }
        return members;
    }

    private boolean isThere(Group group, Member member) {
        return group.direct.contains(member)
                || holdersOf(member.address())
                        .anyMatch(holder -> group.identities.contains(holder) && holds(group.set, holder, member));
    }

    private static boolean holds(AddressSet set, Identity identity, Member member) {
        return !(set instanceof AddressSet.NamedPorts named)
                || ports(named, identity).anyMatch(port -> port.port() == member.port());
    }

    private Stream<Identity> holdersOf(Cidr address) {
        var own = holders.getOrDefault(address, List.of()).stream();
        return address.prefixLength() == 1
                ? Stream.concat(own, holders.getOrDefault(new Cidr(address.network(), 0), List.of()).stream())
                : own;
    }

    private static List<Member> expand(Group group, Identity identity, Cidr address) {
        return switch (group.set) {
            case AddressSet.Selected _, AddressSet.ServiceAddresses _ ->
                halves(address).stream().map(Member::of).toList();
            case AddressSet.NamedPorts named ->
                ports(named, identity)
                        .map(port -> new Member(address, port.protocol(), port.port()))
                        .toList();
            case AddressSet.ServicePorts _ -> List.of();
        };
    }

    private static Stream<NamedPort> ports(AddressSet.NamedPorts named, Identity identity) {
        return identity.ports.stream()
                .filter(port ->
                        port.name().equals(named.name()) && port.protocol().equals(named.protocol()));
    }

    private static List<Member> direct(Transaction.Member member) {
        var members = new ArrayList<Member>();
        halves(member.address()).forEach(half -> members.add(new Member(half, member.protocol(), member.port())));
        return members;
    }

    /// Kernels know no prefix of length 0 in a set: it is two of length 1.
    private static List<Cidr> halves(Cidr address) {
        if (address.prefixLength() > 0) {
            return List.of(address);
        }
        var upper = address.version() == IpVersion.V4
                ? new Ip(IpVersion.V4, 0, 0x8000_0000L)
                : new Ip(IpVersion.V6, Long.MIN_VALUE, 0);
        return List.of(new Cidr(address.network(), 1), new Cidr(upper, 1));
    }
}
