package io.margay.planted.dataplane.kernel;

import java.io.IOException;

/// No fault: this is where processes start.
public final class Starts {
    private Starts() {}

    static Process start() throws IOException {
        return new ProcessBuilder("nft").start();
    }
}
