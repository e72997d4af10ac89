package io.margay.dataplane.kernel;

import io.margay.model.net.IpVersion;
import java.nio.charset.StandardCharsets;

/// A set of the kernel's, as it is made.
///
/// @param name 1 to 31 characters of ASCII
/// @param mostMembers > 0; one more is refused
public record SetSpec(String name, Kind kind, IpVersion version, int mostMembers) {
    private static final int LONGEST_NAME = 31;

    /// What a member is.
    public enum Kind {
        NET("hash:net"),
        IP_PORT("hash:ip,port");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /// The kernel's name of the type.
        public String text() {
            return text;
        }
    }

    public SetSpec {
        boolean isAscii = StandardCharsets.US_ASCII.newEncoder().canEncode(name) && name.indexOf('\0') < 0;
        if (!isAscii || name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("a set's name is 1 to 31 characters of ASCII, is " + name);
        }
        if (mostMembers <= 0) {
            throw new IllegalArgumentException("a set has room for one member at least, not " + mostMembers);
        }
    }

    /// One alike, with another name.
    public SetSpec named(String other) {
        return new SetSpec(other, kind, version, mostMembers);
    }
}
