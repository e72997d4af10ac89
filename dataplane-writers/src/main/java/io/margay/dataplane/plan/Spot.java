package io.margay.dataplane.plan;

import io.margay.model.net.Cidr;
import io.margay.model.net.CidrList;
import io.margay.model.net.Ip;
import io.margay.model.net.Protocol;
import io.margay.model.ruleset.Transaction.Member;

/// A member, in numbers.
///
/// @param code as [MemberCode] has it
record Spot(long high, long low, int code) {
    /// The head of its address, as of [CidrList].
    int head() {
        return MemberCode.head(code);
    }

    /// As engines say it.
    Member member() {
        var version = MemberCode.version(code);
        var address = new Cidr(new Ip(version, high, low), CidrList.prefixLength(head()));
        return MemberCode.hasPort(code)
                ? new Member(address, new Protocol(MemberCode.protocol(code)), MemberCode.port(code))
                : new Member(address, null, 0);
    }
}
