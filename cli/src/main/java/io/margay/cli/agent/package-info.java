/// `margay agent`: the host's half as a process, and the socket over which it is asked.
///
/// ```text
/// margay agent ─▶ AgentRun ─▶ LocalAgent: AgentActor with the iptables writer ══ SocketUplink, GrpcUplink ══▶ margay
/// up
/// margay agent status|show|release|uninstall ══ a line of JSON each way ══▶ AgentAnswers ─▶ LocalAgent
/// ```
/// [Standing][io.margay.cli.agent.Standing] is what the agent reported, so that `status` waits for nobody;
/// [ReleaseBook][io.margay.cli.agent.ReleaseBook] is what people took out of its way.
@NullMarked
package io.margay.cli.agent;

import org.jspecify.annotations.NullMarked;
