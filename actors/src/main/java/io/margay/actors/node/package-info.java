/// The actor of a node, with its endpoints.
///
/// ```text
/// source ─▶ NodeActor (an EndpointState each endpoint) ─▶ host session
///               ▲ │ contributions, sets in use
/// each version  │ ▼
///           IdentityReplica
/// ```
@NullMarked
package io.margay.actors.node;

import org.jspecify.annotations.NullMarked;
