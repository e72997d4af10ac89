package io.margay.wire;

import io.margay.model.resource.Order;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;

/// Policies and profiles.
final class PolicyCodec {
    private PolicyCodec() {}

    static io.margay.wire.proto.PolicyRules write(PolicyRules policy) {
        return io.margay.wire.proto.PolicyRules.newBuilder()
                .setKey(Names.write(policy.key()))
                .setTier(policy.tier())
                .setOrder(policy.order().value())
                .setTieBreak(policy.tieBreak())
                .setSubject(Selectors.write(policy.subject()))
                .setIngress(policy.ingress())
                .setEgress(policy.egress())
                .setStage(Names.write(policy.stage()))
                .setOnForward(policy.onForward())
                .setStaged(policy.staged())
                .setEverywhere(policy.everywhere())
                .addAllIngressRules(RuleCodec.write(policy.ingressRules()))
                .addAllEgressRules(RuleCodec.write(policy.egressRules()))
                .setWhere(Names.write(policy.where()))
                .build();
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

    static io.margay.wire.proto.ProfileRules write(ProfileRules profile) {
        return io.margay.wire.proto.ProfileRules.newBuilder()
                .setName(profile.name())
                .setKnown(profile.known())
                .addAllIngressRules(RuleCodec.write(profile.ingressRules()))
                .addAllEgressRules(RuleCodec.write(profile.egressRules()))
                .build();
    }

    static ProfileRules read(io.margay.wire.proto.ProfileRules profile) {
        return new ProfileRules(
                profile.getName(),
                profile.getKnown(),
                RuleCodec.read(profile.getIngressRulesList()),
                RuleCodec.read(profile.getEgressRulesList()));
    }
}
