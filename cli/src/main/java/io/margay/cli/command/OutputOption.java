package io.margay.cli.command;

import picocli.CommandLine.Option;

/// How to print, of commands that print for people or for machines: a mixin.
final class OutputOption {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "How to print: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            defaultValue = "text")
    private OutputFormat output;

    /// Whether for machines.
    boolean isJson() {
        return output == OutputFormat.JSON;
    }
}
