package io.margay.cli.command;

import io.margay.cli.get.ItemPrinter;
import picocli.CommandLine.Option;

/// How to print, of commands that print things one a line: a mixin.
final class TableOption {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "How to print: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            defaultValue = "table")
    private ItemPrinter printer;

    /// Prints so.
    ItemPrinter printer() {
        return printer;
    }
}
