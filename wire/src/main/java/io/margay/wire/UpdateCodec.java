package io.margay.wire;

import static io.margay.wire.proto.Move.ADDED_FIELD_NUMBER;
import static io.margay.wire.proto.Move.IDENTITY_FIELD_NUMBER;
import static io.margay.wire.proto.Move.JOINED_FIELD_NUMBER;
import static io.margay.wire.proto.Move.LEFT_FIELD_NUMBER;
import static io.margay.wire.proto.Move.PORTS_FIELD_NUMBER;
import static io.margay.wire.proto.Move.REMOVED_FIELD_NUMBER;
import static io.margay.wire.proto.Move.WHOLE_FIELD_NUMBER;

import io.margay.model.update.Ints;
import io.margay.model.update.Part;
import io.margay.model.update.Part.Move;
import io.margay.wire.proto.Gone;
import io.margay.wire.proto.MemberChange;
import io.margay.wire.proto.Moves;
import io.margay.wire.proto.PolicyContents;

/// Parts of updates.
final class UpdateCodec {
    private UpdateCodec() {}

    /// The fields of a part; which field of [io.margay.wire.proto.Part] the message with these is.
    static int write(Part part, ProtoBytes out) {
        return switch (part) {
            case Part.Moves(var moves, var ended) -> {
                moves.forEach(move -> write(move, out));
                out.addresses(Moves.ENDED_FIELD_NUMBER, ended);
                yield io.margay.wire.proto.Part.MOVES_FIELD_NUMBER;
            }
            case Part.MemberChange(int set, var added, var removed) -> {
                out.number(MemberChange.SET_FIELD_NUMBER, set);
                Members.write(MemberChange.ADDED_FIELD_NUMBER, added, out);
                Members.write(MemberChange.REMOVED_FIELD_NUMBER, removed, out);
                yield io.margay.wire.proto.Part.MEMBER_CHANGE_FIELD_NUMBER;
            }
            case Part.Identities(var identities) -> {
                IdentityCodec.write(identities, out);
                yield io.margay.wire.proto.Part.IDENTITIES_FIELD_NUMBER;
            }
            case Part.SetContents set -> {
                SetCodec.write(set, out);
                yield io.margay.wire.proto.Part.SET_FIELD_NUMBER;
            }
            case Part.PolicyContents policy -> {
                write(policy, out);
                yield io.margay.wire.proto.Part.POLICY_FIELD_NUMBER;
            }
            case Part.ProfileContents(var rules) -> {
                PolicyCodec.write(rules, out);
                yield io.margay.wire.proto.Part.PROFILE_FIELD_NUMBER;
            }
            case Part.EndpointContents endpoint -> {
                EndpointCodec.write(endpoint, out);
                yield io.margay.wire.proto.Part.ENDPOINT_FIELD_NUMBER;
            }
            case Part.Gone gone -> {
                write(gone, out);
                yield io.margay.wire.proto.Part.GONE_FIELD_NUMBER;
            }
        };
    }

    /// The same, of an endpoint from the encoding, as a part of a message, of one that differs from it in its tiers
    /// alone.
    static int write(Part.EndpointContents endpoint, byte[] other, ProtoBytes out) {
        int from = ProtoBytes.within(other, ProtoBytes.within(other, 0));
        EndpointCodec.write(endpoint, other, from, out);
        return io.margay.wire.proto.Part.ENDPOINT_FIELD_NUMBER;
    }

    /// Errors: `IllegalArgumentException` for values that the model refuses or this release does not know.
    static Part read(io.margay.wire.proto.Part part) {
        return switch (part.getPartCase()) {
            case MOVES ->
                new Part.Moves(
                        part.getMoves().getMovesList().stream()
                                .map(UpdateCodec::read)
                                .toList(),
                        Addresses.read(part.getMoves().getEnded()));
            case MEMBER_CHANGE ->
                new Part.MemberChange(
                        part.getMemberChange().getSet(),
                        Members.read(part.getMemberChange().getAddedList()),
                        Members.read(part.getMemberChange().getRemovedList()));
            case IDENTITIES -> IdentityCodec.read(part.getIdentities());
            case SET -> SetCodec.read(part.getSet());
            case POLICY ->
                new Part.PolicyContents(
                        part.getPolicy().getPolicy(),
                        PolicyCodec.read(part.getPolicy().getRules()));
            case PROFILE -> new Part.ProfileContents(PolicyCodec.read(part.getProfile()));
            case ENDPOINT -> EndpointCodec.read(part.getEndpoint());
            case GONE -> read(part.getGone());
            case PART_NOT_SET -> throw new IllegalArgumentException("a part of no known kind");
        };
    }

    private static void write(Part.PolicyContents policy, ProtoBytes out) {
        out.number(PolicyContents.POLICY_FIELD_NUMBER, policy.policy());
        int from = out.begin(PolicyContents.RULES_FIELD_NUMBER);
        PolicyCodec.write(policy.rules(), out);
        out.end(from);
    }

    private static void write(Move move, ProtoBytes out) {
        int from = out.begin(Moves.MOVES_FIELD_NUMBER);
        out.number(IDENTITY_FIELD_NUMBER, move.identity());
        out.flag(WHOLE_FIELD_NUMBER, move.whole());
        Ports.write(PORTS_FIELD_NUMBER, move.ports(), out);
        out.addresses(ADDED_FIELD_NUMBER, move.added());
        out.addresses(REMOVED_FIELD_NUMBER, move.removed());
        out.numbers(JOINED_FIELD_NUMBER, move.joined());
        out.numbers(LEFT_FIELD_NUMBER, move.left());
        out.end(from);
    }

    private static Move read(io.margay.wire.proto.Move move) {
        return new Move(
                move.getIdentity(),
                move.getWhole(),
                Ports.read(move.getPortsList()),
                Addresses.read(move.getAdded()),
                Addresses.read(move.getRemoved()),
                Ints.of(move.getJoinedList()),
                Ints.of(move.getLeftList()));
    }

    private static void write(Part.Gone gone, ProtoBytes out) {
        out.numbers(Gone.SETS_FIELD_NUMBER, gone.sets());
        out.numbers(Gone.POLICIES_FIELD_NUMBER, gone.policies());
        Names.write(Gone.PROFILES_FIELD_NUMBER, gone.profiles(), out);
        for (var endpoint : gone.endpoints()) {
            Names.write(Gone.ENDPOINTS_FIELD_NUMBER, endpoint, out);
        }
    }

    private static Part.Gone read(Gone gone) {
        return new Part.Gone(
                Ints.of(gone.getSetsList()),
                Ints.of(gone.getPoliciesList()),
                gone.getProfilesList(),
                Names.read(gone.getEndpointsList()));
    }
}
