package io.margay.cli.demo;

import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.probe.Capability;
import io.margay.dataplane.probe.Machine;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether packets can be sent on this machine; as root on Debian, what is missing is installed.
final class Readiness {
    private static final Path DEBIAN = Path.of("/etc/debian_version");
    private static final Duration INSTALLING = Duration.ofMinutes(5);

    private Readiness() {}

    /// What stands in the way, in one line; empty if nothing does.
    ///
    /// @param install whether programs may be installed
    static Optional<String> obstacle(boolean install, PrintWriter err) {
        if (Machine.privilege() instanceof Capability.Unsupported(var why)) {
            return Optional.of(why);
        }
        var packages = Machine.missingTools().stream()
                .map(Machine.Tool::debianPackage)
                .distinct()
                .toList();
        if (install && !packages.isEmpty() && Files.exists(DEBIAN)) {
            err.println("installing " + String.join(", ", packages) + " with apt-get");
            err.flush();
            install(packages);
        }
        return Machine.iptables(Netns.OWN) instanceof Capability.Unsupported(var why)
                ? Optional.of(why)
                : Optional.empty();
    }

    /// Whether it worked shows in what is missing then. Lists of packages may be old or not there: then they are got.
    private static void install(List<String> packages) {
        var commands = new Commands(Netns.OWN, INSTALLING);
        var install = new ArrayList<>(List.of(
                "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-y", "--no-install-recommends", "install"));
        install.addAll(packages);
        if (!commands.run(install, "").ok()) {
            commands.run("apt-get", "-qq", "update");
            commands.run(install, "");
        }
    }
}
