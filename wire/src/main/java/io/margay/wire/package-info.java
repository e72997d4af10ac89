/// The host protocol in protobuf, and its codec to and from `model`, one for both ends.
///
/// In: transactions of `model`. Out: bytes; and back.
@NullMarked
package io.margay.wire;

import org.jspecify.annotations.NullMarked;
