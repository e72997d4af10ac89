package io.margay.cli;

import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Netns;
import java.util.ArrayList;
import java.util.List;

/// What a kernel's rules and sets are, as its own programs print them.
public final class KernelText {
    private static final List<String> PROGRAMS = List.of(
            "iptables-nft-save", "ip6tables-nft-save", "iptables-legacy-save", "ip6tables-legacy-save", "ipset save");

    private KernelText() {}

    /// The rules and sets of both versions, a line each in the order of their text; without counters and the seeds of
    /// hashes.
    public static List<String> of(Netns netns) {
        var lines = new ArrayList<String>();
        for (var program : PROGRAMS) {
            Commands.in(netns)
                    .run(List.of(program.split(" ", -1)), "")
                    .output()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.replaceAll("\\[\\d+:\\d+]| initval \\S+", ""))
                    .sorted()
                    .forEach(lines::add);
        }
        return lines;
    }
}
