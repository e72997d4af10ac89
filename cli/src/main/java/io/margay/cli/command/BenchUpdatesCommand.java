package io.margay.cli.command;

import io.margay.cli.bench.UpdateJson;
import io.margay.cli.bench.UpdateReport;
import io.margay.cli.bench.UpdateRun;
import io.margay.cli.bench.UpdateTable;
import io.margay.cli.input.Input;
import io.margay.cli.input.InputOptions;
import io.margay.cli.input.Source;
import io.margay.load.bench.Edit;
import io.margay.load.bench.RollingUpdate;
import io.margay.load.bench.UpdateFile;
import io.margay.model.resource.Resource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `margay bench updates`: what does a change cost, for all hosts?
@Command(
        name = "updates",
        description = {
            "Computes a cluster, attaches a host for every node, and applies changes one after the other.",
            "",
            "By class of change: CPU of the whole process and wall time until the transactions of all affected hosts"
                    + " are encoded, how many hosts those are, and how many bytes they are sent.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A change: {\"op\":\"upsert\",\"class\":\"pod-add\",\"object\":{...}}; to delete, apiVersion, kind and"
                    + " metadata will do.",
            "Reading the files is not in the figures.",
            "",
            "Exit codes: 0 done, 1 the input is wrong, or --verify found a difference, 2 wrong usage.",
            "",
            "Examples:",
            "  margay bench updates -f c/snapshot.jsonl --updates c/updates.jsonl",
            "  margay bench updates -f d/snapshot.jsonl --updates d/updates.jsonl --batch 100 --verify",
            "  margay bench updates -f d/snapshot.jsonl --rolling-update 500 --rate 100 --warm-up 1000"
        })
public final class BenchUpdatesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private InputOptions input;

    @Option(names = "--updates", paramLabel = "FILE", description = "The changes, as JSON lines; also as .gz.")
    private @Nullable String updates;

    @Option(
            names = "--rolling-update",
            paramLabel = "REPLICAS",
            description = "Instead of --updates: replaces the pods of a Deployment with at least so many, one by one.")
    private int rollingUpdate;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "How many changes are applied as one. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private int batch;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "So many changes a second, one by one, whatever is under way, are measured as a whole."
                    + " Default: each by itself, once the one before has had its effect.")
    private int rate;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = {
                "So many changes come first and are not counted; of a rolling update, of other Deployments' updates.",
                "Default: ${DEFAULT-VALUE}."
            },
            defaultValue = "0")
    private int warmUp;

    @Option(
            names = "--verify",
            description = "Compares what every node holds in the end with what a fresh engine gives it.")
    private boolean verify;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws IOException {
        if ((updates == null) == (rollingUpdate == 0)) {
            throw new ParameterException(spec.commandLine(), "Give either --updates or --rolling-update");
        }
        if (batch < 1 || warmUp < 0 || rollingUpdate < 0 || rate < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--batch must be 1 or more, --warm-up, --rate and --rolling-update not negative");
        }
        if (rate > 0 && batch > 1) {
            throw new ParameterException(spec.commandLine(), "Give either --batch or --rate");
        }
        var read = input.read();
        return read.isEmpty() ? 1 : measure(read.get());
    }

    private int measure(Input read) throws IOException {
        var command = spec.commandLine();
        List<Edit> edits;
        try {
            edits = edits(read.resources());
        } catch (IOException e) {
            command.getErr().println(Source.reason(e));
            return 1;
        }
        var run = new UpdateRun(new UpdateRun.Options(batch, rate, warmUp, verify), command.getErr());
        var report = run.measure(read.resources(), edits);
        print(report);
        return report.verified().orElse(true) ? 0 : 1;
    }

    private void print(UpdateReport report) {
        var out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.println(UpdateJson.print(report));
            out.flush();
        } else {
            UpdateTable.print(report, out);
        }
    }

    private List<Edit> edits(List<Resource> resources) throws IOException {
        if (updates == null) {
            return RollingUpdate.of(resources, rollingUpdate, warmUp)
                    .orElseThrow(() -> new IOException("no Deployment has " + rollingUpdate + " pods"));
        }
        var source = Source.named(updates);
        try (var lines = new BufferedReader(new InputStreamReader(source.open(System.in), StandardCharsets.UTF_8))) {
            return UpdateFile.read(updates, lines);
        }
    }
}
