/// Akka Typed shells: an actor receives, calls one state machine of `engine`, and sends what it returned.
///
/// In: sources and host sessions. Out: the delta log and transactions, encoded by `wire`.
@NullMarked
package io.margay.actors;

import org.jspecify.annotations.NullMarked;
