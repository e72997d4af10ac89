package io.margay.dataplane.agent.state;

import io.margay.model.update.Update;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Which updates came, which of them are enforced, and which of these are on disk: says what is to be written next.
/// Pure.
///
/// ```text
/// received ─▶ pending ── enforced ─▶ waiting ── next ─▶ Append (or Whole) ── done
/// ```
/// One thing is written at a time. A whole state is written where the updates since the last one are more bytes than
/// that state (and than `LEAST_LOG`), where an update said everything, where a write failed, and where more waits than
/// `MOST_HELD`. It can only be taken while the host holds nothing that it does not enforce; until then the disk has
/// what
/// it has. Memory: the bytes of updates that wait, `MOST_HELD` at most and one update.
public final class Ledger {
    /// What is to be written.
    public sealed interface Next {}

    /// These messages.
    public record Append(List<byte[]> messages) implements Next {}

    /// All that the host holds.
    public record Whole() implements Next {}

    /// Nothing now.
    public record Nothing() implements Next {}

    /// So much of a log is never too much.
    static final int LEAST_LOG = 1 << 16;

    /// So many bytes of updates are held.
    static final int MOST_HELD = 1 << 22;

    private static final Nothing NOTHING = new Nothing();

    /// An update that is not enforced yet.
    private static final class Pending {
        private final long revision;
        /// Null where a whole state says it.
        private byte @Nullable [] message;

        private Pending(long revision, byte @Nullable [] message) {
            this.revision = revision;
            this.message = message;
        }
    }

    private final Deque<Pending> pending = new ArrayDeque<>();
    private List<byte[]> waiting = new ArrayList<>();
    /// The bytes in both.
    private long held;
    private long enforced;
    private boolean needsWhole;
    private boolean isWriting;
    private boolean isBroken;

    /// The ledger of a host that begins with what was restored.
    ///
    /// @param revision 0: nothing
    /// @param isKept whether updates can be added to what is on disk
    public Ledger(long revision, boolean isKept) {
        enforced = revision;
        needsWhole = !isKept;
    }

    /// The host took an update, which is not enforced yet.
    ///
    /// @param encoded the message that said so; it is not asked for where a whole state will say it
    public void received(Update update, Supplier<byte[]> encoded) {
        if (update.base() == 0) {
            pending.forEach(this::forget);
            pending.clear();
            pending.add(new Pending(update.revision(), null));
            return;
        }
        var message = encoded.get();
        pending.add(new Pending(update.revision(), message));
        held += message.length;
        if (held > MOST_HELD) {
            pending.forEach(this::forget);
            needWhole();
        }
    }

    /// The host enforces a revision, and all that came before it. Another than what is pending changes nothing.
    public void enforced(long revision) {
        if (pending.stream().noneMatch(each -> each.revision == revision)) {
            return;
        }
        do {
            var next = pending.remove();
            enforced = next.revision;
            pass(next);
        } while (enforced != revision);
    }

    /// What is to be written now; the caller then says what came of it.
    ///
    /// @param present the revision that the host holds
    public Next next(long present) {
        boolean canBeWhole = enforced > 0 && present == enforced;
        if (isWriting || isBroken || (needsWhole ? !canBeWhole : waiting.isEmpty())) {
            return NOTHING;
        }
        isWriting = true;
        if (needsWhole) {
            needsWhole = false;
            return new Whole();
        }
        return new Append(takeWaiting());
    }

    /// It was written.
    public void kept(StateFolder.Kept sizes) {
        isWriting = false;
        if (sizes.log() > Math.max(sizes.whole(), LEAST_LOG)) {
            needWhole();
        }
    }

    /// It could not be written. Nothing is, until it is tried again.
    public void failed() {
        isWriting = false;
        isBroken = true;
        needWhole();
    }

    /// It may be tried again.
    public void tryAgain() {
        isBroken = false;
    }

    private void pass(Pending update) {
        var message = update.message;
        if (message == null) {
            needWhole();
        } else if (needsWhole) {
            forget(update);
        } else {
            waiting.add(message);
        }
    }

    private void forget(Pending update) {
        var message = update.message;
        held -= message == null ? 0 : message.length;
        update.message = null;
    }

    private void needWhole() {
        needsWhole = true;
        var _ = takeWaiting();
    }

    private List<byte[]> takeWaiting() {
        var taken = waiting;
        waiting = new ArrayList<>();
        taken.forEach(message -> held -= message.length);
        return taken;
    }
}
