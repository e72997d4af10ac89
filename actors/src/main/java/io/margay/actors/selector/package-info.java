/// The actors that answer for one set in use.
///
/// In: what a set means, from IdentityReplica. Out: reports, to whoever asks.
@NullMarked
package io.margay.actors.selector;

import org.jspecify.annotations.NullMarked;
