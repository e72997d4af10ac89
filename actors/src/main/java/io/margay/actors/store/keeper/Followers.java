package io.margay.actors.store.keeper;

import akka.actor.typed.ActorRef;
import io.margay.actors.store.Revision;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The last revisions, in memory, and who waits for the next one. Not for several threads.
final class Followers {
    /// So many revisions are kept here, and so many changes of resources; what is older is in the tables.
    private static final int MOST_REVISIONS = 4_096;
    private static final int MOST_CHANGES = 32_768;
    /// One answer has so many changes, unless a single revision has more.
    private static final int PAGE = 1_024;
    /// Somebody who waits so many turns is told that there is nothing, and asks again.
    private static final int TURNS = 3;

    private record Follower(ActorRef<Answer> replyTo, long since) {}

    private final Deque<Revision> recent = new ArrayDeque<>();
    private final List<Follower> waiting = new ArrayList<>();
    private int changes;
    private long turn;

    /// A revision came.
    void took(Revision revision) {
        recent.addLast(revision);
        changes += size(revision);
        while (recent.size() > MOST_REVISIONS || (changes > MOST_CHANGES && recent.size() > 1)) {
            changes -= size(recent.removeFirst());
        }
        var answer = new Answer.OfAfter(List.of(revision));
        waiting.forEach(it -> it.replyTo.tell(answer));
        waiting.clear();
    }

    /// Somebody has heard all, and waits.
    void waits(ActorRef<Answer> replyTo) {
        waiting.add(new Follower(replyTo, turn));
    }

    /// What was here is in doubt: all who wait ask again.
    void forget() {
        recent.clear();
        changes = 0;
        waiting.forEach(it -> it.replyTo.tell(new Answer.OfAfter(List.of())));
        waiting.clear();
    }

    /// Time passes.
    void turn() {
        turn++;
        waiting.removeIf(it -> {
            boolean isOver = it.since + TURNS <= turn;
            if (isOver) {
                it.replyTo.tell(new Answer.OfAfter(List.of()));
            }
            return isOver;
        });
    }

    /// The next revisions after one that is not the last; empty where they are not here any more.
    Optional<List<Revision>> after(long revision) {
        if (recent.isEmpty() || recent.getFirst().stamp().revision() > revision + 1) {
            return Optional.empty();
        }
        var page = new ArrayList<Revision>();
        int size = 0;
        for (var each : recent) {
            if (each.stamp().revision() > revision && size < PAGE) {
                page.add(each);
                size += size(each);
            }
        }
        return Optional.of(page);
    }

    private static int size(Revision revision) {
        return revision.upserted().size() + revision.deleted().size();
    }
}
