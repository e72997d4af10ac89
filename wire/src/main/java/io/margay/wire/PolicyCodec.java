package io.margay.wire;

import io.margay.model.net.Cidr;
import io.margay.model.resource.Order;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.RuleSet.TierPolicies;
import java.util.List;

/// Policies, profiles and rule sets.
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

    static io.margay.wire.proto.RuleSet write(RuleSet ruleSet) {
        return io.margay.wire.proto.RuleSet.newBuilder()
                .setEndpoint(Names.write(ruleSet.endpoint()))
                .setInterfaceName(ruleSet.interfaceName())
                .setAddresses(Addresses.write(ruleSet.addresses()))
                .setIdentity(ruleSet.identity())
                .addAllUntracked(tiers(ruleSet.untracked()))
                .addAllPreDnat(tiers(ruleSet.preDnat()))
                .addAllForward(tiers(ruleSet.forward()))
                .addAllNormal(tiers(ruleSet.normal()))
                .addAllProfiles(ruleSet.profiles())
                .build();
    }

    static RuleSet read(io.margay.wire.proto.RuleSet ruleSet) {
        List<Cidr> addresses = Addresses.read(ruleSet.getAddresses());
        return new RuleSet(
                Names.read(ruleSet.getEndpoint()),
                ruleSet.getInterfaceName(),
                addresses,
                ruleSet.getIdentity(),
                readTiers(ruleSet.getUntrackedList()),
                readTiers(ruleSet.getPreDnatList()),
                readTiers(ruleSet.getForwardList()),
                readTiers(ruleSet.getNormalList()),
                ruleSet.getProfilesList());
    }

    static List<io.margay.wire.proto.ResourceKey> keys(List<ResourceKey> keys) {
        return keys.stream().map(Names::write).toList();
    }

    static List<ResourceKey> readKeys(List<io.margay.wire.proto.ResourceKey> keys) {
        return keys.stream().map(Names::read).toList();
    }

    private static List<io.margay.wire.proto.TierPolicies> tiers(List<TierPolicies> tiers) {
        return tiers.stream().map(PolicyCodec::write).toList();
    }

    private static List<TierPolicies> readTiers(List<io.margay.wire.proto.TierPolicies> tiers) {
        return tiers.stream().map(PolicyCodec::read).toList();
    }

    private static io.margay.wire.proto.TierPolicies write(TierPolicies tier) {
        return io.margay.wire.proto.TierPolicies.newBuilder()
                .setTier(tier.tier())
                .setDefaultAction(Names.write(tier.defaultAction()))
                .addAllIngress(keys(tier.ingress()))
                .addAllEgress(keys(tier.egress()))
                .build();
    }

    private static TierPolicies read(io.margay.wire.proto.TierPolicies tier) {
        return new TierPolicies(
                tier.getTier(),
                Names.read(tier.getDefaultAction()),
                readKeys(tier.getIngressList()),
                readKeys(tier.getEgressList()));
    }
}
