/// The members of an engine that is loaded, as processes, and the way of changes to them.
///
/// In: the command that starts a member; changes. Out: their processes, to be looked at, paused and killed.
///
/// ```text
/// Change … ─▶ Feed ─┬─ Members ──▶ standard input of each Member
///                   └─ HttpFeed ─▶ the HTTP API of any ─▶ Database
/// ```
@NullMarked
package io.margay.load.member;

import org.jspecify.annotations.NullMarked;
