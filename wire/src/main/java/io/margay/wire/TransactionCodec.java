package io.margay.wire;

import io.margay.model.ruleset.SetId;
import io.margay.model.ruleset.Transaction;
import io.margay.model.ruleset.Transaction.Gone;
import io.margay.model.ruleset.Transaction.IdentityChange;
import io.margay.model.ruleset.Transaction.Member;
import io.margay.model.ruleset.Transaction.OfIdentity;
import io.margay.model.ruleset.Transaction.Part;
import io.margay.model.ruleset.Transaction.SetChange;
import io.margay.wire.proto.Parts;
import java.util.ArrayList;
import java.util.List;

/// Transactions. What has no order in the model keeps none here: a set's identities come before its members.
final class TransactionCodec {
    private TransactionCodec() {}

    static io.margay.wire.proto.Transaction write(Transaction transaction) {
        var written = io.margay.wire.proto.Transaction.newBuilder()
                .setNode(transaction.node())
                .setBase(transaction.base())
                .setRevision(transaction.revision())
                .setGone(write(transaction.gone()));
        transaction.identities().forEach(change -> written.addIdentities(write(change)));
        transaction.sets().forEach(change -> written.addSets(write(change)));
        transaction.policies().forEach(policy -> written.addPolicies(PolicyCodec.write(policy)));
        transaction.profiles().forEach(profile -> written.addProfiles(PolicyCodec.write(profile)));
        transaction.endpoints().forEach(endpoint -> written.addEndpoints(PolicyCodec.write(endpoint)));
        return written.build();
    }

    /// Errors: `IllegalArgumentException` for values that the model refuses or this release does not know.
    static Transaction read(io.margay.wire.proto.Transaction transaction) {
        return new Transaction(
                transaction.getNode(),
                transaction.getBase(),
                transaction.getRevision(),
                transaction.getIdentitiesList().stream()
                        .map(TransactionCodec::read)
                        .toList(),
                transaction.getSetsList().stream().map(TransactionCodec::read).toList(),
                transaction.getPoliciesList().stream().map(PolicyCodec::read).toList(),
                transaction.getProfilesList().stream().map(PolicyCodec::read).toList(),
                transaction.getEndpointsList().stream().map(PolicyCodec::read).toList(),
                read(transaction.getGone()));
    }

    private static io.margay.wire.proto.IdentityChange write(IdentityChange change) {
        var written = io.margay.wire.proto.IdentityChange.newBuilder()
                .setIdentity(change.identity())
                .addAllPorts(Ports.write(change.ports()))
                .setAdded(Addresses.write(change.added()))
                .setRemoved(Addresses.write(change.removed()));
        return written.build();
    }

    private static IdentityChange read(io.margay.wire.proto.IdentityChange change) {
        return new IdentityChange(
                change.getIdentity(),
                Ports.read(change.getPortsList()),
                Addresses.read(change.getAdded()),
                Addresses.read(change.getRemoved()));
    }

    private static io.margay.wire.proto.SetChange write(SetChange change) {
        return io.margay.wire.proto.SetChange.newBuilder()
                .setSet(Selectors.write(change.set()))
                .setAdded(write(change.added()))
                .setRemoved(write(change.removed()))
                .build();
    }

    private static SetChange read(io.margay.wire.proto.SetChange change) {
        return new SetChange(Selectors.read(change.getSet()), read(change.getAdded()), read(change.getRemoved()));
    }

    private static Parts write(List<Part> parts) {
        var written = Parts.newBuilder();
        for (var part : parts) {
            switch (part) {
                case OfIdentity(int identity) -> written.addIdentities(identity);
                case Member member -> written.addMembers(Members.write(member));
            }
        }
        return written.build();
    }

    private static List<Part> read(Parts parts) {
        var read = new ArrayList<Part>(parts.getIdentitiesCount() + parts.getMembersCount());
        parts.getIdentitiesList().forEach(identity -> read.add(new OfIdentity(identity)));
        parts.getMembersList().forEach(member -> read.add(Members.read(member)));
        return read;
    }

    private static io.margay.wire.proto.Gone write(Gone gone) {
        return io.margay.wire.proto.Gone.newBuilder()
                .addAllIdentities(gone.identities())
                .addAllSets(gone.sets().stream().map(SetId::text).toList())
                .addAllPolicies(PolicyCodec.keys(gone.policies()))
                .addAllProfiles(gone.profiles())
                .addAllEndpoints(PolicyCodec.keys(gone.endpoints()))
                .build();
    }

    private static Gone read(io.margay.wire.proto.Gone gone) {
        return new Gone(
                gone.getIdentitiesList(),
                gone.getSetsList().stream().map(SetId::new).toList(),
                PolicyCodec.readKeys(gone.getPoliciesList()),
                gone.getProfilesList(),
                PolicyCodec.readKeys(gone.getEndpointsList()));
    }
}
