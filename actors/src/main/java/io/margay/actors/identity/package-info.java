/// The actors that hold who has which address, and what each set in use means.
///
/// In: contributions of nodes and of the source, the catalogue, which sets nodes use. Out: each version, to the
/// sessions of hosts and to the nodes that it concerns; what a set means, to its SelectorActor.
@NullMarked
package io.margay.actors.identity;

import org.jspecify.annotations.NullMarked;
