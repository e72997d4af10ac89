package io.margay.actors.host;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The sessions of one HostSessions whose hosts said that they enforce something, until the actor takes them: any
/// thread adds one. A version is answered by each of a thousand hosts, and an envelope and a turn of the actor for
/// each answer cost more than what it was told.
///
/// Layout: a stack of sessions, linked through themselves, each in it at most once; what a session's host said is in
/// the session. Cost of an answer: two swaps, no object; of all that come until the actor takes them, one message.
public final class Answers {
    private final AtomicReference<@Nullable HostSession> top = new AtomicReference<>();

    /// A session's host said something; whether no other has that was not taken.
    boolean add(HostSession session) {
        while (true) {
            var before = top.get();
            session.next = before;
            if (top.compareAndSet(before, session)) {
                return before == null;
            }
        }
    }

    /// Takes all, the last first: see [HostSession#next].
    @Nullable
    HostSession take() {
        return top.get() == null ? null : top.getAndSet(null);
    }
}
