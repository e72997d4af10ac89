/// What a host's agent costs: its first state, and single changes, through the whole agent into a kernel.
///
/// In: a message of the host protocol, or a cluster for an engine; a network namespace. Out: time and memory.
///
/// ```text
/// MessageFile, SmallHost ─▶ MeasuredAgent ─┬─▶ LivingAgent (an AgentActor in this JVM) ─▶ kernel;  its reports ─▶
/// figures
/// SmallCluster ─▶ Engine ─▶ LinkedAgent ───┘
/// ```
/// The JVM should be the agent's own, with its options; what is measured is that process.
@NullMarked
package io.margay.load.agent;

import org.jspecify.annotations.NullMarked;
