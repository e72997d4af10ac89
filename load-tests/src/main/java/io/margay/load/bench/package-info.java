/// How long a change takes until every host that must hear of it is sent it.
///
/// In: resources and edits of them. Out: what each edit cost, by class of change.
///
/// ```text
/// UpdateFile ─▶ Edit … ─▶ UpdateBench ─▶ Engine ─▶ Hosts (a sink a node) ─▶ Cost … ─▶ ClassFigures
///                              ◀── at rest: all of it is done ──┘
/// ```
@NullMarked
package io.margay.load.bench;

import org.jspecify.annotations.NullMarked;
