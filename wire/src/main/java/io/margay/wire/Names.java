package io.margay.wire;

import static io.margay.wire.proto.ResourceKey.API_VERSION_FIELD_NUMBER;
import static io.margay.wire.proto.ResourceKey.KIND_FIELD_NUMBER;
import static io.margay.wire.proto.ResourceKey.NAMESPACE_FIELD_NUMBER;
import static io.margay.wire.proto.ResourceKey.NAME_FIELD_NUMBER;
import static io.margay.wire.proto.Where.FILE_FIELD_NUMBER;
import static io.margay.wire.proto.Where.LINE_FIELD_NUMBER;

import io.margay.model.resource.Action;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.Where;
import io.margay.model.ruleset.PolicyRules.Stage;
import io.margay.model.ruleset.Rule.Limit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Keys, places and words.
final class Names {
    /// What begins a key, by its kind.
    private static final Map<Kind, byte[]> KINDS = kinds();

    private Names() {}

    /// Texts of which each may be empty.
    static void write(int field, List<String> texts, ProtoBytes out) {
        for (int i = 0; i < texts.size(); i++) {
            out.element(field, texts.get(i));
        }
    }

    static void write(int field, ResourceKey key, ProtoBytes out) {
        int from = out.begin(field);
        out.raw(Objects.requireNonNull(KINDS.get(key.kind())));
        out.repeated(NAMESPACE_FIELD_NUMBER, key.namespace());
        out.text(NAME_FIELD_NUMBER, key.name());
        out.end(from);
    }

    /// Errors: `IllegalArgumentException` for a kind that this release does not know.
    static ResourceKey read(io.margay.wire.proto.ResourceKey key) {
        var kind = Kind.of(key.getApiVersion(), key.getKind())
                .orElseThrow(() ->
                        new IllegalArgumentException("unknown kind " + key.getApiVersion() + "/" + key.getKind()));
        return new ResourceKey(kind, key.getNamespace(), key.getName());
    }

    /// Errors: as of one.
    static List<ResourceKey> read(List<io.margay.wire.proto.ResourceKey> keys) {
        return keys.stream().map(Names::read).toList();
    }

    static void write(int field, Where where, ProtoBytes out) {
        int from = out.begin(field);
        out.repeated(FILE_FIELD_NUMBER, where.file());
        out.number(LINE_FIELD_NUMBER, where.line());
        out.end(from);
    }

    static Where read(io.margay.wire.proto.Where where) {
        return new Where(where.getFile(), where.getLine());
    }

    static int number(Action action) {
        return switch (action) {
            case ALLOW -> io.margay.wire.proto.Action.ACTION_ALLOW_VALUE;
            case DENY -> io.margay.wire.proto.Action.ACTION_DENY_VALUE;
            case PASS -> io.margay.wire.proto.Action.ACTION_PASS_VALUE;
            case LOG -> io.margay.wire.proto.Action.ACTION_LOG_VALUE;
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

    static int number(Stage stage) {
        return switch (stage) {
            case UNTRACKED -> io.margay.wire.proto.Stage.STAGE_UNTRACKED_VALUE;
            case PRE_DNAT -> io.margay.wire.proto.Stage.STAGE_PRE_DNAT_VALUE;
            case NORMAL -> io.margay.wire.proto.Stage.STAGE_NORMAL_VALUE;
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

    static int number(Limit limit) {
        return switch (limit) {
            case NONE -> io.margay.wire.proto.Limit.LIMIT_NONE_VALUE;
            case HTTP -> io.margay.wire.proto.Limit.LIMIT_HTTP_VALUE;
            case DOMAIN_NAMES -> io.margay.wire.proto.Limit.LIMIT_DOMAIN_NAMES_VALUE;
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

    private static Map<Kind, byte[]> kinds() {
        var kinds = new EnumMap<Kind, byte[]>(Kind.class);
        for (var kind : Kind.values()) {
            var out = new ProtoBytes(64);
            out.text(API_VERSION_FIELD_NUMBER, kind.apiVersion());
            out.text(KIND_FIELD_NUMBER, kind.word());
            kinds.put(kind, out.toArray());
        }
        return kinds;
    }
}
