package io.margay.dataplane.lab;

import java.io.IOException;
import java.nio.file.Path;

/// A process that has a lab, to be killed by a test: says its name, and stays until its standard input ends.
final class ClaimHolder {
    private ClaimHolder() {}

    public static void main(String[] args) throws IOException {
        try (var claim = new LabClaims(Path.of(args[0])).take()) {
            System.out.println(claim.file().getFileName());
            while (System.in.read() >= 0) {}
        }
    }
}
