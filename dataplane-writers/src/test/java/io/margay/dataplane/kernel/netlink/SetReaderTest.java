package io.margay.dataplane.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.dataplane.kernel.MemberText;
import io.margay.model.net.IpVersion;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is written is read again, and what is not whole is not taken for anything.
class SetReaderTest {
    private final Outgoing out = new Outgoing(Arena.ofAuto());

    @Test
    void membersAreReadInTheirOrder() throws NetlinkFailure {
        out.begin(Command.LIST.type(), 0, 1);
        out.text(IpsetSession.NAME, "nets");
        int members = out.nest(IpsetSession.MEMBERS);
        net(0x0a00_0001, 32);
        net(0x0a00_0000, 8);
        port(0xfd00_0000_0000_0000L, 1, 65_535);
        out.endNest(members);
        out.end();
        assertThat(members(attributes())).containsExactly("10.0.0.1", "10.0.0.0/8", "fd00::1,sctp:65535");
        assertThat(SetReader.name(attributes(), 0, attributes().byteSize())).isEqualTo("nets");
    }

    @Test
    void theRefusedMemberIsTheOneOfItsLine() throws NetlinkFailure {
        for (int line = 1; line <= 3; line++) {
            assertThat(refused(request(line, 3))).containsExactly("10.0.0." + line);
        }
        assertThat(refused(request(0, 3))).isEmpty();
        assertThat(refused(MemorySegment.ofArray(new byte[0]))).isEmpty();
        assertThatThrownBy(() -> refused(request(4, 3))).isInstanceOf(NetlinkFailure.class);
    }

    @Test
    void whatIsCutOffAnywhereIsNotRead() throws NetlinkFailure {
        var whole = request(0, 3);
        int read = 0;
        for (int length = 1; length < whole.byteSize(); length++) {
            read += isRead(whole.asSlice(0, length)) ? 1 : 0;
        }
        // It may end after the name, with or without what fills it up (9 to 12 bytes), and after the line (20).
        assertThat(read).isEqualTo(5);
    }

    @Test
    void whatHasALengthThatCannotBeIsNotRead() {
        var bytes = request(0, 1);
        for (int length = 0; length < 4; length++) {
            bytes.set(ValueLayout.JAVA_SHORT_UNALIGNED, 0, (short) length);
            assertThatThrownBy(() -> members(bytes)).isInstanceOf(NetlinkFailure.class);
        }
    }

    @Test
    void whatDoesNotFitIntoItsFieldIsNotWritten() {
        out.begin(0, 0, 1);
        assertThatThrownBy(() -> out.u8(1, 256)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> out.u16(1, 65_536)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> out.u16(1, -1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static boolean isRead(MemorySegment bytes) {
        try {
            members(bytes);
            return true;
        } catch (NetlinkFailure e) {
            assertThat(e).hasMessageContaining("not whole");
            return false;
        }
    }

    private MemorySegment request(int line, int count) {
        out.clear();
        out.begin(Command.ADD.type(), 0, 1);
        out.text(IpsetSession.NAME, "nets");
        out.mark(IpsetSession.LINE, line);
        int members = out.nest(IpsetSession.MEMBERS);
        for (int i = 1; i <= count; i++) {
            net(0x0a00_0000 + i, 32);
        }
        out.endNest(members);
        out.end();
        return MemorySegment.ofArray(attributes().toArray(ValueLayout.JAVA_BYTE));
    }

    private void net(int address, int prefixLength) {
        int member = out.nest(IpsetSession.DATA);
        int ip = out.nest(MemberBatch.IP);
        out.u32(MemberBatch.IPV4, address);
        out.endNest(ip);
        out.u8(MemberBatch.PREFIX, prefixLength);
        out.endNest(member);
    }

    private void port(long high, long low, int port) {
        int member = out.nest(IpsetSession.DATA);
        int ip = out.nest(MemberBatch.IP);
        out.u128(MemberBatch.IPV6, high, low);
        out.endNest(ip);
        out.u16(MemberBatch.PORT, port);
        out.u8(MemberBatch.PROTOCOL, 132);
        out.endNest(member);
    }

    private MemorySegment attributes() {
        return out.bytes().asSlice(NetlinkSocket.HEADERS, out.length() - NetlinkSocket.HEADERS);
    }

    private static List<String> members(MemorySegment bytes) throws NetlinkFailure {
        var members = new ArrayList<String>();
        SetReader.members(bytes, 0, bytes.byteSize(), new MemberText(IpVersion.V4, members::add));
        return members;
    }

    private static List<String> refused(MemorySegment request) throws NetlinkFailure {
        var members = new ArrayList<String>();
        SetReader.refused(request, new MemberText(IpVersion.V4, members::add));
        return members;
    }
}
