package io.margay.dataplane.agent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.margay.dataplane.probe.Capability;
import io.margay.dataplane.probe.Machine;
import io.margay.engine.Seeded;
import io.margay.model.update.HostReplica;
import io.margay.model.update.Update;
import io.margay.wire.HostProtocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever befalls a state on disk, what is read is one that the host held, or none; and that is said.
class DamageTest {
    private static final int UPDATES = 8;

    @TempDir
    Path folder;

    /// What a host held, by the size that its file had then.
    private final TreeMap<Long, Update> held = new TreeMap<>();

    @Test
    void aFileThatIsCutAtAnyByteHasAnOlderState() {
        Seeded.run(2, random -> {
            var bytes = written(Told.updates(random, 12));
            for (int size = 0; size < bytes.length; size++) {
                assertRight(Arrays.copyOf(bytes, size), size, held.containsKey((long) size));
            }
        });
    }

    @Test
    void aFileWithAnyByteChangedHasAnOlderState() {
        Seeded.run(4, random -> {
            var bytes = written(Told.updates(random, 12));
            for (int at = random.nextInt(3); at < bytes.length; at += 1 + random.nextInt(5)) {
                var changed = bytes.clone();
                changed[at] ^= (byte) (1 << random.nextInt(8));
                assertRight(changed, at, false);
            }
        });
    }

    @Test
    void whatIsCutOffIsSaidAndTheFileGoesOnFromThere() {
        Seeded.run(4, random -> {
            var bytes = written(Told.updates(random, 12));
            long whole = held.firstKey();
            for (int i = 0; i < 20; i++) {
                int size = (int) random.nextLong(whole, bytes.length);
                Files.write(file(), Arrays.copyOf(bytes, size));
                var right = Objects.requireNonNull(held.floorEntry((long) size));
                try (var state = new StateFolder(folder, "n1")) {
                    var restored = state.open();
                    assertThat(restored.replica().whole()).isEqualTo(right.getValue());
                    assertThat(restored.notes()).hasSize(right.getKey() == size ? 0 : 1);
                    assertThat(Files.size(file())).isEqualTo(right.getKey());
                }
            }
        });
    }

    @Test
    void aWriteThatStopsAtAnyByteLeavesWhatWasThereOrWhatWasToBe() {
        Seeded.run(3, random -> {
            var updates = Told.updates(random, 8);
            int from = IntStream.range(0, updates.size() - 1)
                    .filter(i -> updates.get(i + 1).base() != 0)
                    .findFirst()
                    .orElseThrow();
            var before = held(updates.subList(0, from + 1));
            var after = held(updates.subList(0, from + 2));
            var message = message(updates.get(from + 1));
            for (long room = 0; room < message.length + 20; room += 1 + random.nextInt(3)) {
                assertOldOrNew(before, after, room, state -> state.append(List.of(message)));
            }
            for (long room = 0; room < 3_000; room += 1 + random.nextInt(60)) {
                assertOldOrNew(before, after, room, state -> state.replace(after.whole()));
            }
        });
    }

    @Test
    void aFileSystemThatIsFullKeepsWhatItHad() throws IOException, InterruptedException {
        assumeTrue(Machine.privilege() instanceof Capability.Supported, "only root can mount a small file system");
        var mounted = Files.createDirectory(folder.resolve("small"));
        assumeTrue(
                runs("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", mounted.toString()),
                "nothing can be mounted here");
        try {
            assertFull(mounted);
            assertThat(runs("mount", "-o", "remount,ro", mounted.toString())).isTrue();
            assertReadOnly(mounted);
        } finally {
            assertThat(runs("umount", mounted.toString())).isTrue();
        }
    }

    private static void assertFull(Path folder) throws IOException {
        try (var state = new StateFolder(folder, "n1")) {
            state.open();
            assertThat(state.replace(Few.whole(1))).isInstanceOf(StateFolder.Kept.class);
            assertThat(state.replace(Few.large(2, 5_000))).isInstanceOf(StateFolder.NotKept.class);
            assertThat(read(folder).whole()).isEqualTo(Few.whole(1));
            assertThat(state.replace(Few.whole(3))).isInstanceOf(StateFolder.Kept.class);
            assertThat(state.append(List.of(new byte[1 << 20]))).isInstanceOf(StateFolder.NotKept.class);
            assertThat(read(folder).whole()).isEqualTo(Few.whole(3));
        }
    }

    private static void assertReadOnly(Path folder) throws IOException {
        try (var state = new StateFolder(folder, "n1")) {
            var restored = state.open();
            assertThat(restored.replica().whole()).isEqualTo(Few.whole(3));
            assertThat(restored.isKept()).isFalse();
            assertThat(restored.notes()).singleElement().asString().contains("cannot be kept in " + folder);
            assertThat(state.replace(Few.whole(4))).isInstanceOf(StateFolder.NotKept.class);
        }
    }

    private static boolean runs(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    @Test
    void aDiskThatIsFullForATimeGetsAWholeStateAfterwards() throws IOException {
        var disk = new FullDisk(10_000);
        try (var state = new StateFolder(folder, "n1", disk)) {
            state.open();
            state.replace(Few.whole(1));
            disk.room = 10;
            assertThat(state.append(List.of(message(Few.change(1)))))
                    .asString()
                    .contains("cannot be kept in " + folder, "No space left on device");
            assertThat(read().whole()).isEqualTo(Few.whole(1));
            assertThat(state.replace(Few.whole(2))).isInstanceOf(StateFolder.NotKept.class);
            assertThat(read().whole()).isEqualTo(Few.whole(1));
            disk.room = 10_000;
            assertThat(state.append(List.of(message(Few.change(1))))).isInstanceOf(StateFolder.NotKept.class);
            assertThat(state.replace(Few.whole(3))).isInstanceOf(StateFolder.Kept.class);
            assertThat(state.append(List.of(message(Few.change(3))))).isInstanceOf(StateFolder.Kept.class);
        }
        assertThat(read().revision()).isEqualTo(4);
    }

    private interface Writing {
        StateFolder.Outcome write(StateFolder state);
    }

    private void assertOldOrNew(HostReplica before, HostReplica after, long room, Writing writing) throws IOException {
        var disk = new FullDisk(Long.MAX_VALUE);
        disk.cuts = room % 2 == 0;
        StateFolder.Outcome outcome;
        try (var state = new StateFolder(folder, "n1", disk)) {
            state.open();
            state.replace(before.whole());
            disk.room = room;
            outcome = writing.write(state);
        }
        var right =
                outcome instanceof StateFolder.Kept ? List.of(after.whole()) : List.of(before.whole(), after.whole());
        assertThat(right).contains(read().whole());
    }

    /// A file whose first state is whole, and which then grew.
    private byte[] written(List<Update> updates) throws IOException {
        held.clear();
        var replica = new HostReplica();
        int from = Math.max(0, updates.size() - UPDATES);
        updates.subList(0, from + 1).forEach(replica::apply);
        try (var state = new StateFolder(folder, "n1")) {
            state.open();
            state.replace(replica.whole());
            held.put(Files.size(file()), replica.whole());
            for (var update : updates.subList(from + 1, updates.size())) {
                replica.apply(update);
                state.append(List.of(message(update)));
                held.put(Files.size(file()), replica.whole());
            }
        }
        return Files.readAllBytes(file());
    }

    /// @param good how many bytes at the beginning are right
    /// @param isWhole whether nothing can be seen to be missing
    private void assertRight(byte[] bytes, long good, boolean isWhole) throws IOException {
        Files.write(file(), bytes);
        Map.Entry<Long, Update> right = held.floorEntry(good);
        switch (StateReader.read(file(), "n1")) {
            case StateReader.Nothing() -> throw new AssertionError("a file that is there");
            case StateReader.Refused(var why) -> throw new AssertionError(why);
            case StateReader.Damaged(var why) -> {
                assertThat(right).as(why).isNull();
                assertThat(why).isNotEmpty();
            }
            case StateReader.Good(var replica, var size, var whole, var cut) -> {
                assertThat(right).isNotNull();
                assertThat(replica.whole()).as("%s of %s", good, bytes.length).isEqualTo(right.getValue());
                assertThat(size).isEqualTo(right.getKey());
                assertThat(whole).isEqualTo(held.firstKey());
                assertThat(cut.isEmpty()).isEqualTo(isWhole);
            }
        }
    }

    private HostReplica read() {
        return read(folder);
    }

    private static HostReplica read(Path folder) {
        return StateReader.read(folder.resolve("agent.state"), "n1") instanceof StateReader.Good good
                ? good.replica()
                : new HostReplica();
    }

    private static HostReplica held(List<Update> updates) {
        var replica = new HostReplica();
        updates.forEach(replica::apply);
        return replica;
    }

    private Path file() {
        return folder.resolve("agent.state");
    }

    private static byte[] message(Update update) {
        return HostProtocol.join(HostProtocol.write(update));
    }
}
