/// The host protocol over gRPC: one stream of a host, in chunks of bounded size.
///
/// ```text
/// message in pieces ─▶ ChunkCutter ─▶ Chunk ══ HostsMethod ══▶ Chunk ─▶ ChunkJoiner ─▶ message
/// FromHost                                 ◀══ HostsMethod ══ FromHost
/// ```
/// gRPC copies each of its messages before it waits for a slow reader. So a message to a host goes in chunks, the next
/// one when there is room, and what waits are references to pieces that other hosts share.
@NullMarked
package io.margay.wire.stream;

import org.jspecify.annotations.NullMarked;
