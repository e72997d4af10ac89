/// `margay up`: an engine that follows its files, the socket over which `margay get` asks it, and the one where the
/// streams of this machine's hosts end.
///
/// ```text
/// files ─▶ FileFollower (what changed, and has come to rest) ─▶ Acceptance (what is in force) ─▶ Engine
/// margay get ══ a line of JSON each way ══▶ Question ─▶ Engine.settled
/// margay agent ══ frames of the host protocol ══ HostSocket ─▶ HostConnection ┬▶ Engine.attachEncoded, HostRoll
///      or ═══════ gRPC, TLS ════════════════════ GrpcHosts ──▶ GrpcConnection ┘
/// ```
@NullMarked
package io.margay.cli.server;

import org.jspecify.annotations.NullMarked;
