package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Exit;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Table;
import io.margay.model.net.IpVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// How often tables are read, when reading takes its time.
class RoundsTest {
    private final MovedClock clock = new MovedClock();
    private Duration cost = Duration.ZERO;
    private int reads;
    private Exit exit = Exit.DONE;
    private OptionalLong generation = OptionalLong.empty();
    private Runnable whileReading = () -> {};

    @Test
    void aRoundBeginsEachInterval() {
        assertThat(readsIn(600)).isEqualTo(2 * 60);
    }

    @Test
    void lookingTakesNoMoreThanAFiftiethOfTheTime() {
        cost = Duration.ofSeconds(2);
        // Two tables: a round takes 4 s of 200.
        assertThat(readsIn(2_000)).isBetween(2 * 9, 2 * 11);
    }

    @Test
    void whatWasAsItShouldBeIsNotReadAgainUntilSomebodyChangesSomething() {
        generation = OptionalLong.of(1);
        assertThat(readsIn(600)).isEqualTo(2);
        generation = OptionalLong.of(2);
        assertThat(readsIn(600)).isEqualTo(2);
    }

    @Test
    void whatSomebodyChangesWhileItIsReadIsReadAgain() {
        generation = OptionalLong.of(1);
        whileReading = () -> generation = OptionalLong.of(Math.min(20, generation.getAsLong() + 1));
        // Writing reads each of the two once, a round that is not the last ends two later.
        assertThat(readsIn(600)).isEqualTo(2 * (1 + (20 - 2) / 2));
    }

    @Test
    void whatCouldNotBeReadIsReadAgain() {
        generation = OptionalLong.of(1);
        var rounds = new Rounds(written(), () -> generation, Duration.ofSeconds(10), clock);
        exit = new Exit(1, "", "no");
        assertThat(List.of(rounds.next(), rounds.next()))
                .allMatch(it -> it.failure().isPresent());
        exit = Exit.DONE;
        reads = 0;
        clock.move(Duration.ofSeconds(10));
        rounds.next();
        rounds.next();
        assertThat(reads).isEqualTo(2);
    }

    private int readsIn(int seconds) {
        var tables = written();
        reads = 0;
        var rounds = new Rounds(tables, () -> generation, Duration.ofSeconds(10), clock);
        var end = clock.instant().plusSeconds(seconds);
        while (clock.instant().isBefore(end)) {
            assertThat(rounds.next()).isEqualTo(new Verified(List.of(), Optional.empty()));
            clock.move(Duration.ofSeconds(1));
        }
        return reads;
    }

    private List<ChainTable> written() {
        var renderer = new Renderer(IptablesConfig.standard(), IpVersion.V4);
        var tables = Stream.of(Table.RAW, Table.FILTER)
                .map(table -> new ChainTable(iptables(), renderer, table))
                .toList();
        tables.forEach(table -> assertThat(ChainTable.write(List.of(table), chains -> chains, clock.instant()))
                .isEmpty());
        return tables;
    }

    private Iptables iptables() {
        return new Iptables() {
            @Override
            public Exit restore(IpVersion version, String text) {
                return Exit.DONE;
            }

            @Override
            public Exit save(IpVersion version, Table table, Consumer<String> lines) {
                reads++;
                whileReading.run();
                clock.move(cost);
                return exit;
            }
        };
    }
}
