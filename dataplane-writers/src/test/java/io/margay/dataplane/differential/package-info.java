/// Packets against the Evaluator, for any writer: a topology of two nodes, clusters that change at random, and after
/// each change, or while it is made, packets between all ends. What they do is what the Evaluator says.
///
/// ```text
/// RandomTopology ─▶ Scenario (resources, changes) ─▶ Simulation (the engine) ─▶ EnforcedNode ─▶ Writer ─▶ kernel
///                        └─▶ Expectation (the Evaluator) ─▶ compared with ◀─ Prober ◀─ packets ◀───────┘
/// ```
/// The writer is a [Backend]. In: [Topology], [Backend]. Out: faults, in words with the seed that repeats them.
@NullMarked
package io.margay.dataplane.differential;

import org.jspecify.annotations.NullMarked;
