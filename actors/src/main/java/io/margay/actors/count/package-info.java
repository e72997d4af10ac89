/// What the actors of a member count of their own work.
///
/// In: the actors, each its own numbers, at the cost of an addition. Out: whoever reads them, at any time, on any
/// thread;
/// nobody is asked, and nothing waits. Nothing here is per pod, per policy or per node.
@NullMarked
package io.margay.actors.count;

import org.jspecify.annotations.NullMarked;
