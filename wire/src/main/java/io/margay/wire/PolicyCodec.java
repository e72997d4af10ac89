package io.margay.wire;

import static io.margay.wire.proto.PolicyRules.EGRESS_FIELD_NUMBER;
import static io.margay.wire.proto.PolicyRules.EGRESS_RULES_FIELD_NUMBER;
import static io.margay.wire.proto.PolicyRules.EVERYWHERE_FIELD_NUMBER;
import static io.margay.wire.proto.PolicyRules.INGRESS_FIELD_NUMBER;
import static io.margay.wire.proto.PolicyRules.INGRESS_RULES_FIELD_NUMBER;
import static io.margay.wire.proto.PolicyRules.KEY_FIELD_NUMBER;
import static io.margay.wire.proto.PolicyRules.ON_FORWARD_FIELD_NUMBER;
import static io.margay.wire.proto.PolicyRules.ORDER_FIELD_NUMBER;
import static io.margay.wire.proto.PolicyRules.STAGED_FIELD_NUMBER;
import static io.margay.wire.proto.PolicyRules.STAGE_FIELD_NUMBER;
import static io.margay.wire.proto.PolicyRules.SUBJECT_FIELD_NUMBER;
import static io.margay.wire.proto.PolicyRules.TIER_FIELD_NUMBER;
import static io.margay.wire.proto.PolicyRules.TIE_BREAK_FIELD_NUMBER;
import static io.margay.wire.proto.PolicyRules.WHERE_FIELD_NUMBER;

import io.margay.model.resource.Order;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;

/// Policies and profiles.
final class PolicyCodec {
    private PolicyCodec() {}

    static void write(PolicyRules policy, ProtoBytes out) {
        Names.write(KEY_FIELD_NUMBER, policy.key(), out);
        out.repeated(TIER_FIELD_NUMBER, policy.tier());
        out.real(ORDER_FIELD_NUMBER, policy.order().value());
        out.text(TIE_BREAK_FIELD_NUMBER, policy.tieBreak());
        Selectors.write(SUBJECT_FIELD_NUMBER, policy.subject(), out);
        out.flag(INGRESS_FIELD_NUMBER, policy.ingress());
        out.flag(EGRESS_FIELD_NUMBER, policy.egress());
        out.number(STAGE_FIELD_NUMBER, Names.number(policy.stage()));
        out.flag(ON_FORWARD_FIELD_NUMBER, policy.onForward());
        out.flag(STAGED_FIELD_NUMBER, policy.staged());
        out.flag(EVERYWHERE_FIELD_NUMBER, policy.everywhere());
        RuleCodec.write(INGRESS_RULES_FIELD_NUMBER, policy.ingressRules(), out);
        RuleCodec.write(EGRESS_RULES_FIELD_NUMBER, policy.egressRules(), out);
        Names.write(WHERE_FIELD_NUMBER, policy.where(), out);
    }

    static PolicyRules read(io.margay.wire.proto.PolicyRules policy) {
        return new PolicyRules(
                Names.read(policy.getKey()),
                policy.getTier(),
                new Order(policy.getOrder()),
                policy.getTieBreak(),
                Selectors.read(policy.getSubject()),
                policy.getIngress(),
                policy.getEgress(),
                Names.read(policy.getStage()),
                policy.getOnForward(),
                policy.getStaged(),
                policy.getEverywhere(),
                RuleCodec.read(policy.getIngressRulesList()),
                RuleCodec.read(policy.getEgressRulesList()),
                Names.read(policy.getWhere()));
    }

    static void write(ProfileRules profile, ProtoBytes out) {
        out.text(io.margay.wire.proto.ProfileRules.NAME_FIELD_NUMBER, profile.name());
        out.flag(io.margay.wire.proto.ProfileRules.KNOWN_FIELD_NUMBER, profile.known());
        RuleCodec.write(io.margay.wire.proto.ProfileRules.INGRESS_RULES_FIELD_NUMBER, profile.ingressRules(), out);
        RuleCodec.write(io.margay.wire.proto.ProfileRules.EGRESS_RULES_FIELD_NUMBER, profile.egressRules(), out);
    }

    static ProfileRules read(io.margay.wire.proto.ProfileRules profile) {
        return new ProfileRules(
                profile.getName(),
                profile.getKnown(),
                RuleCodec.read(profile.getIngressRulesList()),
                RuleCodec.read(profile.getEgressRulesList()));
    }
}
