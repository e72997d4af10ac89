package io.margay.dataplane.plan;

import io.margay.dataplane.kernel.Members;
import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.Transaction.Member;
import java.util.Collection;

/// Members of one address set, of both versions. Immutable; may be told any number of times, on any thread.
public interface SetMembers {
    /// These prefixes.
    static SetMembers of(Collection<Cidr> prefixes) {
        var list = new MemberList.Builder();
        prefixes.forEach(prefix -> Expansion.tell(new Member(prefix, null, 0), list));
        return list.build();
    }

    /// Those of a version, one after another; one that has several holders may be told several times.
    Members of(IpVersion version);

    /// Whether there may be any of a version.
    boolean has(IpVersion version);

    /// About how many there are of a version; never 0 where there are some.
    long count(IpVersion version);
}
