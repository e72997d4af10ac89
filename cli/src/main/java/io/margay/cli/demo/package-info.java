/// `margay demo`: a small cluster on this machine, and packets that show whether policies do what they say.
///
/// ```text
/// resources ─▶ Scene ─▶ Questions ─▶ Expectations (the Evaluator) ─┐
///      │         └────▶ Stage: nodes and pods as namespaces ─▶ packets ─▶ Table
///      └─▶ Engine ─▶ Transactions ─▶ a WriterActor a node ─▶ iptables ┘
/// ```
/// Where no packets can be sent, `Rehearsal` shows what would be programmed and what is expected.
@NullMarked
package io.margay.cli.demo;

import org.jspecify.annotations.NullMarked;
