package io.margay.model.update;

import io.margay.model.net.Cidr;
import io.margay.model.net.NamedPort;
import java.util.List;

/// An identity that the host knows.
final class HeldIdentity {
    final List<NamedPort> ports;
    /// As [AddressLists] has them.
    final List<Cidr> addresses;
    /// How many sets of the host mean it.
    int meanings;

    HeldIdentity(List<NamedPort> ports, List<Cidr> addresses) {
        this.ports = ports;
        this.addresses = addresses;
    }
}
