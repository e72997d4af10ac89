package io.margay.cli.command;

import io.margay.cli.load.LoadOutput;
import io.margay.cli.load.TerminalProgress;
import io.margay.cli.local.GrpcLog;
import io.margay.cli.local.Launcher;
import io.margay.cli.local.TemporaryFolder;
import io.margay.cli.local.Termination;
import io.margay.load.dataset.SizedCluster;
import io.margay.load.report.LoadReport;
import io.margay.load.run.Load;
import io.margay.load.run.LoadSettings;
import io.margay.wire.stream.HostPort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `margay load`: what does an engine do under thousands of hosts and a hundred changes a second?
@Command(
        name = "load",
        description = {
            "Starts an engine, connects simulated hosts to it by gRPC over TLS, and changes pods, labels, namespaces"
                    + " and policies, each when it is due, whatever is under way.",
            "",
            "Says how long each change took from the moment it was due until each host that it affects had it, what the"
                    + " members used, and whether in the end each host holds what a fresh engine gives it. See"
                    + " docs/load.md.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 all hosts are right in the end, 1 any is not, or members did not start, 2 wrong usage.",
            "",
            "Examples:",
            "  margay load --hosts 100 --pods 3000 --policies 1000 --duration 30s --warm-up 10s",
            "  margay load --hosts 1000 --pods 30000 --policies 30000 --duration 5m --html load.html",
            "  margay load --target https://m1:8443 --token-file token --engine m1:7443 --authority trial/ca",
            "  margay load --hosts 50 --pods 1000 --members 3 --chaos 7 --duration 2m",
            "  margay load --hosts 50 --pods 1000 --members 3 --store /usr/lib/postgresql/15/bin --chaos 7",
            "  margay load --hosts 50 --pods 1000 --plant lost-update"
        })
public final class LoadCommand implements Callable<Integer> {
    private static final int MOST_HOSTS = 20_000;
    private static final int MOST_PODS_OF_A_HOST = 200;
    private static final int MOST_MEMBERS = 9;

    @Spec
    private CommandSpec spec;

    @Option(names = "--hosts", paramLabel = "N", defaultValue = "100", description = "Default: ${DEFAULT-VALUE}.")
    private int hosts;

    @Option(names = "--pods", paramLabel = "N", defaultValue = "3000", description = "Default: ${DEFAULT-VALUE}.")
    private int pods;

    @Option(names = "--policies", paramLabel = "N", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}.")
    private int policies;

    @Option(
            names = "--dataset",
            paramLabel = "DIR",
            defaultValue = "",
            description = "Takes pods, policies and changes from a folder of bench dataset's, instead of making them.")
    private String dataset;

    @Option(
            names = "--wide",
            description =
                    "With global policies that keep environments apart, and ports that are named, as in the datasets"
                            + " of bench dataset: each host then hears of nearly every pod.")
    private boolean wide;

    @Option(
            names = "--churn",
            paramLabel = "N/s",
            converter = RateText.class,
            defaultValue = "100/s",
            description = "How many changes a second. Default: ${DEFAULT-VALUE}.")
    private double rate;

    @Option(
            names = "--pod-share",
            paramLabel = "SHARE",
            defaultValue = "0.9",
            description = "How many of the changes are of pods; others are of policies, namespaces and network sets."
                    + " Default: ${DEFAULT-VALUE}.")
    private double podShare;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationText.class,
            defaultValue = "1m",
            description = "How long it is measured, such as 30s or 5m. Default: ${DEFAULT-VALUE}.")
    private Duration duration;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            converter = DurationText.class,
            defaultValue = "1m",
            description = "How long changes come before that. Default: ${DEFAULT-VALUE}.")
    private Duration warmUp;

    @Option(names = "--members", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private int members;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description =
                    "Members are those of margay up, on a PostgreSQL that is started for them with the programs of"
                            + " this folder (initdb, postgres), and changes go through their HTTP API. Before hosts connect, all"
                            + " members end and begin again. --chaos kills the database, too.")
    private @Nullable Path store;

    @Option(
            names = "--answer-after",
            paramLabel = "TIME",
            converter = DurationText.class,
            defaultValue = "0s",
            description = "How long a host takes until it says that it enforces what it was told. Default: at once.")
    private Duration answerAfter;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed gives the same cluster and changes. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--chaos",
            paramLabel = "SEED",
            description =
                    "Kills, pauses and restarts members and hosts, cuts and slows streams meanwhile. The same seed"
                            + " does the same. The last fifth of the time is calm.")
    private @Nullable Long chaos;

    @Option(
            names = "--plant",
            paramLabel = "FAULT",
            defaultValue = "none",
            converter = FaultText.class,
            description = "Does something wrong on purpose, which must be found: lost-update (one host does not take"
                    + " one update on, though it says so), deaf-host (one takes none on from the middle on).")
    private LoadSettings.Fault fault;

    @Option(
            names = "--target",
            paramLabel = "URL",
            description = "Loads the engine whose HTTP API is there, instead of members of its own; with --engine and"
                    + " --authority. What is brought is taken away in the end: use an engine for trials.")
    private @Nullable URI target;

    @Option(names = "--token-file", paramLabel = "FILE", description = "With the token that the API is shown.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--engine",
            paramLabel = "HOST:PORT",
            description = "Where hosts connect; may be given several times.")
    private List<String> engines = List.of();

    @Option(
            names = "--authority",
            paramLabel = "DIR",
            description = "The folder with ca.crt and ca.key of whom that engine trusts: hosts' certificates are made"
                    + " with it.")
    private @Nullable Path authority;

    @Option(names = "--html", paramLabel = "FILE", description = "Where the report goes, as one page with plots.")
    private @Nullable Path html;

    @Option(names = "--json", paramLabel = "FILE", description = "Where the report goes, as JSON.")
    private @Nullable Path json;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws IOException {
        check();
        GrpcLog.install();
        var command = spec.commandLine();
        var sizes = new LoadReport.Sizes(hosts, pods, policies, wide, dataset, members);
        var asked = new LoadReport.Asked(sizes, rate, warmUp, duration, seed);
        var settings = new LoadSettings(asked, podShare, answerAfter, wrong(), loaded());
        try (var _ = Termination.ofThisThread();
                var folder = TemporaryFolder.named("margay-load")) {
            var report = Load.run(settings, TerminalProgress.to(command.getErr()), folder.path());
            new LoadOutput(html, json, output.isJson()).print(report, command.getOut());
            return report.verdict().isGood() ? 0 : 1;
        } catch (IOException e) {
            command.getErr().println(e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            command.getErr().println("stopped");
            return 1;
        } finally {
            command.getErr().flush();
        }
    }

    private LoadSettings.Loaded loaded() throws IOException {
        if (target != null && authority != null) {
            var token = tokenFile == null ? "" : Files.readString(tokenFile).strip();
            var places = engines.stream().map(this::place).toList();
            return new LoadSettings.Target(target, token, places, authority);
        }
        return store == null
                ? new LoadSettings.Fed(program(LoadMemberCommand.NAME))
                : new LoadSettings.OnStore(program("up"), store);
    }

    private static List<String> program(String command) {
        var program = new ArrayList<>(Launcher.program());
        program.add(command);
        return program;
    }

    private HostPort place(String engine) {
        return HostPort.parse(engine)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--engine must be HOST:PORT, is \"" + engine + "\""));
    }

    private LoadSettings.Wrong wrong() {
        return new LoadSettings.Wrong(chaos == null ? OptionalLong.empty() : OptionalLong.of(chaos), fault);
    }

    private void check() {
        var problems = new ArrayList<String>();
        within("--hosts", hosts, 1, MOST_HOSTS, problems);
        int some = Math.clamp(hosts, 1, MOST_HOSTS);
        within("--pods", pods, SizedCluster.LEAST_PODS, some * MOST_PODS_OF_A_HOST, problems);
        within("--policies", policies, SizedCluster.LEAST_POLICIES, Integer.MAX_VALUE, problems);
        within("--members", members, 1, MOST_MEMBERS, problems);
        if (target == null && !(engines.isEmpty() && authority == null && tokenFile == null)) {
            problems.add("--engine, --authority and --token-file go with --target");
        }
        if (target != null && (engines.isEmpty() || authority == null || chaos != null)) {
            problems.add("--target wants --engine and --authority, and no --chaos");
        }
        if (store != null && (target != null || !Files.isExecutable(store.resolve("initdb")))) {
            problems.add("--store wants a folder with initdb and postgres, and no --target");
        }
        if (podShare < 0 || podShare > 1) {
            problems.add("--pod-share must be 0 to 1");
        }
        if (!problems.isEmpty()) {
            throw new ParameterException(spec.commandLine(), String.join("; ", problems));
        }
    }

    // breaks Parameters: a check is a name, a value and its bounds
    private static void within(String option, int value, int least, int most, List<String> problems) {
        if (value < least || value > most) {
            problems.add(option + " must be " + least + " to " + most);
        }
    }
}
