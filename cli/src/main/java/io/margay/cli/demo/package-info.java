/// `margay demo`: a small cluster on this machine, and packets that show whether policies do what they say, also while
/// policies and labels change and an agent is killed.
///
/// ```text
/// resources ─▶ Scene ─▶ Questions ─▶ expected (the Evaluator) ─────────────────┐
///      │         └────▶ Stage: nodes and pods as namespaces ─▶ packets ─▶ Performance ─▶ Table
///      └─▶ Feed ─▶ Engine ══ HostSocket ══▶ Agents: a process a node ─▶ iptables ┘
/// ```
/// All that it makes goes with it: namespaces and files bear the name of a `Lab`, and agents end with this process.
/// Where no packets can be sent, it shows what would be programmed and what is expected.
@NullMarked
package io.margay.cli.demo;

import org.jspecify.annotations.NullMarked;
