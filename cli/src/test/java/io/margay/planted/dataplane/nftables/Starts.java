package io.margay.planted.dataplane.nftables;

import java.io.IOException;

/// A fault: starts a process outside of a kernel package.
final class Starts {
    private Starts() {}

    static Process start() throws IOException {
        return new ProcessBuilder("nft").start();
    }
}
