package io.margay.model.update;

import io.margay.model.net.Cidr;
import io.margay.model.net.CidrList;
import java.util.LinkedHashSet;
import java.util.Set;

/// Which addresses' owners ended while a host did not hear of it: what follows where everything is replaced.
///
/// Such an update says what ended lately, perhaps more than since the state before. Of the same shard, an address that
/// is in the identity in which it was is not looked at: either the host knew its owner, or that one may do the same as
/// the one before. Where the host is told of all identities, an address that none has is nobody's any more. That one
/// has it that another had is no sign: its owner may have been relabelled.
///
/// Cost: a look at each address held.
final class Endings {
    private final Holdings before;
    private final Holdings after;

    Endings(Holdings before, Holdings after) {
        this.before = before;
        this.after = after;
    }

    /// @param said what the update says
    /// @param header of the update
    /// @param incarnation whose numbers are those before
    Set<Cidr> of(Set<Cidr> said, Update header, long incarnation) {
        var ended = new LinkedHashSet<>(said);
        if (header.incarnation() == incarnation) {
            ended.removeIf(this::stays);
        }
        if (header.all()) {
            before.forEachIdentity(number -> addLost(before.known(number).addresses(), ended));
        }
        return ended;
    }

    private boolean stays(Cidr address) {
        var list = CidrList.of(Set.of(address));
        return before.anyHolder(list.highAt(0), list.lowAt(0), list.headAt(0), number -> {
            var now = after.identity(number);
            return now != null && now.addresses().contains(address);
        });
    }

    /// Nets of more than one address are no workload's.
    private void addLost(CidrList addresses, Set<Cidr> ended) {
        for (int i = 0; i < addresses.size(); i++) {
            int head = addresses.headAt(i);
            boolean isSingle =
                    CidrList.prefixLength(head) == CidrList.version(head).bits();
            if (isSingle && !after.anyHolder(addresses.highAt(i), addresses.lowAt(i), head, _ -> true)) {
                ended.add(addresses.get(i));
            }
        }
    }
}
