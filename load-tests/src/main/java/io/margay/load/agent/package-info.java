/// What a host's agent costs: its first state, and single changes, through the whole agent into a kernel.
///
/// In: a message of the host protocol, a network namespace. Out: time and memory.
///
/// ```text
/// MessageFile, SmallHost ─▶ MeasuredAgent (an AgentActor in this JVM) ─▶ kernel;  its reports ─▶ figures
/// ```
/// The JVM should be the agent's own, with its options; what is measured is that process.
@NullMarked
package io.margay.load.agent;

import org.jspecify.annotations.NullMarked;
