package io.margay.planted.dataplane.nftables;

import java.io.IOException;

/// A fault: the same, the old way.
final class Executes {
    private Executes() {}

    static Process start() throws IOException {
        return Runtime.getRuntime().exec(new String[] {"nft"});
    }
}
