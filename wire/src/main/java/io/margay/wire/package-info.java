/// The host protocol in protobuf, and its codec: one for both ends.
///
/// In and out: [HostProtocol][io.margay.wire.HostProtocol], between bytes and values of the model;
/// [FrameWriter][io.margay.wire.FrameWriter] and [FrameReader][io.margay.wire.FrameReader], between messages and a
/// stream of bytes. The `.proto` files beside the sources are the contract; golden files hold what is on the wire.
@NullMarked
package io.margay.wire;

import org.jspecify.annotations.NullMarked;
