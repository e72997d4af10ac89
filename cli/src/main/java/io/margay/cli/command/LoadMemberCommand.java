package io.margay.cli.command;

import io.margay.actors.cluster.EngineConfig;
import io.margay.cli.input.InputOptions;
import io.margay.cli.server.FedMember;
import io.margay.cli.server.Up;
import io.margay.wire.stream.HostPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A member that `margay load` starts: a command of its own, so that it is a process of its own.
@Command(
        name = LoadMemberCommand.NAME,
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Used by load: a member that takes changes from standard input, one a line, until it ends.")
public final class LoadMemberCommand implements Callable<Integer> {
    static final String NAME = "load-member";

    @Spec
    private CommandSpec spec;

    @Mixin
    private InputOptions input;

    @Mixin
    private ConfigOption config;

    @Option(names = "--listen", required = true, paramLabel = "HOST:PORT", description = "Where hosts connect.")
    private String listen;

    @Option(names = "--certs", required = true, paramLabel = "DIR", description = "What it shows.")
    private Path certificates;

    @Override
    public Integer call() throws IOException {
        var at = HostPort.parse(listen)
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "--listen must be HOST:PORT"));
        var read = input.read();
        if (read.isEmpty()) {
            return 1;
        }
        var err = spec.commandLine().getErr();
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (var member = FedMember.start(
                read.get().resources(), new Up.Listening(at, certificates), EngineConfig.read(config.read()), err)) {
            member.run(lines);
            return 0;
        } catch (IOException e) {
            err.println(e.getMessage());
            err.flush();
            return 1;
        }
    }
}
