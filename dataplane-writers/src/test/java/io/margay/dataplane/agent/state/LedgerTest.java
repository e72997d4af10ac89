package io.margay.dataplane.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final StateFolder.Kept SMALL = new StateFolder.Kept(100, 10);

    private final Ledger ledger = new Ledger(1, true);

    @Test
    void whatIsEnforcedIsAddedOnce() {
        receive(1, 5);
        assertThat(ledger.next(2)).isInstanceOf(Ledger.Nothing.class);
        ledger.enforced(2);
        assertThat(lengths(ledger.next(2))).containsExactly(5);
        ledger.enforced(2);
        ledger.kept(SMALL);
        assertThat(ledger.next(2)).isInstanceOf(Ledger.Nothing.class);
    }

    @Test
    void whatIsEnforcedWhileTheDiskIsBusyIsAddedTogether() {
        receive(1, 5);
        ledger.enforced(2);
        assertThat(lengths(ledger.next(2))).containsExactly(5);
        receive(2, 6);
        receive(3, 7);
        receive(4, 8);
        ledger.enforced(4);
        assertThat(ledger.next(5)).isInstanceOf(Ledger.Nothing.class);
        ledger.kept(SMALL);
        assertThat(lengths(ledger.next(5))).containsExactly(6, 7);
    }

    @Test
    void whatSaysEverythingIsAWholeStateOnceItIsEnforced() {
        receive(1, 5);
        ledger.received(Few.whole(9), () -> new byte[3]);
        ledger.enforced(2);
        assertThat(ledger.next(9)).isInstanceOf(Ledger.Nothing.class);
        ledger.enforced(9);
        assertThat(ledger.next(9)).isInstanceOf(Ledger.Whole.class);
    }

    @Test
    void aWholeStateIsTakenOnlyWhileAllThatIsHeldIsEnforced() {
        ledger.received(Few.whole(2), () -> new byte[3]);
        receive(2, 5);
        ledger.enforced(2);
        assertThat(ledger.next(3)).isInstanceOf(Ledger.Nothing.class);
        ledger.enforced(3);
        assertThat(ledger.next(3)).isInstanceOf(Ledger.Whole.class);
    }

    @Test
    void aLogLargerThanItsStateIsReplaced() {
        ledger.kept(new StateFolder.Kept(10, Ledger.LEAST_LOG));
        assertThat(ledger.next(1)).isInstanceOf(Ledger.Nothing.class);
        ledger.kept(new StateFolder.Kept(10, Ledger.LEAST_LOG + 1));
        assertThat(ledger.next(1)).isInstanceOf(Ledger.Whole.class);
    }

    @Test
    void afterAFailureOnlyAWholeStateIsWrittenAndNotBeforeItIsTriedAgain() {
        receive(1, 5);
        ledger.enforced(2);
        ledger.next(2);
        ledger.failed();
        assertThat(ledger.next(2)).isInstanceOf(Ledger.Nothing.class);
        receive(2, 6);
        ledger.enforced(3);
        assertThat(ledger.next(3)).isInstanceOf(Ledger.Nothing.class);
        ledger.tryAgain();
        assertThat(ledger.next(3)).isInstanceOf(Ledger.Whole.class);
    }

    @Test
    void aSlowKernelCostsNoMoreThanSoMuch() {
        for (int base = 1; base <= 10; base++) {
            receive(base, Ledger.MOST_HELD / 4);
        }
        ledger.enforced(11);
        assertThat(ledger.next(11)).isInstanceOf(Ledger.Whole.class);
        ledger.kept(SMALL);
        receive(11, Ledger.MOST_HELD);
        ledger.enforced(12);
        assertThat(lengths(ledger.next(12))).containsExactly(Ledger.MOST_HELD);
    }

    @Test
    void withoutAStateThereIsNothingToWrite() {
        assertThat(new Ledger(0, false).next(0)).isInstanceOf(Ledger.Nothing.class);
    }

    private void receive(long base, int length) {
        ledger.received(Few.change(base), () -> new byte[length]);
    }

    private static Iterable<Integer> lengths(Ledger.Next next) {
        return ((Ledger.Append) next)
                .messages().stream().map(each -> each.length).toList();
    }
}
