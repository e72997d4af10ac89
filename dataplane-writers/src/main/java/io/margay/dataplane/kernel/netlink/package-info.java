/// Sets, flows and routes of the kernel, read and written by netlink: messages of binary attributes through a socket,
/// in
/// place of a program and its text.
///
/// ```text
/// Ipset ◀─ NetlinkIpset ─▶ IpsetSession ─▶ MemberBatch ─▶ Outgoing ─┐
///               │               │                                   ├─ NetlinkSocket ═ kernel
///               ▼               └──────▶ SetReader ◀─ Attributes ◀──┘
///            Refusal ◀─ IpsetError
///
/// Conntrack ◀─ NetlinkConntrack ─▶ ConntrackSession ─┬─▶ FlowView ◀─ NetlinkSocket ═ kernel      flows are told
///                     │                              ▼
///                     ▼                          FlowBatch ─▶ NetlinkSocket ═ kernel           and changed meanwhile
///                  Refusal ◀─ ConntrackError
///
/// Routes ◀─ NetlinkRoutes ◀─ WiringReader ◀─ NetlinkSocket ═ kernel                              interfaces and routes
/// RuleCommits ◀─ NetlinkRuleCommits ◀─ NetlinkFile ═ kernel                                      who changed rules
/// ```
///
/// The ways in are the classes whose names begin with `Netlink` and are public. What the kernel refuses is a value,
/// `Rejection`,
/// and then a [io.margay.dataplane.kernel.Refusal]; what happens to the socket itself is a `NetlinkFailure`, checked so
/// that nobody forgets it: after one, the socket is closed and the next operation opens another.
@NullMarked
package io.margay.dataplane.kernel.netlink;

import org.jspecify.annotations.NullMarked;
