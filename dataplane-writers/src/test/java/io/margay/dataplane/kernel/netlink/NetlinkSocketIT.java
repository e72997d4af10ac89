package io.margay.dataplane.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.SetSpec;
import io.margay.model.net.IpVersion;
import java.lang.foreign.Arena;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a socket says of the kernel's answers, and of those that it does not get.
class NetlinkSocketIT {
    private static final NetlinkSocket.Parts NONE = (_, _, _) -> {};
    private static SetLab lab;

    @BeforeAll
    static void makeLab() {
        lab = SetLab.open();
    }

    @AfterAll
    static void removeLab() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void aThousandMessagesInOneSendAreAllAnswered() throws NetlinkFailure {
        try (var socket = NetlinkSocket.open(lab.netns())) {
            flush(socket, 1000);
            var rejection = socket.send("flush a thousand", NONE).orElseThrow();
            assertThat(IpsetError.of(rejection, Command.FLUSH).name()).isEqualTo("ENOENT");
            assertThat(socket.send("nothing", NONE)).isEmpty();
        }
    }

    @Test
    void answersThatAreLostAreNoSuccess() throws NetlinkFailure {
        try (var socket = NetlinkSocket.open(lab.netns(), 4096)) {
            flush(socket, 1000);
            assertThatThrownBy(() -> socket.send("flush a thousand", NONE))
                    .isInstanceOf(NetlinkFailure.class)
                    .hasMessageContainingAll("flush a thousand", "ENOBUFS");
        }
    }

    @Test
    void aMessageThatTheKernelDoesNotKnowIsRejected() throws NetlinkFailure {
        try (var socket = NetlinkSocket.open(lab.netns())) {
            socket.begin(0x3f << 8, 0).end();
            assertThat(socket.send("nonsense", NONE)).isPresent();
        }
    }

    @Test
    void whatIsLongerThanTheKernelTakesIsNoSuccess() throws NetlinkFailure {
        try (var file = NetlinkFile.open(lab.netns(), NetlinkFile.Part.NETFILTER, NetlinkFile.RECEIVE_BUFFER);
                var arena = Arena.ofConfined()) {
            var bytes = arena.allocate(8 << 20);
            assertThatThrownBy(() -> file.send(bytes, 8 << 20, "too much"))
                    .hasMessage("too much: send of 8388608 bytes: EMSGSIZE");
        }
    }

    @Test
    void anAnswerThatDoesNotFitIsNoSuccess() throws NetlinkFailure {
        try (var file = NetlinkFile.open(lab.netns(), NetlinkFile.Part.NETFILTER, NetlinkFile.RECEIVE_BUFFER);
                var arena = Arena.ofConfined()) {
            var message = new Outgoing(arena);
            message.begin(Command.FLUSH.type(), 1 | 4, 1);
            message.end();
            file.send(message.bytes(), message.length(), "flush");
            assertThatThrownBy(() -> file.receive(arena.allocate(20), "flush"))
                    .hasMessageMatching("flush: an answer of \\d+ bytes, at most 20");
        }
    }

    @Test
    void itIsOfItsNamespaceWhoeverUsesIt() throws Exception {
        var set = new SetSpec("here", SetSpec.Kind.NET, IpVersion.V4, 1);
        assertThat(lab.ipset().create(set)).isEmpty();
        try (var elsewhere = NetlinkIpset.in(Netns.OWN)) {
            assertThat(elsewhere.header("here")).isInstanceOf(Reading.Unread.class);
        }
        var header = CompletableFuture.supplyAsync(() -> lab.ipset().header("here"), Thread.ofVirtual()::start)
                .get();
        assertThat(header).isInstanceOf(Reading.Read.class);
    }

    @Test
    void bothSpeakAProtocol() throws NetlinkFailure {
        try (var session = IpsetSession.open(lab.netns())) {
            assertThat(session.protocol()).isBetween(6, 7);
        }
    }

    private static void flush(NetlinkSocket socket, int times) {
        for (int i = 0; i < times; i++) {
            var out = socket.begin(Command.FLUSH.type(), 0);
            out.u8(IpsetSession.PROTOCOL, 6);
            out.text(IpsetSession.NAME, "none");
            out.end();
        }
    }
}
