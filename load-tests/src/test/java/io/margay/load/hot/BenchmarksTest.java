package io.margay.load.hot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.engine.verdict.Answer;
import io.margay.index.match.SelectorIndex.Rematch;
import io.margay.load.dataset.Preset;
import io.margay.wire.HostProtocol;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// What is measured does what its name says.
final class BenchmarksTest {
    @Test
    void aFingerprintComesBackToWhatMeansIt() throws IOException {
        var benchmark = new SelectorIndexBenchmark();
        benchmark.preset = Preset.TINY;
        benchmark.fill();
        benchmark.selector();
        assertThat(benchmark.fingerprint()).isInstanceOfSatisfying(Rematch.class, rematch -> {
            assertThat(rematch.joined().isEmpty()).isFalse();
            assertThat(rematch.left().isEmpty()).isTrue();
        });
    }

    @Test
    void packetsAreJudged() throws IOException {
        var benchmark = new EvaluatorBenchmark();
        benchmark.preset = Preset.TINY;
        benchmark.fill();
        assertThat(benchmark.judge()).isInstanceOf(Answer.Judged.class);
    }

    @Test
    void aHostTakesAnAddressAndLosesIt() throws IOException {
        var benchmark = new HostBenchmark();
        benchmark.preset = Preset.TINY;
        benchmark.fill();
        assertThat(benchmark.takeFirst().endpoints()).isNotEmpty();
        assertThat(benchmark.takeMove().identities()).hasSize(1);
        assertThat(benchmark.takeMove().identities()).hasSize(1);
    }

    @Test
    void whatIsEncodedIsWhatIsRead() throws IOException {
        var benchmark = new HostBenchmark();
        benchmark.preset = Preset.TINY;
        benchmark.fill();
        var read = benchmark.read();
        long parts = read.parts().stream()
                .mapToLong(part -> HostProtocol.encode(part.part()).length)
                .sum();
        assertThat(benchmark.encode()).isPositive().isEqualTo(parts);
        assertThat(benchmark.write()).hasSize(read.parts().size() + 1);
    }

    @Test
    void entriesAreReplaced() {
        var benchmark = new HashTrieBenchmark();
        benchmark.size = 10;
        benchmark.fill();
        assertThat(benchmark.get()).isZero();
        benchmark.with();
        assertThat(benchmark.get()).isEqualTo(2);
        assertThat(benchmark.get()).isZero();
    }

    @Test
    void aPatternThatNoBenchmarkHasIsRefused() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        assertThatThrownBy(() -> HotBenchmarks.run("Nothing", nowhere))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Nothing: no benchmark has this in its name");
    }
}
