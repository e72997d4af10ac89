package io.margay.dataplane.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Seeded;
import io.margay.model.update.HostReplica;
import io.margay.model.update.Update;
import io.margay.wire.HostProtocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    @TempDir
    Path folder;

    @Test
    void whatIsReadIsWhatTheHostHeldAfterEachUpdateAndGoesOnAsThat() {
        Seeded.run(25, (seed, random) -> {
            var here = folder.resolve("seed" + seed);
            var live = new HostReplica();
            var state = new StateFolder(here, "n1");
            assertThat(state.open().replica().revision()).isZero();
            for (var update : Told.updates(random, 12)) {
                live.apply(update);
                var outcome = update.base() == 0 || random.nextInt(8) == 0
                        ? state.replace(live.whole())
                        : state.append(List.of(message(update)));
                assertThat(outcome).isInstanceOf(StateFolder.Kept.class);
                state.close();
                state = new StateFolder(here, "n1");
                var restored = state.open();
                assertThat(restored.notes()).isEmpty();
                assertThat(restored.isKept()).isTrue();
                assertThat(restored.replica().whole()).isEqualTo(live.whole());
                live = random.nextBoolean() ? live : restored.replica();
            }
            state.close();
        });
    }

    @Test
    void sizesAreThoseOfTheFile() throws IOException {
        try (var state = opened()) {
            var whole = (StateFolder.Kept) state.replace(Few.whole(1));
            assertThat(Files.size(file())).isEqualTo(whole.whole());
            var kept = (StateFolder.Kept) state.append(List.of(message(Few.change(1)), message(Few.change(2))));
            assertThat(kept.whole()).isEqualTo(whole.whole());
            assertThat(Files.size(file())).isEqualTo(kept.whole() + kept.log());
        }
    }

    @Test
    void aStateOfManyRecordsIsReadAsOne() throws IOException {
        try (var state = opened()) {
            state.replace(Few.large(9, 5_000));
            state.append(List.of(message(Few.change(9))));
        }
        var live = new HostReplica();
        live.apply(Few.large(9, 5_000));
        live.apply(Few.change(9));
        try (var state = new StateFolder(folder, "n1")) {
            assertThat(state.open().replica().whole()).isEqualTo(live.whole());
        }
    }

    @Test
    void withoutAWholeStateNothingCanBeAdded() throws IOException {
        try (var state = opened()) {
            assertThat(state.append(List.of(message(Few.change(1))))).isInstanceOf(StateFolder.NotKept.class);
            assertThat(file()).doesNotExist();
        }
    }

    @Test
    void aStateWithADamagedHeadIsKeptAside() throws IOException {
        for (int times = 1; times <= 2; times++) {
            Files.writeString(file(), "this is no state " + times);
            try (var state = new StateFolder(folder, "n1")) {
                var restored = state.open();
                assertThat(restored.replica().revision()).isZero();
                assertThat(restored.notes())
                        .singleElement()
                        .asString()
                        .contains("is damaged: it does not begin as a state does; it is kept as agent.state.damaged");
                assertThat(file()).doesNotExist();
                assertThat(state.replace(Few.whole(1))).isInstanceOf(StateFolder.Kept.class);
            }
        }
        assertThat(folder.resolve("agent.state.damaged")).hasContent("this is no state 1");
        assertThat(folder.resolve("agent.state.damaged2")).hasContent("this is no state 2");
    }

    @Test
    void theStateOfAnotherNodeIsLeftAlone() throws IOException {
        try (var state = opened()) {
            state.replace(Few.whole(1));
        }
        assertLeftAlone("n2", "is the state of node n1, not of n2");
    }

    @Test
    void aStateOfANewerFormatIsLeftAlone() throws IOException {
        Files.write(file(), new Head(2, "n1", 7, 1).bytes());
        assertLeftAlone("n1", "is of format 2, written by a newer agent; this one reads 1");
    }

    private void assertLeftAlone(String node, String why) throws IOException {
        var before = Files.readAllBytes(file());
        try (var state = new StateFolder(folder, node)) {
            var restored = state.open();
            assertThat(restored.replica().revision()).isZero();
            assertThat(restored.isKept()).isFalse();
            assertThat(restored.notes()).singleElement().asString().contains(why);
            assertThat(state.replace(Few.whole(1))).asString().contains(why);
            assertThat(file()).hasBinaryContent(before);
            Files.delete(file());
            assertThat(state.replace(Few.whole(1))).isInstanceOf(StateFolder.Kept.class);
        }
    }

    @Test
    void aFolderInUseIsNeitherReadNorWrittenUntilItIsFree() throws IOException {
        var first = opened();
        first.replace(Few.whole(1));
        try (var second = new StateFolder(folder, "n1")) {
            assertInUse(second);
            first.close();
            assertThat(second.replace(Few.whole(2))).isInstanceOf(StateFolder.Kept.class);
        }
        try (var third = new StateFolder(folder, "n1")) {
            assertThat(third.open().replica().revision()).isEqualTo(2);
        }
    }

    @Test
    void aFolderInUseByAnotherProcessIsNeitherReadNorWritten() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var other = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var state = new StateFolder(folder, "n1");
                var said = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo("open");
            assertInUse(state);
            other.destroyForcibly();
            assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(state.open().isKept()).isTrue();
            assertThat(state.replace(Few.whole(2))).isInstanceOf(StateFolder.Kept.class);
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void whereNoFolderCanBeNothingIsKeptAndThatIsSaid() throws IOException {
        var wrong = Files.writeString(folder.resolve("file"), "").resolve("state");
        try (var state = new StateFolder(wrong, "n1")) {
            var restored = state.open();
            assertThat(restored.isKept()).isFalse();
            assertThat(restored.notes()).isNotEmpty().first().asString().contains("cannot be kept in " + wrong);
            assertThat(state.replace(Few.whole(1))).isInstanceOf(StateFolder.NotKept.class);
        }
    }

    @Test
    void nothingButTheStateAndItsLockStays() throws IOException {
        try (var state = opened()) {
            state.replace(Few.whole(1));
            state.replace(Few.whole(2));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("agent.state", "agent.lock");
        }
    }

    private void assertInUse(StateFolder state) {
        var restored = state.open();
        assertThat(restored.replica().revision()).isZero();
        assertThat(restored.isKept()).isFalse();
        assertThat(restored.notes()).singleElement().asString().contains("in use by another process");
        assertThat(state.replace(Few.whole(1))).asString().contains("in use by another process");
    }

    private StateFolder opened() {
        var state = new StateFolder(folder, "n1");
        state.open();
        return state;
    }

    private Path file() {
        return folder.resolve("agent.state");
    }

    private static byte[] message(Update update) {
        return HostProtocol.join(HostProtocol.write(update));
    }
}
