package io.margay.actors.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.margay.actors.store.StoreConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// A [StoreMember], from outside.
final class MemberProcess implements AutoCloseable {
    /// JVMs that start at once on a busy machine take long.
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String address;
    private final Process process;
    private final PrintWriter in;
    private final List<String> said = new CopyOnWriteArrayList<>();

    private MemberProcess(String address, Process process) {
        this.address = address;
        this.process = process;
        this.in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        Thread.ofVirtual().start(() -> listen(process.inputReader(StandardCharsets.UTF_8)));
    }

    /// Starts one.
    ///
    /// @param within what it is started by, such as `ip netns exec NAME`
    static MemberProcess start(List<String> within, String address, List<String> seeds, StoreConfig.Database database)
            throws IOException {
        var command = new ArrayList<>(within);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                StoreMember.class.getName()));
        command.addAll(List.of(address.split(":", -1)));
        command.addAll(List.of(String.join(",", seeds), database.url(), database.user()));
        return new MemberProcess(
                address,
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    private void listen(BufferedReader out) {
        try (out) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return address;
    }

    /// Has it do something.
    void tell(String line) {
        in.println(line);
    }

    /// Waits until it says something like this.
    void awaitSaid(Predicate<String> like) {
        await(address).atMost(PATIENCE).until(() -> said.stream().anyMatch(like));
    }

    void awaitUp() {
        awaitSaid("up"::equals);
    }

    /// Has it keep a pod, again and again until it does.
    void put(String name, String ip) {
        await(address + " keeps " + name).atMost(PATIENCE).until(() -> isPut(name, ip));
    }

    private boolean isPut(String name, String ip) {
        int before = said.size();
        tell("pod " + name + " " + ip);
        await().atMost(PATIENCE)
                .until(() -> said.stream().skip(before).anyMatch(line -> line.contains(" " + name + " ")));
        return said.stream().anyMatch(line -> line.startsWith("edited " + name + " "));
    }

    /// What it said of a pod that it was to keep.
    List<String> saidOf(String name) {
        return said.stream().filter(line -> line.contains(" " + name + " ")).toList();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Waits until it ends by itself.
    void awaitEnd() {
        await(address + " ends").atMost(PATIENCE).until(() -> !process.isAlive());
        assertThat(said).contains("ended");
    }

    /// Sends it a signal.
    void signal(String name) throws IOException {
        Commands.run("kill", "-" + name, Long.toString(process.pid()));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
