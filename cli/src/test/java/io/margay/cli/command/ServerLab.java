package io.margay.cli.command;

import io.margay.cli.api.ApiLab;
import io.margay.cluster.tls.UserCertificate.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A server, and the commands of one who may write there.
record ServerLab(Path folder, ApiLab api) implements AutoCloseable {
    static ServerLab in(Path folder) throws IOException {
        return new ServerLab(folder, ApiLab.in(folder));
    }

    CommandRun alice(String... words) throws IOException {
        return CommandRun.of(line(api.user("alice", Role.WRITE), api.url(), words));
    }

    static String[] line(Path certificates, String server, String... words) {
        var line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--server", server, "--certs", certificates.toString()));
        return line.toArray(String[]::new);
    }

    String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Override
    public void close() {
        api.close();
    }
}
