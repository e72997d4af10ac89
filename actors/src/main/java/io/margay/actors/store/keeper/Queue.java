package io.margay.actors.store.keeper;

import akka.actor.typed.ActorRef;
import io.margay.actors.store.Edit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Who waits for the store: with edits, until what is written is; with questions, until it was read. Not for several
/// threads.
final class Queue {
    /// An edit that somebody waits for.
    record Waiting(Edit edit, ActorRef<Answer> replyTo) {}

    private final Deque<Waiting> edits = new ArrayDeque<>();
    private final List<StoreActor.Asked> questions = new ArrayList<>();

    void add(Waiting edit) {
        edits.add(edit);
    }

    void add(StoreActor.Asked question) {
        questions.add(question);
    }

    int edits() {
        return edits.size();
    }

    boolean hasEdits() {
        return !edits.isEmpty();
    }

    /// The first ones, which wait here no more.
    List<Waiting> takeEdits(int most) {
        var taken = new ArrayList<Waiting>();
        while (!edits.isEmpty() && taken.size() < most) {
            taken.add(edits.remove());
        }
        return taken;
    }

    /// All of them, which wait here no more.
    List<StoreActor.Asked> takeQuestions() {
        var taken = List.copyOf(questions);
        questions.clear();
        return taken;
    }

    /// All are told the same, and nobody waits any more.
    void answerAll(Answer answer) {
        edits.forEach(it -> it.replyTo.tell(answer));
        edits.clear();
        takeQuestions().forEach(it -> it.replyTo().tell(answer));
    }
}
