/// The HTTP API: what exists is changed, read and followed over it, by people, scripts and `margay` itself.
///
/// In: requests over TLS, from those that [Access][io.margay.cli.api.Access] knows. Out: edits of a
/// [ResourceStore][io.margay.actors.store.ResourceStore], and what it answers, as JSON. It thinks nothing up: what a
/// resource is, `model` says; what becomes of an edit, the store.
///
/// ```text
/// request ─▶ Access (who, may they) ─▶ Routes ─▶ EditRequest (resources, or all that is wrong) ─▶ ResourceStore
///         ◀── Replies ◀──────────────────────────────────────────────────────────────── what became of it
/// ```
@NullMarked
package io.margay.cli.api;

import org.jspecify.annotations.NullMarked;
