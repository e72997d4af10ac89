/// The actors that hold what policies say, and give numbers that grow.
///
/// In: what the source says of policies, tiers, namespaces and profiles. Out: the compiled catalogue, to the shard's
/// IdentityReplica; epochs, to nodes that begin.
@NullMarked
package io.margay.actors.catalog;

import org.jspecify.annotations.NullMarked;
