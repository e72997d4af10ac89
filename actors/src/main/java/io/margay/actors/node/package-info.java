/// The actors of a node and of its endpoints.
///
/// ```text
/// source ─▶ NodeActor ─▶ EndpointActor (makes its rule set) ─▶ NodeActor ─▶ host session
///               ▲ │ contributions, sets in use
/// each version  │ ▼
///           IdentityReplica
/// ```
@NullMarked
package io.margay.actors.node;

import org.jspecify.annotations.NullMarked;
