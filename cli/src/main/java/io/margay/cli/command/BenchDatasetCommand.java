package io.margay.cli.command;

import io.margay.load.dataset.Preset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `margay bench dataset`: a cluster to measure with.
@Command(
        name = "dataset",
        description = {
            "Makes a cluster to measure with: snapshot.jsonl, and updates.jsonl with what happens then.",
            "The same preset, seed and number of updates: the same bytes.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Presets: tiny has every form of policy; a, b and c are of pods unlike any other; d, e and million as people"
                    + " build clusters;",
            "antrea-a to antrea-e are those of Antrea's controller benchmark.",
            "",
            "Example:",
            "  margay bench dataset --preset d --out datasets/d"
        })
public final class BenchDatasetCommand implements Callable<Integer> {
    /// A preset by its name.
    static final class PresetName implements ITypeConverter<Preset> {
        @Override
        public Preset convert(String name) {
            return Arrays.stream(Preset.values())
                    .filter(preset -> preset.toString().equals(name))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException("must be one of " + List.of(Preset.values()) + ", is " + name));
        }
    }

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            required = true,
            converter = PresetName.class,
            description = "Which cluster: ${COMPLETION-CANDIDATES}.")
    private Preset preset;

    @Option(names = "--seed", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "1")
    private long seed;

    @Option(names = "--updates", paramLabel = "N", description = "How many updates. Default: the preset's own number.")
    private @Nullable Integer updates;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            required = true,
            description = "Where both files go; made where it is not there.")
    private Path folder;

    @Override
    public Integer call() throws IOException {
        if (updates != null && updates < 0) {
            throw new ParameterException(spec.commandLine(), "--updates must not be negative");
        }
        preset.write(folder, seed, updates == null ? preset.updates() : updates);
        return 0;
    }
}
