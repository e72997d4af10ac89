package io.margay.dataplane.plan;

import io.margay.dataplane.kernel.MemberSink;
import io.margay.dataplane.kernel.Members;
import io.margay.model.net.CidrList;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.Transaction.Member;
import io.margay.model.update.HeldIdentity;
import io.margay.model.update.HeldSet;
import io.margay.model.update.Holdings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All members of a set at one moment, expanded when they are told.
///
/// Memory: a reference for each identity that the set means.
final class HeldMembers implements SetMembers {
    private final Expansion expansion;
    private final HeldIdentity[] identities;
    private final List<Member> direct;

    private HeldMembers(Expansion expansion, HeldIdentity[] identities, List<Member> direct) {
        this.expansion = expansion;
        this.identities = identities;
        this.direct = direct;
    }

    static HeldMembers of(Holdings held, HeldSet set) {
        var identities = new HeldIdentity[set.identities().getCardinality()];
        int size = 0;
        for (var numbers = set.identities().getIntIterator(); numbers.hasNext(); ) {
            identities[size++] = known(held.identity(numbers.next()), set);
        }
        return new HeldMembers(Expansion.of(set), identities, List.copyOf(set.members()));
    }

    @Override
    public Members of(IpVersion version) {
        return has(version) ? sink -> forEach(only(version, sink)) : _ -> {};
    }

    @Override
    public boolean has(IpVersion version) {
        for (var identity : identities) {
            if (identity.addresses().has(version)) {
                return true;
            }
        }
        return direct.stream().anyMatch(member -> member.address().version() == version);
    }

    @Override
    public long count(IpVersion version) {
        long count = direct.stream()
                .filter(member -> member.address().version() == version)
                .count();
        for (var identity : identities) {
            count += count(identity.addresses(), version);
        }
        return count;
    }

    private static int count(CidrList addresses, IpVersion version) {
        int count = 0;
        for (int i = 0; i < addresses.size(); i++) {
            count += CidrList.version(addresses.headAt(i)) == version ? 1 : 0;
        }
        return count;
    }

    /// Tells each; one that has several holders may be told several times.
    void forEach(EachMember each) {
        for (var member : direct) {
            Expansion.tell(member, each);
        }
        for (var identity : identities) {
            expansion.tell(identity, each);
        }
    }

    private static EachMember only(IpVersion version, MemberSink sink) {
        return (high, low, code) -> {
            if (MemberCode.version(code) == version) {
                MemberCode.tell(high, low, code, sink);
            }
        };
    }

    private static HeldIdentity known(@Nullable HeldIdentity identity, HeldSet set) {
        if (identity == null) {
            throw new IllegalStateException(set.id() + " means an identity that is not there");
        }
        return identity;
    }
}
