package io.margay.load.agent;

import io.margay.dataplane.agent.Uplink;
import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Netns;
import io.margay.load.bench.Spread;
import io.margay.load.kernel.CpuClock;
import io.margay.model.net.Cidr;
import io.margay.model.resource.Kind;
import io.margay.model.update.Part;
import io.margay.model.update.Update;
import io.margay.wire.HostProtocol;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Measures the agent that this JVM is, in a namespace that holds nothing yet, and prints what it found.
///
/// @param folder for the agent's state
public record AgentBench(Netns netns, Path folder, PrintWriter out) {
    private static final int WARM_UP = 300;
    private static final int ROUNDS = 500;
    private static final int FEW_ROUNDS = 60;
    private static final Duration IDLE = Duration.ofSeconds(25);
    private static final double MIB = 1 << 20;
    private static final double NANOS_IN_MILLI = 1e6;
    private static final int P50 = 50;
    private static final int P99 = 99;

    /// Gives a host the interfaces and routes that the workloads of its first message have.
    ///
    /// Errors: `IllegalStateException` where the system refuses.
    public static void wire(Netns netns, Update first) {
        var lines = new ArrayList<String>();
        for (var shared : first.parts()) {
            if (shared.part() instanceof Part.EndpointContents contents
                    && contents.ruleSet().endpoint().kind() != Kind.HOST_ENDPOINT) {
                var named = contents.ruleSet().interfaceName();
                lines.add(wire(
                        named.isEmpty() ? SmallHost.interfaceName(lines.size()) : named,
                        contents.ruleSet().addresses()));
            }
        }
        run(netns, lines);
    }

    /// Has the agent of a node begin its stream to an engine that says one message.
    public void first(String node, Uplink uplink) throws IOException, InterruptedException {
        var cpu = CpuClock.ofThisProcess();
        try (var agent = new MeasuredAgent(node, netns, folder)) {
            out.printf(Locale.ROOT, "before: %s%n", memory());
            long wallFrom = System.nanoTime();
            long cpuFrom = cpu.nanos();
            agent.enforceFrom(uplink);
            long wall = System.nanoTime() - wallFrom;
            long used = cpu.nanos() - cpuFrom;
            out.printf(
                    Locale.ROOT,
                    "first state enforced: wall %.2f s, CPU of the agent %.2f s without its start%n",
                    wall / NANOS_IN_MILLI / 1e3,
                    used / NANOS_IN_MILLI / 1e3);
            idle();
        }
    }

    /// Feeds the agent with a host of 300 policies, 100 endpoints and a set of 100,000, then with single changes.
    public void changes() throws InterruptedException, IOException {
        wire(netns, SmallHost.ENDPOINTS + 1, i -> List.of(SmallHost.address(i)));
        var host = new SmallHost();
        try (var agent = new MeasuredAgent(SmallHost.node(), netns, folder)) {
            enforce(agent, host.everything());
            measure("one member added, 100,000 present", agent, ROUNDS, host::oneMemberMore);
            measure("one policy changed among 300", agent, FEW_ROUNDS, host::onePolicyChanged);
            measure(
                    "one endpoint added to 100, then removed",
                    agent,
                    FEW_ROUNDS,
                    round -> round % 2 == 0
                            ? host.oneEndpointMore(SmallHost.ENDPOINTS)
                            : host.oneEndpointLess(SmallHost.ENDPOINTS));
            idle();
        }
    }

    private void measure(String what, MeasuredAgent agent, int rounds, IntFunction<Update> change)
            throws InterruptedException {
        var measured = new ArrayList<Long>();
        int warmUp = Math.min(WARM_UP, rounds);
        for (int round = 0; round < warmUp + rounds; round++) {
            var update = change.apply(round);
            long nanos = enforce(agent, update);
            if (round >= warmUp) {
                measured.add(nanos);
            }
        }
        print(out, what + ", message to enforced", measured);
    }

    /// How long something took, in some measurements.
    static void print(PrintWriter out, String what, List<Long> measured) {
        var spread = Spread.of(measured);
        out.printf(
                Locale.ROOT,
                "%s: p50 %.3f ms, p99 %.3f ms, max %.3f ms (%d)%n",
                what,
                spread.percentile(P50) / NANOS_IN_MILLI,
                spread.percentile(P99) / NANOS_IN_MILLI,
                spread.max() / NANOS_IN_MILLI,
                measured.size());
    }

    private static long enforce(MeasuredAgent agent, Update update) throws InterruptedException {
        var pieces = HostProtocol.write(update);
        long from = System.nanoTime();
        agent.enforce(pieces, update.revision());
        return System.nanoTime() - from;
    }

    private void idle() throws IOException {
        out.printf(Locale.ROOT, "then: %s%n", memory());
        LockSupport.parkNanos(IDLE.toNanos());
        out.printf(Locale.ROOT, "idle for %d s: %s%n", IDLE.toSeconds(), memory());
        System.gc();
        out.printf(Locale.ROOT, "after a collection: %s%n", memory());
        out.flush();
    }

    private static String memory() throws IOException {
        var memory = Memory.now();
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return String.format(
                Locale.ROOT,
                "RSS %.0f MiB (peak %.0f; %.0f without files), heap %.0f used of %.0f",
                memory.resident() / MIB,
                memory.peak() / MIB,
                memory.anonymous() / MIB,
                heap.getUsed() / MIB,
                heap.getCommitted() / MIB);
    }

    /// Gives a host so many interfaces.
    static void wire(Netns netns, int count, IntFunction<List<Cidr>> addresses) {
        run(
                netns,
                IntStream.range(0, count)
                        .mapToObj(i -> wire(SmallHost.interfaceName(i), addresses.apply(i)))
                        .toList());
    }

    private static String wire(String name, List<Cidr> addresses) {
        var lines = new ArrayList<String>();
        lines.add("link add " + name + " type veth");
        lines.add("link set " + name + " up");
        addresses.forEach(address -> lines.add("route replace " + address + " dev " + name));
        return String.join("\n", lines);
    }

    private static void run(Netns netns, List<String> lines) {
        var exit = Commands.in(netns).run(List.of("ip", "-batch", "-"), String.join("\n", lines) + "\n");
        if (!exit.ok()) {
            throw new IllegalStateException("interfaces could not be made: " + exit.why());
        }
    }
}
