package io.margay.dataplane.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.agent.state.ReleaseFile.Entry;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseFileTest {
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");
    private static final List<Entry> ENTRIES = List.of(
            new Entry(new ResourceKey(Kind.POD, "shop", "web-0"), THEN, "root (ann)"),
            new Entry(null, THEN.plusSeconds(1), "root"),
            new Entry(new ResourceKey(Kind.HOST_ENDPOINT, "", "n1-eth0"), THEN, "a\tb\nc"));

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        var file = ReleaseFile.in(folder.resolve("new"));
        assertThat(file.read()).isEqualTo(new ReleaseFile.Read(List.of(), ""));
        file.write(ENTRIES);
        assertThat(file.read()).isEqualTo(new ReleaseFile.Read(ENTRIES, ""));
        assertThat(ENTRIES.getLast().by()).isEqualTo("a_b_c");
        assertThat(Files.getPosixFilePermissions(file.file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        file.write(List.of());
        assertThat(file.read()).isEqualTo(new ReleaseFile.Read(List.of(), ""));
        assertThat(folder.resolve("new").toFile().list()).containsExactly("agent.releases");
    }

    @Test
    void whatIsDamagedAnywhereReleasesNobody() throws IOException {
        var file = ReleaseFile.in(folder);
        var whole = ReleaseFile.print(ENTRIES).getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < whole.length; at++) {
            var damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(file.file(), damaged);
            assertThat(file.read().entries()).as("byte " + at).isEmpty();
            assertThat(file.read().note()).isNotEmpty();
            Files.writeString(file.file(), new String(whole, 0, at, StandardCharsets.UTF_8));
            assertThat(file.read().entries()).as("cut at " + at).isEmpty();
        }
    }

    @Test
    void removalLeavesWhatIsSomebodyElses() throws IOException {
        var mine = folder.resolve("all/mine");
        ReleaseFile.in(mine).write(ENTRIES);
        Files.writeString(mine.resolve("agent.state.damaged"), "x");
        StateRemoval.delete(mine);
        assertThat(folder.resolve("all")).doesNotExist();
        StateRemoval.delete(mine);

        Files.writeString(folder.resolve("agent.state"), "x");
        Files.writeString(folder.resolve("other"), "x");
        StateRemoval.delete(folder);
        assertThat(folder.toFile().list()).containsExactly("other");
    }
}
