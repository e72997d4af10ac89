package io.margay.wire;

import io.margay.model.resource.Action;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.Where;
import io.margay.model.ruleset.PolicyRules.Stage;
import io.margay.model.ruleset.Rule.Limit;
import java.util.List;

/// Keys, places and words.
final class Names {
    private Names() {}

    static io.margay.wire.proto.ResourceKey write(ResourceKey key) {
        return io.margay.wire.proto.ResourceKey.newBuilder()
                .setApiVersion(key.kind().apiVersion())
                .setKind(key.kind().word())
                .setNamespace(key.namespace())
                .setName(key.name())
                .build();
    }

    /// Errors: `IllegalArgumentException` for a kind that this release does not know.
    static ResourceKey read(io.margay.wire.proto.ResourceKey key) {
        var kind = Kind.of(key.getApiVersion(), key.getKind())
                .orElseThrow(() ->
                        new IllegalArgumentException("unknown kind " + key.getApiVersion() + "/" + key.getKind()));
        return new ResourceKey(kind, key.getNamespace(), key.getName());
    }

    static List<io.margay.wire.proto.ResourceKey> write(List<ResourceKey> keys) {
        return keys.stream().map(Names::write).toList();
    }

    /// Errors: as of one.
    static List<ResourceKey> read(List<io.margay.wire.proto.ResourceKey> keys) {
        return keys.stream().map(Names::read).toList();
    }

    static io.margay.wire.proto.Where write(Where where) {
        return io.margay.wire.proto.Where.newBuilder()
                .setFile(where.file())
                .setLine(where.line())
                .build();
    }

    static Where read(io.margay.wire.proto.Where where) {
        return new Where(where.getFile(), where.getLine());
    }

    static io.margay.wire.proto.Action write(Action action) {
        return switch (action) {
            case ALLOW -> io.margay.wire.proto.Action.ACTION_ALLOW;
            case DENY -> io.margay.wire.proto.Action.ACTION_DENY;
            case PASS -> io.margay.wire.proto.Action.ACTION_PASS;
            case LOG -> io.margay.wire.proto.Action.ACTION_LOG;
        };
    }

    static Action read(io.margay.wire.proto.Action action) {
        return switch (action) {
            case ACTION_ALLOW -> Action.ALLOW;
            case ACTION_DENY -> Action.DENY;
            case ACTION_PASS -> Action.PASS;
            case ACTION_LOG -> Action.LOG;
            case ACTION_UNKNOWN, UNRECOGNIZED -> throw new IllegalArgumentException("unknown action " + action);
        };
    }

    static io.margay.wire.proto.Stage write(Stage stage) {
        return switch (stage) {
            case UNTRACKED -> io.margay.wire.proto.Stage.STAGE_UNTRACKED;
            case PRE_DNAT -> io.margay.wire.proto.Stage.STAGE_PRE_DNAT;
            case NORMAL -> io.margay.wire.proto.Stage.STAGE_NORMAL;
        };
    }

    static Stage read(io.margay.wire.proto.Stage stage) {
        return switch (stage) {
            case STAGE_UNTRACKED -> Stage.UNTRACKED;
            case STAGE_PRE_DNAT -> Stage.PRE_DNAT;
            case STAGE_NORMAL -> Stage.NORMAL;
            case STAGE_UNKNOWN, UNRECOGNIZED -> throw new IllegalArgumentException("unknown stage " + stage);
        };
    }

    static io.margay.wire.proto.Limit write(Limit limit) {
        return switch (limit) {
            case NONE -> io.margay.wire.proto.Limit.LIMIT_NONE;
            case HTTP -> io.margay.wire.proto.Limit.LIMIT_HTTP;
            case DOMAIN_NAMES -> io.margay.wire.proto.Limit.LIMIT_DOMAIN_NAMES;
        };
    }

    static Limit read(io.margay.wire.proto.Limit limit) {
        return switch (limit) {
            case LIMIT_NONE -> Limit.NONE;
            case LIMIT_HTTP -> Limit.HTTP;
            case LIMIT_DOMAIN_NAMES -> Limit.DOMAIN_NAMES;
            case UNRECOGNIZED -> throw new IllegalArgumentException("unknown limit " + limit);
        };
    }
}
