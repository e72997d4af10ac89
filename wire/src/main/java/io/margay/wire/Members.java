package io.margay.wire;

import static io.margay.wire.proto.Member.ADDRESS_FIELD_NUMBER;
import static io.margay.wire.proto.Member.PORT_FIELD_NUMBER;
import static io.margay.wire.proto.Member.PROTOCOL_FIELD_NUMBER;

import io.margay.model.net.Protocol;
import io.margay.model.ruleset.Transaction.Member;
import java.util.List;

/// Members of the sets of services.
final class Members {
    private Members() {}

    static void write(int field, List<Member> members, ProtoBytes out) {
        for (var member : members) {
            int from = out.begin(field);
            out.addresses(ADDRESS_FIELD_NUMBER, List.of(member.address()));
            if (member.protocol() != null) {
                out.always(PROTOCOL_FIELD_NUMBER, member.protocol().number());
            }
            out.number(PORT_FIELD_NUMBER, member.port());
            out.end(from);
        }
    }

    /// Errors: `IllegalArgumentException` for what is no address or no protocol.
    static List<Member> read(List<io.margay.wire.proto.Member> members) {
        return members.stream().map(Members::read).toList();
    }

    private static Member read(io.margay.wire.proto.Member member) {
        return new Member(
                Addresses.readOne(member.getAddress()),
                member.hasProtocol() ? new Protocol(member.getProtocol()) : null,
                member.getPort());
    }
}
