package io.margay.actors.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;

/// A PostgreSQL of a test's own, which can be stopped and started again.
public final class Postgres implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private EmbeddedPostgres process;

    private Postgres(Path folder, EmbeddedPostgres process) {
        this.folder = folder;
        this.process = process;
    }

    /// One that keeps its files in a folder. Without binaries for this machine the test is left out.
    public static Postgres start(Path folder) throws IOException {
        var system = System.getProperty("os.name") + "/" + System.getProperty("os.arch");
        Assumptions.assumeTrue(system.equals("Linux/amd64"), "no PostgreSQL for tests on " + system);
        return new Postgres(folder, run(folder, 0));
    }

    private static EmbeddedPostgres run(Path folder, int port) throws IOException {
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                // So that what it acknowledged outlives it; the disk may be later.
                .setServerConfig("synchronous_commit", "on")
                .setPGStartupWait(PATIENCE);
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    /// A new database in it.
    public StoreConfig.Database database(String name) throws SQLException {
        try (var connection = process.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return new StoreConfig.Database(
                "jdbc:postgresql://127.0.0.1:" + process.getPort() + "/" + name, "postgres", "");
    }

    /// It ends; what it has stays.
    public void stop() throws IOException {
        process.close();
    }

    /// It ends as nothing can be caught; what it acknowledged stays.
    public void kill() throws IOException {
        var first =
                Files.readAllLines(folder.resolve("postgres/postmaster.pid")).getFirst();
        ProcessHandle.of(Long.parseLong(first.strip())).ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
        process.close();
    }

    /// It is there again.
    public void startAgain() throws IOException {
        process = run(folder, process.getPort());
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
