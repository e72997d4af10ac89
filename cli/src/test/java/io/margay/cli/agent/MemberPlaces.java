package io.margay.cli.agent;

import io.margay.actors.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Members of one engine on this machine: where each is reached, and how it is started.
record MemberPlaces(Path folder, List<Integer> hosts, List<Integer> others) {
    private static final String HERE = "127.0.0.1";

    MemberPlaces {
        hosts = List.copyOf(hosts);
        others = List.copyOf(others);
    }

    /// So many, at ports that are free now.
    static MemberPlaces of(Path folder, int count) {
        var ports = FreePorts.of(2 * count);
        return new MemberPlaces(folder, ports.subList(0, count), ports.subList(count, 2 * count));
    }

    /// Where agents reach them, each an option of `margay agent`.
    List<String> engines() {
        var words = new ArrayList<String>();
        hosts.forEach(port -> words.addAll(List.of("--engine", HERE + ":" + port)));
        return words;
    }

    /// What starts one.
    ///
    /// @param certificates the folder of what it shows
    List<String> up(int number, String certificates) throws IOException {
        var seeds = others.stream().map(port -> '"' + HERE + ":" + port + '"').collect(Collectors.joining(", "));
        var config = folder.resolve("member-" + number + ".conf");
        Files.writeString(config, "margay.engine { port = " + others.get(number) + ", seeds = [" + seeds + "] }\n");
        return List.of(
                "up",
                "-f",
                folder.resolve("cluster").toString(),
                "--watch",
                "--config",
                config.toString(),
                "--socket",
                folder.resolve("member-" + number + ".sock").toString(),
                "--hosts",
                folder.resolve("member-" + number + "-hosts.sock").toString(),
                "--listen",
                HERE + ":" + hosts.get(number),
                "--certs",
                certificates);
    }
}
