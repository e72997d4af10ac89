/// Simulated hosts: thousands in one JVM, each with its own certificate, connection and stream, and without a kernel.
///
/// A host keeps references to what it was told. A part of a message that many hosts are told is decoded and kept once
/// for all of them ([PartTable]); so a host costs little more than its connection. What it holds is made of that when
/// it is asked for: [Replay] is to be what an agent would hold, without what only an agent needs.
///
/// In: a member's address, certificates. Out: what each host was told, when; what it holds.
///
/// ```text
/// member ══ gRPC, mTLS ══▶ SimulatedHost ─▶ Journal ─▶ Replay ─▶ Contents ◀─ the same of a fresh engine
///                               │ parts        ▲
///                               ▼              │
///                           PartTable ─▶ KnownPart ─▶ Audience: who was told what, when
/// ```
@NullMarked
package io.margay.load.host;

import org.jspecify.annotations.NullMarked;
