package io.margay.load.member;

import io.margay.dataplane.kernel.ChildProcess;
import io.margay.load.kernel.ProcessUsage;
import io.margay.load.kernel.Signal;
import io.margay.wire.stream.HostPort;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A member of an engine: one process after another, at one place. One thread
/// starts and ends its processes; any may look.
public final class Member implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofMinutes(5);
    private static final int CONNECT_MILLIS = 200;
    private static final long POLL_MILLIS = 50;
    private static final long END_SECONDS = 20;

    private final Place place;
    private Process process;
    private Mouth mouth;
    private ProcessUsage usage;
    private long cpuOfEarlier;

    /// Where a member is.
    ///
    /// @param listens where it listens for hosts
    /// @param log gets what its processes say, the last one's
    public record Place(String name, HostPort listens, Path log) {}

    /// What is said to a process on its standard input, by a thread of its own: it may not read for a while.
    private static final class Mouth {
        private final BlockingQueue<List<String>> unsaid = new LinkedBlockingQueue<>();
        private final Thread thread;

        Mouth(Process process) {
            thread = Thread.ofVirtual().name("member-stdin").start(() -> run(process.outputWriter()));
        }

        private void run(BufferedWriter out) {
            try (out) {
                while (true) {
                    say(unsaid.take(), out);
                }
            } catch (InterruptedException | IOException e) {
                unsaid.clear(); // it has ended, and another one is told everything
            }
        }

        private static void say(List<String> lines, BufferedWriter out) throws IOException {
            for (var line : lines) {
                out.write(line);
                out.write('\n');
            }
            out.flush();
        }
    }

    private Member(Place place, Process process) {
        this.place = place;
        this.process = process;
        this.mouth = new Mouth(process);
        this.usage = new ProcessUsage(process.pid());
    }

    /// Starts its first process.
    static Member start(Place place, List<String> command) throws IOException {
        return new Member(place, ChildProcess.start(command, place.log));
    }

    /// Starts its next process.
    synchronized void restart(List<String> command) throws IOException {
        cpuOfEarlier += usage.cpu().toMillis();
        process = ChildProcess.start(command, place.log);
        mouth = new Mouth(process);
        usage = new ProcessUsage(process.pid());
    }

    /// Where it is.
    public Place place() {
        return place;
    }

    /// The number of its process.
    public long pid() {
        return process.pid();
    }

    /// Whether its process is there.
    public boolean isAlive() {
        return process.isAlive();
    }

    /// Says these lines to its process, some time.
    void say(List<String> lines) {
        mouth.unsaid.add(lines);
    }

    /// Waits until hosts can connect.
    ///
    /// Errors: an IOException in words for a person where its process ends, or takes too long.
    public void awaitListening() throws IOException, InterruptedException {
        long until = System.nanoTime() + START_PATIENCE.toNanos();
        while (!listens(place.listens)) {
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException(place.name + " ended with " + process.exitValue() + lastWords());
            }
            if (System.nanoTime() > until) {
                throw new IOException(
                        place.name + " does not listen after " + START_PATIENCE.toMinutes() + " min" + lastWords());
            }
        }
    }

    /// Ends its process in the way that cannot be caught.
    void kill() throws InterruptedException {
        process.destroyForcibly();
        mouth.thread.interrupt();
        var _ = process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    }

    /// Has its process stand still.
    void pause() throws IOException, InterruptedException {
        Signal.STOP.send(process.pid());
    }

    /// Has its process go on.
    void resume() throws IOException, InterruptedException {
        Signal.CONT.send(process.pid());
    }

    /// What it uses now.
    public synchronized Usage usage() {
        usage.look();
        return new Usage(Duration.ofMillis(cpuOfEarlier).plus(usage.cpu()), usage.rssBytes(), usage.peakRssBytes());
    }

    /// What a member uses.
    ///
    /// @param cpu of all its processes
    /// @param rssBytes of the present one
    public record Usage(Duration cpu, long rssBytes, long peakRssBytes) {}

    /// Kills it, and waits for its end.
    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it ends all the same
        }
    }

    /// Whether anybody does.
    static boolean listens(HostPort at) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(at.host(), at.port()), CONNECT_MILLIS);
            return true;
        } catch (IOException _) {
            return false; // not yet
        }
    }

    private String lastWords() {
        try {
            var lines = Files.readAllLines(place.log);
            return lines.isEmpty() ? "" : ": " + lines.getLast();
        } catch (IOException e) {
            return ", and its log cannot be read: " + e.getMessage();
        }
    }
}
