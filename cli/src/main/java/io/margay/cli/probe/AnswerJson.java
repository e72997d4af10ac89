package io.margay.cli.probe;

import io.margay.engine.verdict.Answer;
import io.margay.engine.verdict.Decider;
import io.margay.engine.verdict.Side;
import io.margay.model.parse.Value;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules.Stage;
import io.margay.model.ruleset.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers as users' scripts read them: a contract. Keys stand in a fixed order, what is absent is left out.
///
/// Source: `docs/probes.md`.
public final class AnswerJson {
    private static final Value NULL = new Value.Null(0);

    private AnswerJson() {}

    /// An answer, with the id of its probe.
    public static Value.Mapping of(Value id, Answer answer) {
        return switch (answer) {
            case Answer.Judged judged -> judged(id, judged);
            case Answer.Unanswerable(var what) -> error(id, what);
        };
    }

    /// What stands in place of an answer where there is none.
    static Value.Mapping error(Value id, String what) {
        return new JsonObject().value("id", id).text("error", what).done();
    }

    /// What decided one side; null for a side that is not there.
    public static Value side(@Nullable Side side) {
        return side == null ? NULL : side(side, object(side)).done();
    }

    private static Value.Mapping judged(Value id, Answer.Judged judged) {
        return new JsonObject()
                .value("id", id)
                .text("verdict", judged.verdict().word())
                .value("egress", side(judged.egress()))
                .value("ingress", side(judged.ingress()))
                .flag("ownHost", judged.ownHost())
                .value("warnings", texts(judged.warnings()))
                .done();
    }

    private static JsonObject object(Side side) {
        var isHost = side.endpoint().kind() == Kind.HOST_ENDPOINT;
        return new JsonObject()
                .text("verdict", side.verdict().word())
                .text("hostEndpoint", isHost ? side.endpoint().name() : null)
                .text("stage", word(side.stage()));
    }

    private static JsonObject side(Side side, JsonObject object) {
        return switch (side.decider()) {
            case Decider.PolicyRule(var tier, var policy, var rule) ->
                rule(object.text("tier", tier).value("policy", policy(policy)), rule);
            case Decider.TierDefault(var tier) -> object.text("tier", tier).flag("tierDefault", true);
            case Decider.ProfileRule(var profile, var rule, var noPolicy) ->
                rule(object.text("profile", profile).flag("noPolicy", noPolicy), rule);
            case Decider.NoProfile() -> object.flag("noProfile", true);
            case Decider.FailsafePort _ -> object.flag("failsafe", true);
        };
    }

    private static JsonObject rule(JsonObject object, Rule rule) {
        return object.number("rule", rule.index()).text("source", rule.where().toString());
    }

    private static Value.Mapping policy(ResourceKey policy) {
        return new JsonObject()
                .text("apiVersion", policy.kind().apiVersion())
                .text("kind", policy.kind().word())
                .text("namespace", policy.namespace())
                .text("name", policy.name())
                .done();
    }

    private static @Nullable Value texts(List<String> texts) {
        return texts.isEmpty()
                ? null
                : new Value.Sequence(
                        0,
                        texts.stream()
                                .<Value>map(text -> new Value.Text(0, text))
                                .toList());
    }

    /// Absent for the normal stage.
    private static String word(Stage stage) {
        return switch (stage) {
            case UNTRACKED -> "untracked";
            case PRE_DNAT -> "preDNAT";
            case NORMAL -> "";
        };
    }
}
