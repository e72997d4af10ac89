package io.margay.cli.command;

import io.margay.cli.get.ItemPrinter;
import java.util.Locale;

/// How to print what an agent says.
public enum AgentFormat {
    /// For people.
    TABLE(ItemPrinter.TABLE),
    /// A JSON object a thing, each on a line.
    JSON(ItemPrinter.JSON),
    /// A YAML document a thing.
    YAML(ItemPrinter.YAML);

    private final ItemPrinter printer;

    AgentFormat(ItemPrinter printer) {
        this.printer = printer;
    }

    /// What prints lists so.
    ItemPrinter printer() {
        return printer;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
