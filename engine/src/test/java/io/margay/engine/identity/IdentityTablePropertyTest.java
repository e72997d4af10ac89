package io.margay.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Seeded;
import io.margay.index.Fingerprint;
import io.margay.model.label.Labels;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.NamedPort;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Against a model that keeps holders alone and groups them anew each time.
final class IdentityTablePropertyTest {
    private static final List<String> KEYS = List.of("app", "team", "hash", "zone");
    private static final List<String> NODES = List.of("", "n1", "n2", "n3");

    @Test
    void whatIsDrainedAddsUpToTheHolders() {
        Seeded.run(300, random -> {
            var world = new World(random);
            for (int round = 0; round < 12; round++) {
                for (int step = random.nextInt(6); step > 0; step--) {
                    world.step();
                }
                world.drain();
            }
        });
    }

    private static final class World {
        private record Claimed(String node, ResourceKey key) {}

        private final RandomGenerator random;
        private final IdentityTable table = new IdentityTable();
        private final Map<String, Contributor> contributors = new TreeMap<>();
        private final Map<String, Map<ResourceKey, Holder>> holders = new TreeMap<>();
        private final Set<String> mentioned = new HashSet<>();
        private final Map<Integer, Identity> known = new TreeMap<>();
        private final Set<Integer> everGone = new HashSet<>();
        private final Map<Claimed, Integer> told = new HashMap<>();
        private final Set<Claimed> claimed = new HashSet<>();
        private long time = 1;

        private World(RandomGenerator random) {
            this.random = random;
        }

        private void step() {
            var node = NODES.get(random.nextInt(NODES.size()));
            switch (random.nextInt(10)) {
                case 0 -> mention(KEYS.get(random.nextInt(KEYS.size())));
                case 1 -> reborn(node);
                case 2 -> gone(node);
                default -> change(node);
            }
        }

        private void mention(String key) {
            table.mention(List.of(key));
            mentioned.add(key);
        }

        private void change(String node) {
            var claims = new ArrayList<Claim>();
            var gone = new ArrayList<ResourceKey>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                var holder = holder();
                var ofNode = holders.computeIfAbsent(node, _ -> new TreeMap<>());
                ofNode.remove(holder.key());
                if (random.nextInt(3) == 0) {
                    claims.removeIf(claim -> claim.key().equals(holder.key()));
                    gone.add(holder.key());
                } else {
                    ofNode.put(holder.key(), holder);
                    claims.add(holder);
                    gone.removeIf(holder.key()::equals);
                    claimed.add(new Claimed(node, holder.key()));
                }
            }
            var contributor = contributors.computeIfAbsent(node, name -> new Contributor(name, ++time));
            take(contributor.changed(++time, claims, gone));
        }

        private void reborn(String node) {
            var contributor = new Contributor(node, ++time);
            contributors.put(node, contributor);
            var ofNode = holders.computeIfAbsent(node, _ -> new TreeMap<>());
            ofNode.keySet().removeIf(_ -> random.nextInt(4) == 0);
            ofNode.keySet().forEach(key -> claimed.add(new Claimed(node, key)));
            List<Claim> claims = ofNode.values().stream().<Claim>map(it -> it).toList();
            take(contributor.replaced(++time, claims));
        }

        private void gone(String node) {
            table.gone(node, ++time);
            holders.remove(node);
            contributors.remove(node);
        }

        private void take(Contribution contribution) {
            assertThat(table.contributed(contribution)).isEqualTo(new IdentityTable.Taken());
        }

        private void drain() {
            var changes = table.drain();
            for (var identity : changes.gone()) {
                assertThat(known.remove(identity.number())).isNotNull();
                everGone.add(identity.number());
            }
            for (var identity : changes.changed()) {
                assertThat(identity).isNotEqualTo(known.put(identity.number(), identity));
                assertThat(everGone).doesNotContain(identity.number());
            }
            var numbers = check();
            checkAssigned(changes, numbers);
        }

        /// Compares groups with what is known of identities; the number of each holder's identity.
        private Map<Claimed, Integer> check() {
            var groups = new HashMap<Fingerprint, Set<Cidr>>();
            var nodes = new HashMap<Fingerprint, Set<String>>();
            holders.forEach((node, ofNode) -> ofNode.values().forEach(holder -> {
                var reduced = reduced(holder);
                groups.computeIfAbsent(reduced, _ -> new TreeSet<>()).addAll(holder.addresses());
                var on = nodes.computeIfAbsent(reduced, _ -> new TreeSet<>());
                if (holder.isEndpoint() && !node.isEmpty()) {
                    on.add(node);
                }
            }));
            var numbers = new HashMap<Fingerprint, Integer>();
            known.values().forEach(identity -> {
                assertThat(numbers.put(identity.fingerprint(), identity.number()))
                        .isNull();
                assertThat(identity.addresses())
                        .isEqualTo(List.copyOf(groups.getOrDefault(identity.fingerprint(), Set.of())));
                var on = new TreeSet<String>();
                table.forEachNode(identity.number(), on::add);
                assertThat(on).isEqualTo(nodes.get(identity.fingerprint()));
            });
            assertThat(numbers.keySet()).isEqualTo(groups.keySet());
            assertThat(table.size()).isEqualTo(groups.size());
            return numbersOf(numbers);
        }

        private Map<Claimed, Integer> numbersOf(Map<Fingerprint, Integer> byFingerprint) {
            var numbers = new HashMap<Claimed, Integer>();
            holders.forEach((node, ofNode) -> ofNode.forEach((key, holder) -> {
                if (holder.isEndpoint() && !node.isEmpty()) {
                    numbers.put(new Claimed(node, key), byFingerprint.get(reduced(holder)));
                }
            }));
            return numbers;
        }

        private void checkAssigned(IdentityTable.Changes changes, Map<Claimed, Integer> numbers) {
            var expected = new HashMap<Claimed, Integer>();
            numbers.forEach((key, number) -> {
                if (claimed.contains(key) || !number.equals(told.get(key))) {
                    expected.put(key, number);
                }
            });
            var assigned = new HashMap<Claimed, Integer>();
            changes.assigned()
                    .forEach(node -> node.identities()
                            .forEach((key, number) -> assigned.put(new Claimed(node.contributor(), key), number)));
            assertThat(assigned).isEqualTo(expected);
            told.clear();
            told.putAll(numbers);
            claimed.clear();
        }

        private Fingerprint reduced(Holder holder) {
            var of = holder.fingerprint();
            var labels = of.labels().without(key -> !mentioned.contains(key));
            return new Fingerprint(of.kind(), of.namespace(), of.profiles(), labels, of.ports());
        }

        private Holder holder() {
            var labels = new HashMap<String, String>();
            KEYS.stream().filter(_ -> random.nextInt(3) > 0).forEach(key -> labels.put(key, "v" + random.nextInt(3)));
            var kind = random.nextInt(5) == 0 ? Fingerprint.Kind.NETWORK_SET : Fingerprint.Kind.WORKLOAD;
            var ports =
                    random.nextInt(4) == 0 ? List.of(new NamedPort("http", Protocol.TCP, 80)) : List.<NamedPort>of();
            var fingerprint = new Fingerprint(kind, "ns" + random.nextInt(2), List.of("p"), Labels.of(labels), ports);
            var addresses = new ArrayList<Cidr>();
            for (int i = random.nextInt(4); i > 0; i--) {
                addresses.add(new Cidr(new Ip(IpVersion.V4, 0, random.nextInt(12)), 31 + random.nextInt(2)));
            }
            var key = new ResourceKey(Kind.POD, "ns", "p" + random.nextInt(8));
            return new Holder(key, "", "", fingerprint, addresses);
        }
    }
}
