package io.margay.wire;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.NamedPort;
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
import io.margay.model.ruleset.PolicyRules.Stage;
import io.margay.model.ruleset.Population;
import io.margay.model.ruleset.PortMatch;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.Rule.Icmp;
import io.margay.model.ruleset.Rule.Limit;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.Transaction.Member;
import io.margay.model.selector.Selector;
import io.margay.model.update.Ints;
import io.margay.model.update.Part;
import io.margay.model.update.Part.IdentityContents;
import io.margay.model.update.Shared;
import io.margay.model.update.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Updates with everything in them, from a seed. They make no sense, but every field takes every shape.
final class RandomUpdates {
    private static final List<String> TEXTS = List.of("", "a", "shop", "säule", "x y", "\"quoted\"");
    private static final List<String> KEYS = List.of("app", "pcns.team", "projectcalico.org/namespace");

    private final RandomGenerator random;

    RandomUpdates(RandomGenerator random) {
        this.random = random;
    }

    Update update() {
        var parts = new ArrayList<Shared>();
        for (int i = random.nextInt(12); i > 0; i--) {
            parts.add(Shared.of(part()));
        }
        return new Update(
                text(),
                random.nextLong(),
                random.nextLong(Long.MAX_VALUE),
                random.nextLong(Long.MAX_VALUE),
                flag(),
                parts);
    }

    private Part part() {
        return switch (random.nextInt(8)) {
            case 0 -> new Part.Moves(some(this::move), some(this::cidr));
            case 1 -> new Part.MemberChange(number(), some(this::member), some(this::member));
            case 2 -> identities();
            case 3 -> new Part.SetContents(number(), set(), bitmap(), some(this::member));
            case 4 -> new Part.PolicyContents(number(), policy());
            case 5 -> new Part.ProfileContents(profile());
            case 6 ->
                new Part.EndpointContents(
                        ruleSet(),
                        some(this::numberedTier),
                        some(this::numberedTier),
                        some(this::numberedTier),
                        some(this::numberedTier));
            default -> new Part.Gone(numbers(), numbers(), some(this::text), some(this::key));
        };
    }

    private Part.Move move() {
        return new Part.Move(
                number(), flag(), some(this::namedPort), some(this::cidr), some(this::cidr), numbers(), numbers());
    }

    /// Blocks in which all are alike, in some way, and in which they are not. Addresses in order.
    private Part.Identities identities() {
        var plain = flag();
        var ports = some(this::namedPort);
        var identities = new ArrayList<IdentityContents>();
        for (int i = random.nextInt(40); i > 0; i--) {
            identities.add(
                    plain
                            ? new IdentityContents(number(), ports, List.of(near()))
                            : new IdentityContents(
                                    number(),
                                    some(this::namedPort),
                                    Stream.generate(flag() ? this::near : this::cidr)
                                            .limit(random.nextInt(4))
                                            .distinct()
                                            .sorted()
                                            .toList()));
        }
        return new Part.Identities(identities);
    }

    private Cidr near() {
        return Cidr.of(new Ip(IpVersion.V4, 0, 0xfffe_ff00L + random.nextInt(0x1_0000)));
    }

    private RoaringBitmap bitmap() {
        var bitmap = new RoaringBitmap();
        for (int i = random.nextInt(3); i > 0; i--) {
            long from = random.nextLong(1L << (flag() ? 10 : 32));
            bitmap.add(from, Math.min(1L << 32, from + random.nextInt(100)));
            random.ints(random.nextInt(100), 0, 1000).forEach(bitmap::add);
        }
        return bitmap;
    }

    private Part.NumberedTier numberedTier() {
        return new Part.NumberedTier(text(), pick(List.of(Action.values())), numbers(), numbers());
    }

    private Ints numbers() {
        return Ints.of(random.ints(random.nextInt(4)).toArray());
    }

    private Member member() {
        return flag() ? new Member(cidr(), null, 0) : new Member(cidr(), protocol(), random.nextInt(65_536));
    }

    private AddressSet set() {
        return switch (random.nextInt(4)) {
            case 0 -> new AddressSet.Selected(peer());
            case 1 -> namedPorts();
            case 2 -> new AddressSet.ServicePorts(text(), text());
            default -> new AddressSet.ServiceAddresses(text(), text());
        };
    }

    private AddressSet.NamedPorts namedPorts() {
        return new AddressSet.NamedPorts(peer(), protocol(), text());
    }

    private PolicyRules policy() {
        return new PolicyRules(
                key(),
                text(),
                flag() ? Order.LAST : new Order(random.nextInt(-5, 5) / 2.0),
                text(),
                selector(2),
                flag(),
                flag(),
                pick(List.of(Stage.values())),
                flag(),
                flag(),
                flag(),
                some(this::rule),
                some(this::rule),
                where());
    }

    private ProfileRules profile() {
        return new ProfileRules(text(), flag(), some(this::rule), some(this::rule));
    }

    private Rule rule() {
        return new Rule(
                pick(List.of(Action.values())),
                orNull(pick(List.of(IpVersion.values()))),
                orNull(protocol()),
                orNull(protocol()),
                orNull(icmp()),
                orNull(icmp()),
                flag() ? PeerMatch.ANY : match(),
                flag() ? PeerMatch.ANY : match(),
                random.nextInt(100),
                where(),
                pick(List.of(Limit.values())));
    }

    private PeerMatch match() {
        return new PeerMatch(
                orNull(peer()), orNull(peer()), some(this::cidr), some(this::cidr), ports(), ports(), orNull(set()));
    }

    private PortMatch ports() {
        return new PortMatch(
                some(() -> new PortRange(random.nextInt(100), 100 + random.nextInt(65_000))), some(this::namedPorts));
    }

    /// Its policies are numbers, beside it.
    private RuleSet ruleSet() {
        return new RuleSet(key(), text(), some(this::cidr), text(), some(this::text))
                .withUid(flag() ? random.nextLong() : 0);
    }

    private PeerSelector peer() {
        return new PeerSelector(pick(List.of(Population.values())), selector(3));
    }

    private Selector selector(int depth) {
        var key = pick(KEYS);
        return switch (random.nextInt(depth == 0 ? 10 : 13)) {
            case 0 -> new Selector.All();
            case 1 -> new Selector.Global();
            case 2 -> new Selector.Has(key);
            case 3 -> new Selector.Equals(key, pick(TEXTS));
            case 4 -> new Selector.NotEquals(key, pick(TEXTS));
            case 5 -> new Selector.In(key, some(this::text));
            case 6 -> new Selector.NotIn(key, some(this::text));
            case 7 -> new Selector.Contains(key, pick(TEXTS));
            case 8 -> new Selector.StartsWith(key, pick(TEXTS));
            case 9 -> new Selector.EndsWith(key, pick(TEXTS));
            case 10 -> new Selector.Not(selector(depth - 1));
            case 11 -> Selector.and(selector(depth - 1), selector(depth - 1));
            default -> Selector.or(selector(depth - 1), selector(depth - 1));
        };
    }

    private Icmp icmp() {
        return new Icmp(random.nextInt(-1, 255), random.nextInt(-1, 255));
    }

    private NamedPort namedPort() {
        return new NamedPort(text(), protocol(), random.nextInt(65_536));
    }

    private Cidr cidr() {
        return flag()
                ? new Cidr(new Ip(IpVersion.V4, 0, random.nextLong(1L << 32)), random.nextInt(33))
                : new Cidr(
                        new Ip(IpVersion.V6, random.nextLong() | 1L << 60, random.nextLong()), 4 + random.nextInt(125));
    }

    private ResourceKey key() {
        return new ResourceKey(pick(List.of(Kind.values())), text(), text());
    }

    private Where where() {
        return new Where(text(), random.nextInt(100));
    }

    private Protocol protocol() {
        return new Protocol(random.nextInt(256));
    }

    private String text() {
        return pick(TEXTS);
    }

    private int number() {
        return random.nextInt(Integer.MAX_VALUE);
    }

    private boolean flag() {
        return random.nextBoolean();
    }

    private <T> @Nullable T orNull(T value) {
        return flag() ? value : null;
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private <T> List<T> some(Supplier<T> each) {
        var some = new ArrayList<T>();
        for (int i = random.nextInt(3); i > 0; i--) {
            some.add(each.get());
        }
        return some;
    }
}
