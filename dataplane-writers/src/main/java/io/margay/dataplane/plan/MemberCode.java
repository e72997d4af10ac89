package io.margay.dataplane.plan;

import io.margay.dataplane.kernel.MemberSink;
import io.margay.model.net.CidrList;
import io.margay.model.net.IpVersion;

/// What a member is beside the 128 bits of its address, in one number.
///
/// ```text
/// bits   31: always 1 │ 30: IPv6 │ 29: with a port │ 16 to 23: prefix length or protocol │ 0 to 15: port
/// ```
final class MemberCode {
    private static final int MEMBER = 1 << 31;
    private static final int V6 = 1 << 30;
    private static final int WITH_PORT = 1 << 29;
    private static final int BYTE = 0xff;
    private static final int PORT = 0xffff;

    private MemberCode() {}

    /// That of a prefix; its head is that of [CidrList].
    static int net(int head) {
        return of(CidrList.version(head)) | CidrList.prefixLength(head) << Short.SIZE;
    }

    /// That of an address with a port.
    static int port(IpVersion version, int protocol, int port) {
        return of(version) | WITH_PORT | protocol << Short.SIZE | port;
    }

    /// Kernels keep a set a version.
    static IpVersion version(int code) {
        return (code & V6) == 0 ? IpVersion.V4 : IpVersion.V6;
    }

    /// The head of its address: the prefix, or that of one address.
    static int head(int code) {
        var version = version(code);
        return CidrList.head(version, hasPort(code) ? version.bits() : code >>> Short.SIZE & BYTE);
    }

    static boolean hasPort(int code) {
        return (code & WITH_PORT) != 0;
    }

    static int protocol(int code) {
        return code >>> Short.SIZE & BYTE;
    }

    static int port(int code) {
        return code & PORT;
    }

    static void tell(long high, long low, int code, MemberSink sink) {
        if (hasPort(code)) {
            sink.port(high, low, protocol(code), port(code));
        } else {
            sink.net(high, low, code >>> Short.SIZE & BYTE);
        }
    }

    private static int of(IpVersion version) {
        return MEMBER | (version == IpVersion.V4 ? 0 : V6);
    }
}
