/// The host agent: takes transactions, has them written, reports what is enforced. The one package with actors.
///
/// ```text
/// Transaction ─▶ WriterActor (Desired, what is pending) ─▶ KernelActor (a Writer, on a thread of its own) ─▶ kernel
///                     └─▶ Report: Enforced, Failed                                                         │
///                          ◀───────────────────────────────────── what came of it ◀────────────────────────┘
/// ```
@NullMarked
package io.margay.dataplane.agent;

import org.jspecify.annotations.NullMarked;
