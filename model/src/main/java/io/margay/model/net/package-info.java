/// Addresses, prefixes, ports and protocols: what rules match on packets, as small immutable values.
///
/// The way in is text (`Ip.parse`, `Cidr.parse`, `PortRange.parse`, `Protocol.parse`) or bytes (`Ip.ofBytes`); the way
/// out is `toString`, `bytes` and the numbers themselves. Text is read as Calico reads it, so that what one accepts
/// the other accepts. No value of these types is invalid: parsers answer with an empty `Optional`, constructors throw.
@NullMarked
package io.margay.model.net;

import org.jspecify.annotations.NullMarked;
