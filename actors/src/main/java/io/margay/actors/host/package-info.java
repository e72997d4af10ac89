/// Where hosts' streams end: a few actors a shard, each with the links of many hosts.
///
/// In: versions of IdentityReplica, offers of NodeActors, hosts' answers. Out: updates, into each host's stream.
@NullMarked
package io.margay.actors.host;

import org.jspecify.annotations.NullMarked;
