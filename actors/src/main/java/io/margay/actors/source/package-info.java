/// The actors that say what exists.
///
/// In: changes, from whoever feeds. Out: to the catalogue, to the replicas, and to each node its own part.
@NullMarked
package io.margay.actors.source;

import org.jspecify.annotations.NullMarked;
