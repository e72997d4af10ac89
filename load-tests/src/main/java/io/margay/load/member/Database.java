package io.margay.load.member;

import io.margay.dataplane.kernel.ChildProcess;
import io.margay.load.kernel.JavaProcess;
import io.margay.wire.stream.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A PostgreSQL for a run, with its files in a folder of the run; reached on this machine alone.
public final class Database implements AutoCloseable {
    private static final String USER = "margay";
    private static final long POLL_MILLIS = 50;
    private static final long START_SECONDS = 60;
    private static final long END_SECONDS = 20;

    /// Runs a program as its child, and ends that with its own standard input: with the process that started it.
    private static final String GUARD = """
            exec 3<&0
            "$@" 3<&- </dev/null &
            child=$!
            (read -r _ <&3; kill -INT $child) &
            guard=$!
            wait $child
            code=$?
            kill $guard
            exit $code
            """;

    private final Path programs;
    private final Path folder;
    private final HostPort at;
    private Process process;

    private Database(Path programs, Path folder, HostPort at) throws IOException {
        this.programs = programs;
        this.folder = folder;
        this.at = at;
        this.process = run();
    }

    /// An empty one that can be reached.
    ///
    /// Errors: an IOException in words for a person where there are no such programs, or they fail.
    ///
    /// @param programs the folder with `initdb` and `postgres`
    /// @param folder for its files, which is not there yet
    public static Database start(Path programs, Path folder) throws IOException, InterruptedException {
        var initdb = List.of(
                "-D", folder.resolve("files").toString(), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale");
        Files.createDirectories(folder);
        var made = JavaProcess.run(command(programs, "initdb", initdb));
        if (made.code() != 0) {
            throw new IOException(
                    "initdb ended with " + made.code() + ": " + made.err().strip());
        }
        var database = new Database(programs, folder, Members.places(1).getFirst());
        database.awaitListening();
        return database;
    }

    /// Where members find it, as `margay.store` has it.
    String config() {
        return "margay.store { url = \"jdbc:postgresql://" + at + "/postgres\", user = " + USER + " }";
    }

    /// Ends it as nothing can be caught.
    public synchronized void kill() throws InterruptedException {
        process.children().forEach(ProcessHandle::destroyForcibly);
        var _ = process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    }

    /// It is there again, with what it had.
    public synchronized void startAgain() throws IOException, InterruptedException {
        process = run();
        awaitListening();
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it ends all the same
        }
    }

    private Process run() throws IOException {
        var options = List.of(
                "-D",
                folder.resolve("files").toString(),
                "-p",
                Integer.toString(at.port()),
                "-c",
                "listen_addresses=" + at.host(),
                "-c",
                "unix_socket_directories=");
        var guarded = new ArrayList<>(List.of("sh", "-c", GUARD, "sh"));
        guarded.addAll(command(programs, "postgres", options));
        return ChildProcess.start(guarded, folder.resolve("log"));
    }

    /// Where one that was killed has left something that still ends, the next does not start: another is tried.
    private void awaitListening() throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!Member.listens(at)) {
            boolean isOver = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (System.nanoTime() - until > 0) {
                throw new IOException("postgres does not listen; see " + folder.resolve("log"));
            }
            process = isOver ? run() : process;
        }
    }

    /// It refuses to be root's: a root without rights will do.
    private static List<String> command(Path programs, String program, List<String> options) {
        var command = new ArrayList<String>();
        if (System.getProperty("user.name", "").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(options);
        return command;
    }
}
