package io.margay.wire;

import io.margay.model.net.Protocol;
import io.margay.model.ruleset.Transaction.Member;
import java.util.List;

/// Members of the sets of services.
final class Members {
    private Members() {}

    static List<io.margay.wire.proto.Member> write(List<Member> members) {
        return members.stream().map(Members::write).toList();
    }

    /// Errors: `IllegalArgumentException` for what is no address or no protocol.
    static List<Member> read(List<io.margay.wire.proto.Member> members) {
        return members.stream().map(Members::read).toList();
    }

    private static io.margay.wire.proto.Member write(Member member) {
        var written = io.margay.wire.proto.Member.newBuilder()
                .setAddress(Addresses.write(List.of(member.address())))
                .setPort(member.port());
        if (member.protocol() != null) {
            written.setProtocol(member.protocol().number());
        }
        return written.build();
    }

    private static Member read(io.margay.wire.proto.Member member) {
        return new Member(
                Addresses.readOne(member.getAddress()),
                member.hasProtocol() ? new Protocol(member.getProtocol()) : null,
                member.getPort());
    }
}
