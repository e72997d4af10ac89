package io.margay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.NamedPort;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Action;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.selector.Selector;
import io.margay.model.update.Ints;
import io.margay.model.update.Part;
import io.margay.model.update.Part.Identities;
import io.margay.model.update.Part.IdentityContents;
import io.margay.model.update.Part.Move;
import io.margay.model.update.Part.Moves;
import io.margay.model.update.Part.NumberedTier;
import io.margay.model.update.Part.SetContents;
import io.margay.model.update.Shared;
import io.margay.model.update.Update;
import io.margay.wire.proto.ToHost;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

final class UpdateTest {
    private static final AddressSet WEB = new AddressSet.Selected(PeerSelector.endpoints(new Selector.Has("web")));

    @Test
    void whatIsWrittenIsRead() {
        for (long seed = 1; seed <= 500; seed++) {
            var update = new RandomUpdates(new SplittableRandom(seed)).update();
            assertThat(HostProtocol.readUpdate(HostProtocol.join(HostProtocol.write(update))))
                    .as("seed %s", seed)
                    .isEqualTo(update);
        }
    }

    @Test
    void itsRevisionIsReadAlone() {
        for (long seed = 1; seed <= 200; seed++) {
            var update = new RandomUpdates(new SplittableRandom(seed)).update();
            assertThat(HostProtocol.revision(HostProtocol.header(update)))
                    .as("seed %s", seed)
                    .isEqualTo(update.revision());
        }
        assertThat(HostProtocol.revision(HostProtocol.home("h:1"))).isZero();
        assertThat(HostProtocol.revision(new byte[] {0})).isZero();
        assertThat(HostProtocol.revision(new byte[0])).isZero();
    }

    @Test
    void aMessageIsReadInPiecesToo() {
        for (long seed = 1; seed <= 200; seed++) {
            var update = new RandomUpdates(new SplittableRandom(seed)).update();
            var pieces = HostProtocol.write(update);
            int cut = 1 + (int) (seed % pieces.size());
            var first = HostProtocol.readUpdate(HostProtocol.join(pieces.subList(0, cut)));
            var rest = HostProtocol.readParts(HostProtocol.join(pieces.subList(cut, pieces.size())));
            assertThat(Stream.concat(first.parts().stream(), rest.stream()))
                    .as("seed %s", seed)
                    .isEqualTo(update.parts());
        }
        var header = HostProtocol.header(new Update("n1", 7, 0, 1, false, List.of()));
        assertThatThrownBy(() -> HostProtocol.readParts(header)).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void partsAreTheBytesThatTheGeneratedClassesWrite() throws InvalidProtocolBufferException {
        for (long seed = 1; seed <= 500; seed++) {
            for (var part :
                    new RandomUpdates(new SplittableRandom(seed)).update().parts()) {
                var bytes = part.encoding(HostProtocol::encode);
                assertThat(ToHost.parseFrom(bytes).toByteArray())
                        .as("seed %s", seed)
                        .isEqualTo(bytes);
            }
        }
    }

    @Test
    void longEndpointsAreWrittenAndReadToo() throws InvalidProtocolBufferException {
        for (int size : new int[] {0, 1, 127, 128, 129, 16_383, 16_384, 70_000, 3_000_000}) {
            var policies = Ints.of(IntStream.range(0, size / 3).toArray());
            var tier = new NumberedTier("t".repeat(size), Action.PASS, policies, Ints.of(-1, 0));
            var key = new ResourceKey(Kind.POD, "shop", "ä".repeat(size));
            var frame = new RuleSet(key, "", List.of(), "", List.of("", "p"));
            var endpoint = new Part.EndpointContents(frame, List.of(), List.of(), List.of(), List.of(tier, tier));
            var bytes = HostProtocol.encode(endpoint);
            assertThat(ToHost.parseFrom(bytes).toByteArray()).isEqualTo(bytes);
            assertThat(UpdateCodec.read(ToHost.parseFrom(bytes).getParts(0))).isEqualTo(endpoint);
        }
    }

    /// From the encoding of an endpoint with other tiers, or with none, and of any length.
    @Test
    void anEndpointIsWrittenAfterAnotherAsByItself() {
        int all = 0;
        for (long seed = 1; seed <= 500; seed++) {
            var random = new SplittableRandom(seed);
            for (var before : endpoints(new RandomUpdates(random).update())) {
                var tier = new NumberedTier("t".repeat(random.nextInt(300)), Action.DENY, Ints.of(7), Ints.NONE);
                var normal = random.nextBoolean() ? List.of(tier) : List.<NumberedTier>of();
                var first = (Part.EndpointContents) before.part();
                var now = new Part.EndpointContents(first.ruleSet(), List.of(), first.preDnat(), List.of(), normal);
                before.encoding(HostProtocol::encode);
                var bytes = Shared.after(Shared.after(before, first), now).encoding(HostProtocol::encode);
                assertThat(bytes).as("seed %s", seed).isEqualTo(HostProtocol.encode(now));
                all++;
            }
        }
        assertThat(all).isGreaterThan(200);
    }

    private static List<Shared> endpoints(Update update) {
        return update.parts().stream()
                .filter(part -> part.part() instanceof Part.EndpointContents)
                .toList();
    }

    @Test
    void whatComesAfterSomethingElseIsWrittenByItself() {
        var frame = new RuleSet(new ResourceKey(Kind.POD, "shop", "a"), "", List.of(), "", List.of());
        var other = new RuleSet(new ResourceKey(Kind.POD, "shop", "b"), "", List.of(), "", List.of());
        var before = Shared.of(new Part.EndpointContents(frame, List.of(), List.of(), List.of(), List.of()));
        before.encoding(HostProtocol::encode);
        var part = new Part.EndpointContents(other, List.of(), List.of(), List.of(), List.of());
        assertThat(Shared.after(before, part).encoding(HostProtocol::encode)).isEqualTo(HostProtocol.encode(part));
    }

    @Test
    void aHeaderIsWhatTheClassesOfProtobufWrite() throws InvalidProtocolBufferException {
        for (long seed = 1; seed <= 500; seed++) {
            var bytes = HostProtocol.header(new RandomUpdates(new SplittableRandom(seed)).update());
            assertThat(ToHost.parseFrom(bytes).toByteArray())
                    .as("seed %s", seed)
                    .isEqualTo(bytes);
        }
        var least = new Update("", 0, 0, 0, false, List.of());
        assertThat(ToHost.parseFrom(HostProtocol.header(least)).toByteArray()).isEqualTo(HostProtocol.header(least));
    }

    @Test
    void aPartIsEncodedOnceForAllHosts() {
        var part = Shared.of(new Part.Gone(Ints.of(1), Ints.NONE, List.of(), List.of()));
        var one = HostProtocol.write(new Update("n1", 7, 0, 1, false, List.of(part)));
        var other = HostProtocol.write(new Update("n2", 7, 4, 5, true, List.of(part, part)));
        assertThat(other.get(1)).isSameAs(one.get(1));
        assertThat(other.get(2)).isSameAs(one.get(1));
    }

    @Test
    void changesToBytesAreReadOrRefusedAndNothingElse() {
        for (long seed = 1; seed <= 2_000; seed++) {
            var random = new SplittableRandom(seed);
            var bytes = HostProtocol.join(HostProtocol.write(new RandomUpdates(random).update()));
            for (int i = random.nextInt(3); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            assertReadOrRefused(
                    random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes, seed);
        }
    }

    @Test
    void changesToASetAreReadOrRefusedAndNothingElse() {
        for (long seed = 1; seed <= 2_000; seed++) {
            var random = new SplittableRandom(seed);
            var bytes = HostProtocol.join(HostProtocol.write(update(set(dense(random)))));
            bytes[bytes.length - 1 - random.nextInt(40)] = (byte) random.nextInt();
            assertReadOrRefused(bytes, seed);
        }
    }

    @Test
    void aMessageWithoutAHeaderIsRefused() {
        assertThatThrownBy(() -> HostProtocol.readUpdate(HostProtocol.encode(set(new RoaringBitmap()))))
                .isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> HostProtocol.readUpdate(new byte[0])).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void aBlockOf256IdentitiesWithAnAddressEachIsSmall() {
        var random = new SplittableRandom(1);
        var far = IntStream.range(0, 256).mapToObj(i -> identity(70_000 + i, random.nextInt()));
        assertThat(HostProtocol.encode(block(far)).length).isLessThan(1_400);
        var near = IntStream.range(0, 256).mapToObj(i -> identity(70_000 + i, 0x0a00_0100 + i));
        assertThat(HostProtocol.encode(block(near)).length).isLessThan(600);
    }

    @Test
    void aPodThatComesIsAFewBytes() {
        var move = new Move(99_000, false, List.of(), List.of(address(0x0a01_0203)), List.of(), Ints.NONE, Ints.NONE);
        assertThat(HostProtocol.encode(new Moves(List.of(move))).length).isLessThanOrEqualTo(17);
    }

    @Test
    void thatItsOwnerEndedIs7Bytes() {
        var address = address(0x0a01_0203);
        var move = new Move(99_000, false, List.of(), List.of(), List.of(address), Ints.NONE, Ints.NONE);
        int relabelled = HostProtocol.encode(new Moves(List.of(move))).length;
        assertThat(HostProtocol.encode(new Moves(List.of(move), List.of(address))).length)
                .isEqualTo(relabelled + 7);
    }

    @Test
    void aSetIsABitmapOrAListWhicheverIsSmaller() {
        assertThat(HostProtocol.encode(set(dense(new SplittableRandom(1)))).length)
                .isLessThan(16_500);
        assertThat(HostProtocol.encode(set(RoaringBitmap.bitmapOf(1, 100_000, 200_000))).length)
                .isLessThan(30);
    }

    private static RoaringBitmap dense(RandomGenerator random) {
        var bitmap = new RoaringBitmap();
        for (int i = 0; i < 100_000; i++) {
            if (random.nextBoolean()) {
                bitmap.add(i);
            }
        }
        return bitmap;
    }

    private static void assertReadOrRefused(byte[] bytes, long seed) {
        try {
            var read = HostProtocol.readUpdate(bytes);
            assertThat(HostProtocol.readUpdate(HostProtocol.join(HostProtocol.write(read))))
                    .as("seed %s", seed)
                    .isEqualTo(read);
        } catch (MalformedMessage e) {
            assertThat(e).as("seed %s", seed).hasMessageContaining("message to a host");
        }
    }

    private static Update update(Part part) {
        return new Update("n1", 7, 0, 1, false, List.of(Shared.of(part)));
    }

    private static SetContents set(RoaringBitmap identities) {
        return new SetContents(3, WEB, identities, List.of());
    }

    private static Identities block(Stream<IdentityContents> identities) {
        return new Identities(identities.toList());
    }

    private static IdentityContents identity(int number, int address) {
        return new IdentityContents(
                number, List.of(new NamedPort("http", Protocol.TCP, 80)), List.of(address(address)));
    }

    private static Cidr address(int address) {
        return Cidr.of(new Ip(IpVersion.V4, 0, Integer.toUnsignedLong(address)));
    }
}
