package io.margay.dataplane.kernel;

import io.margay.model.net.IpVersion;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What names one entry of connection tracking: its original tuple, its zone and its number, as the kernel wrote them.
///
/// The kernel makes the number of where the entry lies in memory. So a later flow of the same addresses and ports has
/// another, unless it lies where the earlier one lay.
public final class FlowKey {
    private final IpVersion version;
    private final byte[] attributes;

    /// The key that these attributes of the kernel's make.
    public FlowKey(IpVersion version, byte[] attributes) {
        this.version = version;
        this.attributes = attributes.clone();
    }

    /// Of its addresses.
    public IpVersion version() {
        return version;
    }

    /// The attributes, in a new array.
    public byte[] attributes() {
        return attributes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FlowKey key && version == key.version && Arrays.equals(attributes, key.attributes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(attributes);
    }
}
