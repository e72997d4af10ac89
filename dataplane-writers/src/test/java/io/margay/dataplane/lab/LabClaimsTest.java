package io.margay.dataplane.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabClaimsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @TempDir
    private Path namespaces;

    private LabClaims claims;

    @BeforeEach
    void atTheFolder() {
        claims = new LabClaims(folder);
    }

    @Test
    void aKilledProcessThatNobodyHasWaitedForLosesItsLab() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc here: zombies cannot be told");
        // A shell that became another program never waits for what it had started.
        var parent = start("sh", "-c", "\"$@\" < /dev/zero & echo $!; exec sleep 600", "sh");
        try (var says = parent.inputReader()) {
            var child = ProcessHandle.of(Long.parseLong(says.readLine())).orElseThrow();
            var lab = lab(says);
            assertThat(swept()).isEmpty();

            child.destroyForcibly();
            awaitZombie(child.pid());
            assertThat(awaitSwept()).containsExactly(lab + "-bridge");
            assertThat(folder.resolve(lab)).doesNotExist();
            assertThat(stateOf(child.pid())).isEqualTo("Z");
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    @Test
    void whatALivingProcessHasStays() throws Exception {
        var other = start();
        try (var says = other.inputReader()) {
            var lab = lab(says);
            assertThat(swept()).isEmpty();
            other.outputWriter().close();
            assertThat(other.waitFor()).isZero();
            assertThat(swept()).containsExactly(lab + "-bridge");
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void ownLabsStayHoweverOftenOneLooks() throws Exception {
        try (var one = claims.take();
                var two = claims.take()) {
            Files.createFile(namespaces.resolve(one.netns("bridge").name()));
            assertThat(two.file()).isNotEqualTo(one.file());
            assertThat(swept()).isEmpty();
            assertThat(sweptByAnotherProcess()).isZero();
            assertThat(one.file()).exists();
        }
        assertThat(swept()).hasSize(1);
    }

    @Test
    void whatHasNoClaimIsNobodys() throws Exception {
        Files.createFile(namespaces.resolve("margay-lab-1-1-w0"));
        Files.createFile(namespaces.resolve("another"));
        assertThat(swept()).containsExactly("margay-lab-1-1-w0");
    }

    @Test
    void filesGoWithTheLabAndWithItsProcess() throws Exception {
        Files.createDirectories(folder.resolve("margay-lab-1-1-files/state"));
        Files.createFile(folder.resolve("margay-lab-1-1-files/state/file"));
        try (var own = claims.take()) {
            Files.createFile(own.folder().resolve("file"));
            assertThat(swept()).isEmpty();
            assertThat(folder.resolve("margay-lab-1-1-files")).doesNotExist();
            assertThat(own.folder().resolve("file")).exists();
        }
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains("margay-lab-"));
    }

    /// Its lab, of which a namespace is there from now on.
    private String lab(BufferedReader says) throws IOException {
        var lab = says.readLine();
        assertThat(lab).startsWith("margay-lab-");
        Files.createFile(namespaces.resolve(lab + "-bridge"));
        return lab;
    }

    private List<String> swept() {
        var swept = new ArrayList<String>();
        claims.sweep(namespaces, netns -> {
            swept.add(netns.name());
            namespaces.resolve(netns.name()).toFile().delete();
        });
        return swept;
    }

    private int sweptByAnotherProcess() throws Exception {
        var sweeper = java(List.of(), ClaimSweeper.class, folder, namespaces).start();
        return sweeper.waitFor();
    }

    private Process start(String... before) throws IOException {
        return java(List.of(before), ClaimHolder.class, folder).start();
    }

    private static ProcessBuilder java(List<String> before, Class<?> main, Path... arguments) {
        var command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (var argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private static void awaitZombie(long pid) throws IOException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!stateOf(pid).equals("Z")) {
            assertThat(System.nanoTime()).as("nobody waits for it").isLessThan(until);
            Thread.onSpinWait();
        }
    }

    /// A zombie's other threads may still be dying, and hold what it held.
    private List<String> awaitSwept() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        var swept = swept();
        while (swept.isEmpty()) {
            assertThat(System.nanoTime()).as("it dies").isLessThan(until);
            swept = swept();
        }
        return swept;
    }

    private static String stateOf(long pid) throws IOException {
        var stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
    }
}
