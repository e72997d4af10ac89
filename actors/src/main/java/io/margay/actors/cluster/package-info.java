/// What all actors of the cluster agree on.
///
/// In: configuration. Out: the settings of an actor system, and the mark of messages that may leave their JVM.
@NullMarked
package io.margay.actors.cluster;

import org.jspecify.annotations.NullMarked;
