package io.margay.cli.command;

import io.margay.cli.demo.Demo;
import io.margay.cli.demo.Examples;
import io.margay.cli.demo.Scene;
import io.margay.cli.input.Input;
import io.margay.cli.input.InputReader;
import io.margay.cli.input.PathText;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `margay demo`: nodes and pods as network namespaces, the engine, an agent a node, and real packets.
@Command(
        name = "demo",
        description = {
            "Shows on this machine that policies do what they say.",
            "",
            "Nodes and pods become network namespaces, the engine computes, an agent a node programs iptables, and each"
                    + " pod sends packets to each other: while all is denied, under the policies, after a change of"
                    + " labels, while an agent is dead, and when it is back. Then one denied packet is explained, and"
                    + " looked for in the kernel's counters. What was expected and what was seen stands side by side.",
            "",
            "Everything is removed at the end, and nothing outside of these namespaces is touched. What a demo that was"
                    + " killed leaves, the next one removes.",
            "",
            "Needs root on Linux. Without, it says so and shows what it would program.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 all was as expected (or no packets can be sent here), 1 something was not, or a node",
            "  could not be programmed, 2 wrong usage.",
            "",
            "Examples:",
            "  sudo ./margay demo",
            "  ./margay demo --dry-run -f my-cluster/"
        })
public final class DemoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-f", "--filename"},
            converter = PathText.class,
            paramLabel = "PATH",
            description = "Resources to show instead of examples/shop: files or folders.")
    private List<String> paths = List.of();

    @Option(names = "--dry-run", description = "Sends no packets; shows what would be programmed and what is expected.")
    private boolean dryRun;

    @Option(
            names = "--no-install",
            description = "Does not install missing programs (as root on Debian: iptables, iproute2).")
    private boolean noInstall;

    @Override
    public Integer call() {
        var command = spec.commandLine();
        var read = InputReader.read(paths.isEmpty() ? List.of(shop()) : paths, System.in);
        var err = command.getErr();
        read.problems().forEach(problem -> err.println(problem.print()));
        if (!read.problems().isEmpty()) {
            return 1;
        }
        return show(read);
    }

    private int show(Input read) {
        var command = spec.commandLine();
        var scene = Scene.of(read.resources());
        if (scene.workloads().size() < 2) {
            throw new ParameterException(command, "A demo needs two workloads with addresses at least");
        }
        var demo = new Demo(read.resources(), scene, command.getOut(), command.getErr());
        if (dryRun) {
            demo.rehearse("--dry-run");
            return 0;
        }
        return demo.run(!noInstall) ? 0 : 1;
    }

    private String shop() {
        return Examples.shop()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "There is no examples/shop here: name resources with -f PATH"))
                .toString();
    }
}
