/// Akka Typed shells: an actor receives, calls one state machine of `engine`, and sends what it returned.
///
/// In: sources and host sessions. Out: updates for hosts, whose parts `wire` encodes once for all of them.
@NullMarked
package io.margay.actors;

import org.jspecify.annotations.NullMarked;
