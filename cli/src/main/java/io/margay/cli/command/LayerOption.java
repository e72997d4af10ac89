package io.margay.cli.command;

import io.margay.engine.verdict.Options;
import picocli.CommandLine.Option;

/// Which layers a verdict looks at: a mixin.
final class LayerOption {
    @Option(names = "--l4", description = "Layers 3 and 4 alone: passes over what rules ask of HTTP requests.")
    private boolean layer4;

    /// As the evaluator takes it.
    Options verdicts() {
        return layer4 ? Options.LAYER_4 : Options.ENFORCED;
    }
}
