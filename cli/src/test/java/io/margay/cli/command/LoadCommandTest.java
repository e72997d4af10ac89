package io.margay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An engine under load, with its members as processes.
class LoadCommandTest {
    @TempDir
    private Path folder;

    private List<Path> before = List.of();

    @BeforeEach
    void look() throws IOException {
        before = left();
    }

    /// No file and no process is left of a run, however it went.
    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(left()).isEqualTo(before);
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void hostsAreRightInTheEndAndChangesAreTimed() throws IOException {
        var page = folder.resolve("load.html");
        var run = load("--duration", "5s", "--churn", "50/s", "-o", "json", "--html", page.toString());
        assertThat(run.err()).contains("10 hosts connect").doesNotContain("\u001b", "\r");
        assertThat(run.out())
                .contains("\"verdict\":{\"good\":true,\"changes\":250", "\"few\":{\"changes\":2", "\"wrong\":[]")
                .contains("\"name\":\"member-1\"");
        assertThat(page).content().contains("<svg", "Each host is right in the end.");
        assertThat(run.code()).isZero();
    }

    @Test
    void aHostThatLosesAnUpdateIsFound() {
        var run = load("--duration", "2s", "--churn", "50/s", "--plant", "lost-update");
        assertThat(run.out()).contains("1 hosts do not hold what a fresh engine gives them:");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void whatCannotBeIsWrongUsage() {
        var run = CommandRun.of("load", "--hosts", "0", "--policies", "5", "--members", "99", "--engine", "a:1");
        assertThat(CommandRun.of("load", "--store", "/nowhere").err()).contains("--store wants a folder with initdb");
        assertThat(run.err())
                .contains("--hosts must be 1 to", "--policies must be 120 to", "--members must be", "go with --target");
        assertThat(run.code()).isEqualTo(2);
        assertThat(CommandRun.of("load", "--churn", "-1/s").code()).isEqualTo(2);
        assertThat(CommandRun.of("load", "--duration", "soon").code()).isEqualTo(2);
        assertThat(CommandRun.of("load", "--plant", "weeds").code()).isEqualTo(2);
    }

    @Test
    @Tag("slow")
    void threeMembersOfWhichOneAtATimeIsKilledPausedOrCutOff() {
        var run = load("--duration", "60s", "--churn", "20/s", "--members", "3", "--chaos", "7");
        assertThat(run.out()).contains("is killed", "each host holds what a fresh engine gives it");
        assertThat(run.code()).isZero();
    }

    @Test
    @Tag("slow")
    void inAllThatAHostThatHearsNothingIsFound() {
        var run =
                load("--duration", "30s", "--churn", "20/s", "--members", "3", "--chaos", "7", "--plant", "deaf-host");
        assertThat(run.out()).contains("1 hosts do not hold what a fresh engine gives them:");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    @Tag("slow")
    void threeMembersAsTheyAreRunOnADatabaseThatIsKilledToo() throws IOException {
        var programs = postgres();
        assumeTrue(programs.isPresent(), "no PostgreSQL is installed here");
        var store = programs.get().toString();
        var run = load("--duration", "60s", "--churn", "20/s", "--members", "3", "--store", store, "--chaos", "3");
        assertThat(run.out())
                .contains("is killed", "the database is killed", "each host holds what a fresh engine gives it");
        assertThat(run.code()).isZero();
    }

    private static Optional<Path> postgres() throws IOException {
        var versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Optional.empty();
        }
        try (var found = Files.list(versions)) {
            return found.map(version -> version.resolve("bin"))
                    .filter(programs -> Files.isExecutable(programs.resolve("initdb")))
                    .findFirst();
        }
    }

    private static CommandRun load(String... options) {
        var words = new String[options.length + 9];
        System.arraycopy(
                new String[] {"load", "--hosts", "10", "--pods", "200", "--policies", "150", "--warm-up", "0s"},
                0,
                words,
                0,
                9);
        System.arraycopy(options, 0, words, 9, options.length);
        return CommandRun.of(words);
    }

    private static List<Path> left() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir", "/tmp")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("margay-load"))
                    .sorted()
                    .toList();
        }
    }
}
