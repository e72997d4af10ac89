package io.margay.wire;

import io.margay.model.update.Ints;
import io.margay.model.update.Part;
import io.margay.model.update.Part.Move;

/// Parts of updates.
final class UpdateCodec {
    private UpdateCodec() {}

    /// Any but the contents of an endpoint, which [EndpointCodec] writes.
    static io.margay.wire.proto.Part write(Part part) {
        var written = io.margay.wire.proto.Part.newBuilder();
        switch (part) {
            case Part.Moves(var moves) ->
                written.getMovesBuilder()
                        .addAllMoves(moves.stream().map(UpdateCodec::write).toList());
            case Part.MemberChange(int set, var added, var removed) ->
                written.getMemberChangeBuilder()
                        .setSet(set)
                        .addAllAdded(Members.write(added))
                        .addAllRemoved(Members.write(removed));
            case Part.Identities identities -> written.setIdentities(IdentityCodec.write(identities));
            case Part.SetContents set -> written.setSet(SetCodec.write(set));
            case Part.PolicyContents(int policy, var rules) ->
                written.getPolicyBuilder().setPolicy(policy).setRules(PolicyCodec.write(rules));
            case Part.ProfileContents(var rules) -> written.setProfile(PolicyCodec.write(rules));
            case Part.EndpointContents endpoint -> throw new IllegalArgumentException("written elsewhere: " + endpoint);
            case Part.Gone gone -> written.setGone(write(gone));
        }
        return written.build();
    }

    /// Errors: `IllegalArgumentException` for values that the model refuses or this release does not know.
    static Part read(io.margay.wire.proto.Part part) {
        return switch (part.getPartCase()) {
            case MOVES ->
                new Part.Moves(part.getMoves().getMovesList().stream()
                        .map(UpdateCodec::read)
                        .toList());
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

    private static io.margay.wire.proto.Move write(Move move) {
        var written = io.margay.wire.proto.Move.newBuilder()
                .setIdentity(move.identity())
                .setWhole(move.whole())
                .addAllPorts(Ports.write(move.ports()))
                .setAdded(Addresses.write(move.added()))
                .setRemoved(Addresses.write(move.removed()));
        move.joined().forEach(written::addJoined);
        move.left().forEach(written::addLeft);
        return written.build();
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

    private static io.margay.wire.proto.Gone write(Part.Gone gone) {
        var written = io.margay.wire.proto.Gone.newBuilder()
                .addAllProfiles(gone.profiles())
                .addAllEndpoints(Names.write(gone.endpoints()));
        gone.sets().forEach(written::addSets);
        gone.policies().forEach(written::addPolicies);
        return written.build();
    }

    private static Part.Gone read(io.margay.wire.proto.Gone gone) {
        return new Part.Gone(
                Ints.of(gone.getSetsList()),
                Ints.of(gone.getPoliciesList()),
                gone.getProfilesList(),
                Names.read(gone.getEndpointsList()));
    }
}
