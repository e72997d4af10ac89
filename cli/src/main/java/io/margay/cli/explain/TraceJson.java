package io.margay.cli.explain;

import io.margay.cli.probe.AnswerJson;
import io.margay.cli.probe.JsonObject;
import io.margay.engine.verdict.Answer;
import io.margay.engine.verdict.Side;
import io.margay.engine.verdict.Step;
import io.margay.model.parse.Value;
import io.margay.model.resource.Where;
import io.margay.model.ruleset.PolicyRules;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An answer as `probe` gives it, with all steps of each side: a list `steps` of objects that each say their `step`.
public final class TraceJson {
    private TraceJson() {}

    /// The answer to the probe of this id.
    public static Value.Mapping of(String id, Answer.Judged answer) {
        var object = new JsonObject();
        AnswerJson.of(new Value.Text(0, id), answer).fields().forEach(object::value);
        return object.value("egressSteps", steps(answer.egress()))
                .value("ingressSteps", steps(answer.ingress()))
                .done();
    }

    private static @Nullable Value steps(@Nullable Side side) {
        return side == null ? null : list(side.trace().steps(), TraceJson::step);
    }

    private static Value step(Step step) {
        return object(step).done();
    }

    private static JsonObject object(Step step) {
        return switch (step) {
            case Step.HostEndpointTakes(var endpoint, var interfaceName, var node) ->
                named("hostEndpoint")
                        .text("hostEndpoint", endpoint.name())
                        .text("interface", interfaceName)
                        .text("node", node);
            case Step.FailsafeOpen(var failsafe) -> named("failsafe").text("failsafe", failsafe.toString());
            case Step.StageEntered(var stage) -> named("stage").text("stage", stage.name());
            case Step.TierEntered(var tier) ->
                named("tier")
                        .text("tier", tier.name())
                        .text("order", tier.order().toString());
            case Step.PolicyLooked(var policy) -> policy("policy", policy);
            case Step.StagedSkipped(var policy) -> policy("staged", policy);
            case Step.RuleLooked rule -> rule(rule);
            case Step.TierPassed(var tier) -> named("pass").text("tier", tier.name());
            case Step.TierEnded(var tier, var action) ->
                named("tierDefault").text("tier", tier.name()).text("action", action.word());
            case Step.TierOnlyStaged(var tier) -> named("onlyStaged").text("tier", tier.name());
            case Step.ProfileLooked(var profile, var known) ->
                named("profile").text("profile", profile).flag("missing", !known);
            case Step.NothingAllowed() -> named("nothingAllowed");
        };
    }

    private static JsonObject rule(Step.RuleLooked looked) {
        var rule = looked.rule();
        return named("rule")
                .number("rule", rule.index())
                .text("action", rule.action().word())
                .value("matched", new Value.Bool(0, looked.matched()))
                .value("reasons", list(looked.reasons(), reason -> new Value.Text(0, reason)))
                .text("source", source(looked.where()));
    }

    private static JsonObject policy(String step, PolicyRules policy) {
        return named(step).text("policy", policy.key().ref()).text("source", source(policy.where()));
    }

    private static String source(Where where) {
        return where.toString();
    }

    private static JsonObject named(String step) {
        return new JsonObject().text("step", step);
    }

    private static <T> Value list(List<T> items, Function<T, Value> value) {
        return new Value.Sequence(0, items.stream().map(value).toList());
    }
}
