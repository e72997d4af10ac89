package io.margay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.load.kernel.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the JVM loads for whatever command, and what it loads to link that, as it does at each start with an
/// ahead-of-time cache.
final class LoadedClassesTest {
    private static final Pattern OURS = Pattern.compile("\\] (io\\.margay\\.\\S+) source: ");

    @TempDir
    private Path folder;

    /// Links the classes that it is given.
    static final class Linking {
        private Linking() {}

        public static void main(String[] names) throws ClassNotFoundException {
            for (var name : names) {
                Class.forName(name);
            }
        }
    }

    @Test
    void nothingThatEveryCommandLoadsNeedsTheLibraryThatMakesCertificates() throws Exception {
        var ours = OURS.matcher(loaded("io.margay.cli.Margay", List.of("--version")))
                .results()
                .map(found -> found.group(1))
                .filter(name -> !name.contains("/"))
                .toList();
        assertThat(ours).contains("io.margay.cluster.tls.Issuer");
        assertThat(loaded(Linking.class.getName(), ours))
                .contains("io.margay.cluster.tls.Issuer")
                .doesNotContain("org.bouncycastle");
    }

    @Test
    void whatMakesCertificatesIsSeenToNeedIt() throws Exception {
        assertThat(loaded(Linking.class.getName(), List.of("io.margay.cluster.tls.CertificateMaker")))
                .contains("org.bouncycastle");
    }

    private String loaded(String main, List<String> words) throws IOException, InterruptedException {
        var log = folder.resolve(main + ".log");
        var command = new ArrayList<>(JavaProcess.command(main));
        command.add(1, "-Xlog:class+load:file=" + log);
        command.addAll(words);
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(main + ".out").toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        return Files.readString(log);
    }
}
