/// Which part of a cluster goes on that was cut in two, or lost a member.
///
/// In: Akka's split brain resolver, which asks. Out: a row of the store's PostgreSQL.
@NullMarked
package io.margay.actors.lease;

import org.jspecify.annotations.NullMarked;
