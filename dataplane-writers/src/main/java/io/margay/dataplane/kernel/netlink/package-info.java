/// Sets of the kernel, written by netlink: messages of binary attributes through one socket, in place of a program and
/// its text.
///
/// ```text
/// Ipset ◀─ NetlinkIpset ─▶ IpsetSession ─▶ MemberBatch ─▶ Outgoing ─┐
///               │               │                                   ├─ NetlinkSocket ═ kernel
///               ▼               └──────▶ SetReader ◀─ Attributes ◀──┘
///            Refusal ◀─ IpsetError
/// ```
///
/// The way in is [io.margay.dataplane.kernel.netlink.NetlinkIpset]. What the kernel refuses is a value, `Rejection`,
/// and then a [io.margay.dataplane.kernel.Refusal]; what happens to the socket itself is a `NetlinkFailure`, checked so
/// that nobody forgets it: after one, the socket is closed and the next operation opens another.
@NullMarked
package io.margay.dataplane.kernel.netlink;

import org.jspecify.annotations.NullMarked;
