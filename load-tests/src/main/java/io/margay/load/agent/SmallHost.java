package io.margay.load.agent;

import io.margay.model.net.Cidr;
import io.margay.model.net.CidrList;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Action;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Order;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.Where;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.PeerMatch;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.PortMatch;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.selector.Selector;
import io.margay.model.update.Ints;
import io.margay.model.update.Part;
import io.margay.model.update.Shared;
import io.margay.model.update.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;

/// A host with one large set of a given number of members, so many policies that look into it and into small ones, and
/// so many endpoints; and single changes of it.
final class SmallHost {
    static final int POLICIES = 300;
    static final int ENDPOINTS = 100;
    static final int MEMBERS = 100_000;

    private static final String NODE = "bench";
    private static final long INCARNATION = 1;
    private static final int SMALL_SETS = 100;
    private static final int IN_A_SMALL_SET = 50;
    private static final int POLICIES_OF_AN_ENDPOINT = 10;
    private static final int RULES = 4;
    private static final int FIRST_ADDRESS = 0x0a00_0000;
    private static final int FIRST_ENDPOINT = 0x0aff_0000;
    private static final int FIRST_PORT = 8000;

    private long revision;

    /// The interface of an endpoint.
    static String interfaceName(int endpoint) {
        return "cali" + endpoint;
    }

    /// The address of an endpoint.
    static Cidr address(int endpoint) {
        return Cidr.of(new Ip(IpVersion.V4, 0, FIRST_ENDPOINT + endpoint));
    }

    static String node() {
        return NODE;
    }

    /// All of it.
    Update everything() {
        var parts = new ArrayList<Part>();
        parts.add(new Part.Identities(IntStream.range(0, MEMBERS)
                .mapToObj(i -> new Part.IdentityContents(i, List.of(), CidrList.ofV4(FIRST_ADDRESS + i)))
                .toList()));
        for (int set = 0; set <= SMALL_SETS; set++) {
            parts.add(new Part.SetContents(set, definition(set), meant(set), List.of()));
        }
        for (int policy = 0; policy < POLICIES; policy++) {
            parts.add(new Part.PolicyContents(policy, rules(policy, 0)));
        }
        for (int endpoint = 0; endpoint < ENDPOINTS; endpoint++) {
            parts.add(contents(endpoint));
        }
        return update(0, parts);
    }

    /// One identity has one address more.
    Update oneMemberMore(int which) {
        var address = Cidr.of(new Ip(IpVersion.V4, 0, FIRST_ADDRESS + MEMBERS + which));
        return next(new Part.Moves(List.of(new Part.Move(
                MEMBERS - 1 - which, false, List.of(), List.of(address), List.of(), Ints.NONE, Ints.NONE))));
    }

    /// One policy has other ports.
    Update onePolicyChanged(int round) {
        int policy = round % POLICIES;
        return next(new Part.PolicyContents(policy, rules(policy, 1 + round)));
    }

    /// One endpoint more than there were.
    Update oneEndpointMore(int endpoint) {
        return next(contents(endpoint));
    }

    /// One that was one more is gone.
    Update oneEndpointLess(int endpoint) {
        return next(new Part.Gone(Ints.NONE, Ints.NONE, List.of(), List.of(pod(endpoint))));
    }

    private Update next(Part part) {
        return update(revision, List.of(part));
    }

    private Update update(long base, List<Part> parts) {
        return new Update(
                NODE,
                INCARNATION,
                base,
                ++revision,
                false,
                parts.stream().map(Shared::of).toList());
    }

    private static AddressSet definition(int set) {
        return new AddressSet.Selected(PeerSelector.endpoints(new Selector.Has("label" + set)));
    }

    /// The first set is the large one.
    private static RoaringBitmap meant(int set) {
        int from = set == 0 ? 0 : (set - 1) * IN_A_SMALL_SET;
        return RoaringBitmap.bitmapOfRange(from, set == 0 ? MEMBERS : from + IN_A_SMALL_SET);
    }

    private static PolicyRules rules(int policy, int edition) {
        var rules = IntStream.range(0, RULES)
                .mapToObj(rule -> rule(policy, rule, FIRST_PORT + edition))
                .toList();
        return new PolicyRules(
                key(policy),
                "default",
                Order.LAST,
                "policy" + policy,
                new Selector.All(),
                true,
                false,
                PolicyRules.Stage.NORMAL,
                false,
                false,
                false,
                rules,
                List.of(),
                Where.NOWHERE);
    }

    private static Rule rule(int policy, int index, int port) {
        int set = index == 0 ? 0 : 1 + (policy * RULES + index) % SMALL_SETS;
        var source = new PeerMatch(
                PeerSelector.endpoints(new Selector.Has("label" + set)),
                null,
                List.of(),
                List.of(),
                PortMatch.NONE,
                PortMatch.NONE,
                null);
        var ports = new PortMatch(List.of(new PortRange(port, port)), List.of());
        var destination = new PeerMatch(null, null, List.of(), List.of(), ports, PortMatch.NONE, null);
        return new Rule(
                Action.ALLOW,
                null,
                Protocol.TCP,
                null,
                null,
                null,
                source,
                destination,
                index,
                Where.NOWHERE,
                Rule.Limit.NONE);
    }

    private static Part contents(int endpoint) {
        var policies = IntStream.range(0, POLICIES_OF_AN_ENDPOINT)
                .map(i -> (endpoint * POLICIES_OF_AN_ENDPOINT + i) % POLICIES)
                .toArray();
        var tier = new Part.NumberedTier("default", Action.DENY, Ints.of(policies), Ints.NONE);
        var ruleSet =
                new RuleSet(pod(endpoint), interfaceName(endpoint), List.of(address(endpoint)), "identity", List.of());
        return new Part.EndpointContents(ruleSet, List.of(), List.of(), List.of(), List.of(tier));
    }

    private static ResourceKey key(int policy) {
        return new ResourceKey(Kind.KUBERNETES_NETWORK_POLICY, "bench", "policy" + policy);
    }

    private static ResourceKey pod(int endpoint) {
        return new ResourceKey(Kind.POD, "bench", "pod" + endpoint);
    }
}
