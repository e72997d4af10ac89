package io.margay.dataplane.lab;

import io.margay.dataplane.kernel.Netns;
import java.nio.file.Path;
import java.util.ArrayList;

/// A process that sweeps, for a test: its exit code is the number of namespaces that it would remove.
final class ClaimSweeper {
    private ClaimSweeper() {}

    public static void main(String[] args) {
        var swept = new ArrayList<Netns>();
        new LabClaims(Path.of(args[0])).sweep(Path.of(args[1]), swept::add);
        System.exit(swept.size());
    }
}
