package io.margay.dataplane.probe;

import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Exit;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.netlink.NetlinkIpset;
import io.margay.dataplane.probe.Capability.Supported;
import io.margay.dataplane.probe.Capability.Unsupported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// This machine, as far as the iptables writer needs to know it.
public final class Machine {
    /// A program that the writer runs.
    ///
    /// @param debianPackage which brings it
    public record Tool(String name, String debianPackage) {}

    private static final List<Tool> TOOLS = List.of(
            new Tool("ip", "iproute2"),
            new Tool("nsenter", "util-linux"),
            new Tool("iptables-nft-restore", "iptables"),
            new Tool("ip6tables-nft-restore", "iptables"));

    private Machine() {}

    /// Whether this process is root on Linux, without whom no writer can work.
    public static Capability privilege() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return new Unsupported("this is not Linux");
        }
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)
                    ? new Supported()
                    : new Unsupported("this is not root");
        } catch (IOException e) {
            return new Unsupported("who this is cannot be read: " + e.getMessage());
        }
    }

    /// The programs that are not here.
    public static List<Tool> missingTools() {
        return TOOLS.stream()
                .filter(tool ->
                        Commands.in(Netns.OWN).run(tool.name, "--version").code() == Exit.NOT_STARTED)
                .toList();
    }

    /// Whether the kernel has what the writer needs, in a namespace that may be written to.
    public static Capability iptables(Netns netns) {
        var missing = missingTools();
        if (!missing.isEmpty()) {
            return new Unsupported("there is no " + missing.getFirst().name);
        }
        var commands = Commands.in(netns);
        for (var reading : List.of("iptables-nft-save -t filter", "ip6tables-nft-save -t filter")) {
            var exit = commands.run(List.of(reading.split(" ", -1)), "");
            if (!exit.ok()) {
                return new Unsupported(reading + ": " + exit.why());
            }
        }
        return ipset(netns);
    }

    private static Capability ipset(Netns netns) {
        try (var ipset = NetlinkIpset.in(netns)) {
            return switch (ipset.names()) {
                case Reading.Read<List<String>> _ -> new Supported();
                case Reading.Unread<List<String>>(var why) -> new Unsupported(why.why());
            };
        }
    }
}
