package io.margay.actors.lease;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Machines, which are network namespaces, on one switch, with this machine beside them. Each way between two can be
/// cut.
final class Cables implements AutoCloseable {
    private static final String NET = "10.99.0.";
    /// This machine's.
    private static final int HERE = 254;
    /// What is taken away may be there for a while, so that no name is used twice.
    private static final AtomicInteger LAID = new AtomicInteger();

    private final String prefix = "m" + ProcessHandle.current().pid() + "-" + LAID.incrementAndGet();
    private final List<Integer> machines = new ArrayList<>();

    private Cables() {}

    /// Those to so many machines, with numbers from 1.
    static Cables lay(int count) throws IOException {
        var cables = new Cables();
        run("ip link add " + cables.prefix + " type bridge");
        try {
            run("ip addr add " + address(HERE) + "/24 dev " + cables.prefix);
            run("ip link set " + cables.prefix + " up");
            for (int machine = 1; machine <= count; machine++) {
                cables.layTo(machine);
            }
            return cables;
        } catch (IOException | AssertionError e) {
            cables.close();
            throw e;
        }
    }

    private void layTo(int machine) throws IOException {
        var name = name(machine);
        run("ip netns add " + name);
        machines.add(machine);
        run("ip link add " + name + " type veth peer name cable netns " + name);
        run("ip link set " + name + " master " + prefix + " up");
        run("ip -n " + name + " addr add " + address(machine) + "/24 dev cable");
        run("ip -n " + name + " link set cable up");
        run("ip -n " + name + " link set lo up");
    }

    private String name(int machine) {
        return prefix + "-" + machine;
    }

    /// What a command on a machine begins with.
    List<String> on(int machine) {
        return List.of("ip", "netns", "exec", name(machine));
    }

    static String address(int machine) {
        return NET + machine;
    }

    static String here() {
        return address(HERE);
    }

    /// Neither hears of the other any more.
    void cut(int one, int other) throws IOException {
        cutOneWay(one, other);
        cutOneWay(other, one);
    }

    void mend(int one, int other) throws IOException {
        run("ip -n " + name(one) + " route del blackhole " + address(other));
        run("ip -n " + name(other) + " route del blackhole " + address(one));
    }

    /// A machine gets nothing to this one any more.
    void cutFromHere(int machine) throws IOException {
        cutOneWay(machine, HERE);
    }

    private void cutOneWay(int from, int to) throws IOException {
        run("ip -n " + name(from) + " route add blackhole " + address(to));
    }

    @Override
    public void close() throws IOException {
        for (int machine : machines) {
            run("ip netns del " + name(machine));
        }
        run("ip link del " + prefix);
    }

    private static void run(String command) throws IOException {
        Commands.run(command.split(" ", -1));
    }
}
