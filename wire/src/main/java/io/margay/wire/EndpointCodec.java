package io.margay.wire;

import io.margay.model.ruleset.RuleSet;
import io.margay.model.update.Ints;
import io.margay.model.update.Part.EndpointContents;
import io.margay.model.update.Part.NumberedTier;
import java.util.List;

/// Rule sets of endpoints, whose policies are numbers.
final class EndpointCodec {
    private EndpointCodec() {}

    static io.margay.wire.proto.EndpointContents write(EndpointContents contents) {
        var ruleSet = contents.ruleSet();
        return io.margay.wire.proto.EndpointContents.newBuilder()
                .setEndpoint(Names.write(ruleSet.endpoint()))
                .setInterfaceName(ruleSet.interfaceName())
                .setAddresses(Addresses.write(ruleSet.addresses()))
                .setIdentity(ruleSet.identity())
                .addAllUntracked(write(contents.untracked()))
                .addAllPreDnat(write(contents.preDnat()))
                .addAllForward(write(contents.forward()))
                .addAllNormal(write(contents.normal()))
                .addAllProfiles(ruleSet.profiles())
                .build();
    }

    /// Errors: `IllegalArgumentException` for values that the model refuses or this release does not know.
    static EndpointContents read(io.margay.wire.proto.EndpointContents contents) {
        var ruleSet = new RuleSet(
                Names.read(contents.getEndpoint()),
                contents.getInterfaceName(),
                Addresses.read(contents.getAddresses()),
                contents.getIdentity(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                contents.getProfilesList());
        return new EndpointContents(
                ruleSet,
                read(contents.getUntrackedList()),
                read(contents.getPreDnatList()),
                read(contents.getForwardList()),
                read(contents.getNormalList()));
    }

    private static List<io.margay.wire.proto.NumberedTier> write(List<NumberedTier> tiers) {
        return tiers.stream().map(EndpointCodec::write).toList();
    }

    private static List<NumberedTier> read(List<io.margay.wire.proto.NumberedTier> tiers) {
        return tiers.stream().map(EndpointCodec::read).toList();
    }

    private static io.margay.wire.proto.NumberedTier write(NumberedTier tier) {
        var written = io.margay.wire.proto.NumberedTier.newBuilder()
                .setTier(tier.tier())
                .setDefaultAction(Names.write(tier.defaultAction()));
        tier.ingress().forEach(written::addIngress);
        tier.egress().forEach(written::addEgress);
        return written.build();
    }

    private static NumberedTier read(io.margay.wire.proto.NumberedTier tier) {
        return new NumberedTier(
                tier.getTier(),
                Names.read(tier.getDefaultAction()),
                Ints.of(tier.getIngressList()),
                Ints.of(tier.getEgressList()));
    }
}
