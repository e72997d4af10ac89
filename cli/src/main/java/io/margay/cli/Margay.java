package io.margay.cli;

import com.typesafe.config.ConfigException;
import io.margay.cli.command.AgentCommand;
import io.margay.cli.command.ApplyCommand;
import io.margay.cli.command.BenchAgentCommand;
import io.margay.cli.command.BenchCommand;
import io.margay.cli.command.CertsCommand;
import io.margay.cli.command.CompletionCommand;
import io.margay.cli.command.ComputeCommand;
import io.margay.cli.command.DeleteCommand;
import io.margay.cli.command.DemoCommand;
import io.margay.cli.command.DescribeCommand;
import io.margay.cli.command.EditCommand;
import io.margay.cli.command.ExplainCommand;
import io.margay.cli.command.GetCommand;
import io.margay.cli.command.HistoryCommand;
import io.margay.cli.command.LoadCommand;
import io.margay.cli.command.LoadMemberCommand;
import io.margay.cli.command.ProbeCommand;
import io.margay.cli.command.RollbackCommand;
import io.margay.cli.command.StatusCommand;
import io.margay.cli.command.UpCommand;
import io.margay.cli.command.ValidateCommand;
import io.margay.cluster.config.ConfigProblems;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command `margay`: what a person or a script calls, and nothing else. Each subcommand is a class of
/// `io.margay.cli.command`, listed here.
///
/// Exit codes: 0 done, 1 an expectation failed or the input is wrong, 2 wrong usage, 3 the engine cannot be reached.
@Command(
        name = "margay",
        description = "Kubernetes network policy, computed once, for all hosts.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Margay.Version.class,
        subcommands = {
            ValidateCommand.class,
            ProbeCommand.class,
            ExplainCommand.class,
            ComputeCommand.class,
            UpCommand.class,
            ApplyCommand.class,
            DeleteCommand.class,
            GetCommand.class,
            DescribeCommand.class,
            EditCommand.class,
            StatusCommand.class,
            HistoryCommand.class,
            RollbackCommand.class,
            AgentCommand.class,
            CertsCommand.class,
            DemoCommand.class,
            BenchCommand.class,
            BenchAgentCommand.class,
            LoadCommand.class,
            LoadMemberCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "From a checkout also:",
            "  test [--all]  Runs the project's tests; --all: the long ones too.",
            "  format        Formats the project's sources."
        })
public final class Margay {

    private static final int USAGE_WIDTH = 100;

    private Margay() {}

    /// The whole command line, ready to run or to ask for usage.
    public static CommandLine commandLine() {
        return new CommandLine(new Margay())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(USAGE_WIDTH)
                .setParameterExceptionHandler(Margay::wrongUsage)
                .setExecutionExceptionHandler(Margay::failed);
    }

    /// Runs one command and ends the process with its exit code. Text is UTF-8, whatever the locale says.
    public static void main(String[] args) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(commandLine().setOut(out).setErr(err), args));
    }

    /// What is too big for the memory that there is, is said like any other wrong input.
    private static int run(CommandLine command, String... args) {
        try {
            return command.execute(args);
        } catch (OutOfMemoryError e) {
            long most = Runtime.getRuntime().maxMemory() >> 20;
            command.getErr()
                    .println("out of memory: the input needs more than " + most
                            + " MiB; MARGAY_JAVA_OPTS=-Xmx16g, for example, gives more");
            return 1;
        } catch (LinkageError e) {
            // Whatever began meanwhile would keep the process alive for ever.
            command.getErr().println("a part of Margay is missing, or is of another version: " + e);
            return 1;
        }
    }

    /// One line on what is wrong, what may have been meant, and where to read more, instead of all the help; all
    /// the help where nothing was asked for.
    private static int wrongUsage(ParameterException wrong, String[] arguments) {
        var command = wrong.getCommandLine();
        var err = command.getErr();
        if (arguments.length == 0) {
            command.usage(err);
            return command.getCommandSpec().exitCodeOnInvalidInput();
        }
        err.println(words(wrong));
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("See `" + command.getCommandSpec().qualifiedName() + " --help`.");
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /// A configuration that is wrong is said like any other wrong input. All else is a bug.
    private static int failed(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (failure instanceof ConfigProblems || failure instanceof ConfigException) {
            command.getErr().println(failure.getMessage());
            command.getErr().flush();
            return command.getCommandSpec().exitCodeOnExecutionException();
        }
        throw failure;
    }

    private static String words(ParameterException wrong) {
        if (wrong.getArgSpec() instanceof OptionSpec option && option.type().isEnum() && wrong.getValue() != null) {
            var choices = new ArrayList<String>();
            option.completionCandidates().forEach(choices::add);
            return option.longestName() + " must be " + String.join(" or ", choices) + " here, is \"" + wrong.getValue()
                    + "\"";
        }
        return String.valueOf(wrong.getMessage());
    }

    /// The version that the build wrote into the jar; `unbuilt` where there is no jar.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var built = Margay.class.getPackage().getImplementationVersion();
            return new String[] {"margay " + Objects.requireNonNullElse(built, "unbuilt")};
        }
    }
}
