package io.margay.dataplane.iptables;

import static io.margay.dataplane.iptables.Rules.ALLOW;
import static io.margay.dataplane.iptables.Rules.DENY;
import static io.margay.dataplane.iptables.Rules.destination;
import static io.margay.dataplane.iptables.Rules.ports;
import static io.margay.dataplane.iptables.Rules.protocol;
import static io.margay.dataplane.iptables.Rules.selected;
import static io.margay.dataplane.iptables.Rules.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Backend;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Established flows over TCP and UDP, translated or not, where a change that denies them ends them: which do end, that
/// no other loses a packet; and why entries of the kernel are not deleted instead.
@ParameterizedClass
@EnumSource(Backend.class)
class JudgedAgainIT {
    private static final int CHANGES = 100;

    private final Backend backend;
    private JudgedLab lab;

    JudgedAgainIT(Backend backend) {
        this.backend = backend;
    }

    @BeforeEach
    void makeLab() throws IOException {
        lab = JudgedLab.open(backend);
    }

    @AfterEach
    void removeLab() throws IOException {
        if (lab != null) {
            lab.close();
        }
    }

    /// Flows on which somebody talks all the time.
    private static final class Busy implements AutoCloseable {
        private final List<Asker> askers;
        private final List<Talk> talks;
        private final ConcurrentLinkedQueue<String> lost = new ConcurrentLinkedQueue<>();
        private final AtomicInteger rounds = new AtomicInteger();
        private final CompletableFuture<Void> running;
        private volatile boolean isEnding;

        Busy(List<Asker> askers, List<Talk> talks) {
            this.askers = askers;
            this.talks = talks;
            this.running = CompletableFuture.runAsync(this::run, Thread.ofVirtual()::start);
        }

        private void run() {
            while (!isEnding) {
                askers.stream().filter(asker -> !asker.asks()).forEach(asker -> lost.add(asker + " is not answered"));
                talks.stream().filter(talk -> !talk.asksOrFails()).forEach(talk -> lost.add(talk + " is cut"));
                rounds.incrementAndGet();
            }
        }

        /// Waits until everybody has talked some more.
        void awaitRounds() {
            int begun = rounds.get();
            while (rounds.get() < begun + 2 && !running.isDone()) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void close() {
            isEnding = true;
            running.join();
            assertThat(lost).isEmpty();
        }
    }

    @Test
    void aFlowThatStaysAllowedLosesNothingInAHundredChanges() throws IOException {
        lab.start(true);
        lab.change(true);
        var talks = new ArrayList<Talk>();
        var busy = new ArrayList<Talk>();
        for (var version : IpVersion.values()) {
            talks.addAll(List.of(lab.direct(version), lab.translated(version), lab.back(version)));
            busy.addAll(List.of(lab.direct(version), lab.translated(version)));
        }
        var askers = lab.askers();
        try (var others = new Busy(lab.askers(), busy)) {
            for (int i = 0; i < CHANGES; i++) {
                lab.change(true);
                expectToGoOn(talks, i);
                assertThat(askers).allMatch(Asker::asks);
            }
            others.awaitRounds();
        }
        for (var talk : talks) {
            assertThat(talk.asks()).isTrue();
        }
        assertThat(lab.waiting()).isZero();
        assertThat(lab.dropped()).isZero();
    }

    private static void expectToGoOn(List<Talk> talks, int change) throws IOException {
        for (var talk : talks) {
            // A reply may come first, and must not be judged as if it opened the flow.
            assertThat(change % 2 == 0 ? talk.tells() : talk.asks())
                    .as("change " + change)
                    .isTrue();
        }
    }

    @Test
    void aFlowThatIsDeniedEndsInBothDirections() throws IOException {
        lab.start(true);
        for (var version : IpVersion.values()) {
            lab.change(true);
            var direct = lab.direct(version);
            var translated = lab.translated(version);
            var back = lab.back(version);
            var askers = lab.askers();
            assertThat(askers).allMatch(Asker::asks);
            assertThat(direct.asks() && translated.asks() && back.asks()).isTrue();
            lab.change(false);
            assertThat(direct.asksAtOnce()).isFalse();
            assertThat(translated.asksAtOnce()).isFalse();
            assertThat(askers).noneMatch(Asker::asksAtOnce);
            assertThat(direct.tellsAtOnce()).isFalse();
            assertThat(translated.tellsAtOnce()).isFalse();
            // The other way round a flow is still allowed.
            assertThat(back.asks()).isTrue();
            assertThat(lab.back(version).asks()).isTrue();
            assertThat(lab.dropped()).isPositive();
        }
    }

    @Test
    void whereItIsOffADeniedFlowGoesOn() throws IOException {
        lab.start(false);
        lab.change(true);
        var talk = lab.translated(IpVersion.V4);
        var askers = lab.askers();
        assertThat(askers).allMatch(Asker::asks);
        lab.change(false);
        lab.judgeAgain();
        assertThat(talk.asks()).isTrue();
        assertThat(askers).allMatch(Asker::asks);
        lab.expect("!a udp 53", "!a tcp 80");
        assertThat(lab.saved("iptables")).contains("mgy-to-workload").doesNotContain("CONNMARK", "mgy-again");
    }

    @Test
    void aDeniedFlowThatIsSilentUntilItsServerSpeaksEndsWithTheFirstAnswer() throws IOException {
        lab.start(true);
        lab.change(true);
        var talk = lab.direct(IpVersion.V4);
        lab.change(false);
        assertThat(talk.tells()).as("nobody has judged the flow yet").isTrue();
        // The client's acknowledgement has been denied.
        assertThat(talk.tellsAtOnce()).isFalse();
        assertThat(talk.asksAtOnce()).isFalse();
    }

    @Test
    void aFlowThatIsAllowedAgainGoesOn() throws IOException {
        lab.start(true);
        var askers = lab.askers();
        for (var version : IpVersion.values()) {
            lab.change(true);
            var talk = lab.translated(version);
            assertThat(askers).allMatch(Asker::asks);
            lab.change(false);
            assertThat(talk.asksAtOnce()).isFalse();
            assertThat(askers).noneMatch(Asker::asksAtOnce);
            lab.change(true);
            assertThat(askers).allMatch(Asker::asks);
            assertThat(talk.asks()).isTrue();
        }
    }

    @Test
    void switchedOnItEndsWhatIsDeniedAndSwitchedOffItEndsNothing() {
        var askers = lab.askers();
        lab.start(false);
        lab.change(true);
        assertThat(askers).allMatch(Asker::asks);
        lab.change(false);
        assertThat(askers).allMatch(Asker::asks);
        lab.start(true);
        lab.change(false);
        assertThat(askers).noneMatch(Asker::asksAtOnce);
        lab.start(true);
        lab.change(false);
        assertThat(askers).as("another life").noneMatch(Asker::asksAtOnce);
        lab.start(false);
        lab.change(false);
        assertThat(askers).allMatch(Asker::asks);
    }

    @Test
    void whatStaysAllowedDoesNotNoticeThatItIsSwitchedOnAndOff() throws IOException {
        lab.start(true);
        lab.change(true);
        var talks = List.of(lab.direct(IpVersion.V4), lab.translated(IpVersion.V6));
        var askers = lab.askers();
        assertThat(askers).allMatch(Asker::asks);
        lab.change(false);
        assertThat(askers).noneMatch(Asker::asksAtOnce);
        lab.start(false);
        lab.change(true);
        // Their marks still say that they are denied.
        assertThat(lab.waiting()).isPositive();
        try (var busy = new Busy(askers, talks)) {
            for (boolean isOn : List.of(true, false, true)) {
                busy.awaitRounds();
                lab.start(isOn);
                lab.change(true);
                busy.awaitRounds();
            }
        }
        assertThat(lab.dropped()).isZero();
        assertThat(lab.waiting()).isZero();
    }

    @Test
    void whatIsReleasedGoesOnUntilItNoLongerIs() {
        var askers = deniedAskers();
        lab.release(true);
        assertThat(askers).allMatch(Asker::asks);
        lab.release(false);
        assertThat(askers).noneMatch(Asker::asksAtOnce);
    }

    @Test
    void whatGotInWhileOthersHadOpenedADoorEndsWithTheRepair() {
        var askers = lab.askers();
        lab.start(true);
        lab.change(false);
        assertThat(lab.round()).isEmpty();
        assertThat(askers).noneMatch(Asker::asksAtOnce);
        for (var version : IpVersion.values()) {
            lab.restore(version, "*filter", "-F mgy-drop");
        }
        assertThat(askers).allMatch(Asker::asks);
        assertThat(lab.round()).contains("mgy-drop");
        assertThat(askers).noneMatch(Asker::asksAtOnce);
    }

    @Test
    void uninstalledItLeavesNothing() {
        var askers = deniedAskers();
        lab.uninstall();
        assertThat(lab.saved("iptables") + lab.saved("ip6tables")).doesNotContain("mgy", "CONNMARK");
        assertThat(lab.unmarked()).isPositive().isEqualTo(lab.all());
        assertThat(askers).allMatch(Asker::asks);
    }

    @Test
    void aFlowThatAnotherLedToExpectGoesOnWithThatOnesMark() throws IOException {
        lab.restore(IpVersion.V4, "*raw", "-A PREROUTING -p tcp -m tcp --dport 21 -j CT --helper ftp");
        var client = source(destination(protocol(ALLOW, Protocol.TCP), ports("21")), selected("a"));
        lab.start(true);
        lab.change(client);
        try (var commands = lab.listen(21);
                var passive = lab.listen(30_000)) {
            var control = lab.talk(21, commands);
            says(control, "220 here\r\n");
            var ip = InetAddress.getByName("10.65.0.3").getHostAddress().replace('.', ',');
            says(control, "227 Entering Passive Mode (" + ip + ",117,48)\r\n");
            lab.change(protocol(DENY, Protocol.SCTP), client);
            var data = lab.talk(30_000, passive);
            assertThat(data.asks()).isTrue();
            lab.change(client);
            assertThat(data.asks()).isTrue();
            assertThat(control.asks()).isTrue();
        }
        assertThat(lab.dropped()).isZero();
    }

    private static void says(Talk talk, String text) throws IOException {
        talk.server().getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(talk.client().getInputStream().readNBytes(text.length()), StandardCharsets.US_ASCII))
                .isEqualTo(text);
    }

    @Test
    void deletingItsEntryBreaksATranslatedFlowThatStaysAllowed() throws IOException {
        lab.start(true);
        lab.change(true);
        var talk = lab.translated(IpVersion.V4);
        lab.delete();
        assertThat(talk.tellsAtOnce()).isFalse();
        assertThat(talk.asksAtOnce()).isFalse();
    }

    @Test
    void deletingItsEntryDoesNotEndADeniedFlow() throws IOException {
        lab.start(false);
        lab.change(true);
        var talk = lab.direct(IpVersion.V4);
        lab.change(false);
        lab.delete();
        // The kernel takes the server's packet for one that opens a flow, and that one is allowed.
        assertThat(talk.tells()).isTrue();
        assertThat(talk.asks()).isTrue();
    }

    /// Flows that were allowed, and are denied since, where that ends them.
    private List<Asker> deniedAskers() {
        var askers = lab.askers();
        lab.start(true);
        lab.change(true);
        assertThat(askers).allMatch(Asker::asks);
        lab.change(false);
        assertThat(askers).noneMatch(Asker::asksAtOnce);
        return askers;
    }
}
