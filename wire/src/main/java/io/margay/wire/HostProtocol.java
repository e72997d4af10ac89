package io.margay.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.margay.model.ruleset.Transaction;
import io.margay.wire.proto.ToHost;

/// The host protocol, between values and bytes.
///
/// Errors of all readers: [MalformedMessage].
public final class HostProtocol {
    private HostProtocol() {}

    /// A transaction, as a message to a host.
    public static byte[] write(Transaction transaction) {
        return ToHost.newBuilder()
                .setTransaction(TransactionCodec.write(transaction))
                .build()
                .toByteArray();
    }

    /// The transaction of a message to a host.
    public static Transaction readTransaction(byte[] bytes) {
        try {
            var message = ToHost.parseFrom(bytes);
            if (!message.hasTransaction()) {
                throw new MalformedMessage("a message to a host without a transaction");
            }
            return TransactionCodec.read(message.getTransaction());
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new MalformedMessage("not a message to a host: " + e.getMessage(), e);
        }
    }

    /// What a host says, as a message.
    public static byte[] write(FromHost said) {
        var message = io.margay.wire.proto.FromHost.newBuilder();
        switch (said) {
            case FromHost.Hello(var node, var revision) ->
                message.getHelloBuilder().setNode(node).setRevision(revision);
            case FromHost.Enforced(var revision) -> message.getEnforcedBuilder().setRevision(revision);
            case FromHost.Failed(var revision, var why) ->
                message.getFailedBuilder().setRevision(revision).setWhy(why);
        }
        return message.build().toByteArray();
    }

    /// What a host says in a message.
    public static FromHost readFromHost(byte[] bytes) {
        try {
            var message = io.margay.wire.proto.FromHost.parseFrom(bytes);
            return switch (message.getMessageCase()) {
                case HELLO ->
                    new FromHost.Hello(
                            message.getHello().getNode(), message.getHello().getRevision());
                case ENFORCED -> new FromHost.Enforced(message.getEnforced().getRevision());
                case FAILED ->
                    new FromHost.Failed(
                            message.getFailed().getRevision(),
                            message.getFailed().getWhy());
                case MESSAGE_NOT_SET -> throw new MalformedMessage("a message of a host that says nothing known");
            };
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedMessage("not a message of a host: " + e.getMessage(), e);
        }
    }
}
