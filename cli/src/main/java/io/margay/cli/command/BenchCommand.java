package io.margay.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// `margay bench`: what does it cost?
@Command(
        name = "bench",
        description = "Measures what Margay costs, on this machine.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            BenchUpdatesCommand.class,
            BenchDatasetCommand.class,
            BenchHostCommand.class,
            BenchHotCommand.class,
            BenchAllCommand.class,
            HelpCommand.class
        })
public final class BenchCommand {}
