/// A store: one actor in the cluster decides, a journal keeps, tables follow.
///
/// ```text
/// StoreClient ══ Question, Answer ══▶ StoreActor ─▶ StoreState (what becomes of an edit)
///  (any member)                        │     └─ a batch of revisions ─▶ StoreJournal (kept) ─▶ answers, followers
///                                      └─ in the background ─▶ StoreTables (start-up, the past)
/// ```
///
/// In: edits. Out: answers, and revisions to whoever follows, the engine's source among them.
@NullMarked
package io.margay.actors.store.keeper;

import org.jspecify.annotations.NullMarked;
