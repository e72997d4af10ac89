package io.margay.dataplane.agent.state;

import java.io.IOException;

/// Bytes on disk that are not what was written.
final class Damage extends IOException {
    private static final long serialVersionUID = 1;

    Damage(String why) {
        super(why);
    }
}
