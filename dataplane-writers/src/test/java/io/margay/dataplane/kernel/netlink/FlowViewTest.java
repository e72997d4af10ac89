package io.margay.dataplane.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.model.net.IpVersion;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

/// What the kernel writes of a flow is read again, and what is not whole is not taken for a flow.
class FlowViewTest {
    private final Outgoing out = new Outgoing(Arena.ofAuto());
    private final FlowView flow = new FlowView(IpVersion.V4);

    @Test
    void aFlowIsReadAndNothingIsLeftOfTheOneBefore() throws NetlinkFailure {
        read(message(true));
        assertThat(FlowLab.text(flow)).isEqualTo("17 10.0.0.1:1000>10.0.0.2:53 10.0.0.2:53>10.0.0.1:1000");
        assertThat(flow.zone()).isEqualTo(7);
        assertThat(flow.mark()).isEqualTo(0xffff_fff0);
        assertThat(flow.status()).isEqualTo(0xe);
        read(message(false));
        assertThat(FlowLab.text(flow)).isEqualTo("17 10.0.0.1:1000>10.0.0.2:53 0.0.0.0:0>0.0.0.0:0");
        assertThat(flow.zone()).isZero();
        assertThat(flow.mark()).isZero();
        assertThat(flow.status()).isZero();
    }

    @Test
    void itsNameIsWrittenAsItWasRead() throws NetlinkFailure {
        read(message(true));
        var copy = new Outgoing(Arena.ofAuto());
        copy.begin(0, 0, 1);
        flow.name(copy);
        copy.end();
        assertThat(flow.key().attributes()).isEqualTo(attributes(copy).toArray(ValueLayout.JAVA_BYTE));
        var again = new FlowView(IpVersion.V4);
        again.read(attributes(copy), 0, attributes(copy).byteSize());
        assertThat(again.key()).isEqualTo(flow.key()).hasSameHashCodeAs(flow.key());
        assertThat(again.zone()).isEqualTo(7);
    }

    @Test
    void whatIsCutOffAnywhereIsNoFlow() {
        var whole = message(false);
        for (int length = 0; length < whole.byteSize(); length++) {
            var cut = whole.asSlice(0, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(NetlinkFailure.class);
        }
    }

    @Test
    void aFlowOfTheOtherVersionIsNoFlow() {
        var six = new FlowView(IpVersion.V6);
        var message = message(true);
        assertThatThrownBy(() -> six.read(message, 0, message.byteSize())).isInstanceOf(NetlinkFailure.class);
    }

    private void read(MemorySegment message) throws NetlinkFailure {
        flow.read(message, 0, message.byteSize());
    }

    private MemorySegment message(boolean withAll) {
        out.clear();
        out.begin(0, 0, 1);
        tuple(FlowView.ORIGINAL, 1, 2);
        if (withAll) {
            tuple(FlowView.REPLY, 2, 1);
            out.u32(3, 0xe);
            out.u32(FlowView.MARK, 0xffff_fff0);
            out.u16(FlowView.ZONE, 7);
        }
        out.u32(FlowView.NUMBER, 4711);
        out.end();
        return attributes(out);
    }

    private void tuple(int type, int source, int destination) {
        int tuple = out.nest(type);
        int addresses = out.nest(1);
        out.u32(1, 0x0a00_0000 + source);
        out.u32(2, 0x0a00_0000 + destination);
        out.endNest(addresses);
        int protocol = out.nest(2);
        out.u8(1, 17);
        out.u16(2, source == 1 ? 1000 : 53);
        out.u16(3, source == 1 ? 53 : 1000);
        out.endNest(protocol);
        out.endNest(tuple);
    }

    private static MemorySegment attributes(Outgoing message) {
        return message.bytes().asSlice(NetlinkSocket.HEADERS, message.length() - NetlinkSocket.HEADERS);
    }
}
