/// `margay up`: an engine that follows its files or has a store, the socket over which `margay get` asks it, the one
/// where the streams of this machine's hosts end, and the HTTP API (`io.margay.cli.api`).
///
/// ```text
/// files ─▶ FileFollower (what changed, and has come to rest) ─▶ Acceptance (what is in force) ─▶ Engine
/// margay apply ══ HTTPS ══ ApiServer ─▶ Engine.store ────────────────────────────────▶ Engine
/// margay get ══ a line of JSON each way ══▶ Question ─▶ Engine.settled
/// margay status ══ that, or HTTPS ══▶ EngineStatus ─▶ each member's MemberStatus ─▶ Engine.present, HostRoll
/// margay agent ══ frames of the host protocol ══ HostSocket ─▶ HostConnection ┬▶ Engine.attachEncoded, HostRoll
///      or ═══════ gRPC, TLS ════════════════════ GrpcHosts ──▶ GrpcConnection ┘
/// ```
@NullMarked
package io.margay.cli.server;

import org.jspecify.annotations.NullMarked;
