/// What a shard tells one host, in numbers and shared parts, and what the host makes of it.
///
/// ```text
/// engine: state, log ─▶ Update (of Parts, shared by all hosts wherever they can be) ══ wire ══▶ HostReplica ─▶
/// Transaction
/// ```
/// Numbers of identities, sets and policies are the shard's; they are valid in one incarnation of it, and never given
/// twice there. Source: decisions 0003 and 0004.
@NullMarked
package io.margay.model.update;

import org.jspecify.annotations.NullMarked;
