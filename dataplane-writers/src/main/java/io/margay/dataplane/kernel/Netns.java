package io.margay.dataplane.kernel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A network namespace of this machine: the host's own, or one with a name, as `ip netns` keeps them.
///
/// @param name empty for the one that this process is in
public record Netns(String name) {
    /// Where `ip netns` keeps names.
    public static final Path FOLDER = Path.of("/var/run/netns");

    /// The namespace that this process is in.
    public static final Netns OWN = new Netns("");

    /// The command line that runs `command` in it.
    List<String> within(List<String> command) {
        if (name.isEmpty()) {
            return command;
        }
        var line = new ArrayList<>(List.of("nsenter", "--net=" + FOLDER.resolve(name), "--"));
        line.addAll(command);
        return line;
    }

    @Override
    public String toString() {
        return name.isEmpty() ? "this host" : name;
    }
}
