package io.margay.actors.store.keeper;

import static io.margay.actors.store.Samples.document;
import static io.margay.actors.store.Samples.key;
import static io.margay.actors.store.Samples.put;

import akka.actor.typed.ActorRefResolver;
import io.margay.actors.store.Edit;
import io.margay.actors.store.Edited;
import io.margay.actors.store.Past;
import io.margay.actors.store.ResourceStore;
import io.margay.actors.store.Revision;
import io.margay.actors.store.Stamp;
import io.margay.actors.store.Stored;
import java.time.Instant;
import java.util.List;

/// One of each message that goes between a store and who asks it.
public final class StoreMessages {
    private static final Instant TIME = Instant.parse("2026-11-30T10:00:00.123Z");
    private static final Stamp STAMP = new Stamp(7, TIME, "somebody");
    private static final String SOMEBODY = "akka://margay@10.0.0.1:7451/user/somebody#1";

    private StoreMessages() {}

    /// All of them.
    public static List<Object> all(ActorRefResolver refs) {
        var stored = new Stored(put("a", "10.0.0.0/8").resource(), document("a", "10.0.0.0/8"), STAMP);
        var edit = new Edit("somebody", true, List.of(put("a", "10.0.0.0/8", 4), new Edit.Delete(key("b"), Edit.NONE)));
        return List.of(
                new StoreActor.Asked(new Question.Make(edit), refs.resolveActorRef(SOMEBODY)),
                new StoreActor.AskedInPieces(refs.resolveActorRef(SOMEBODY), refs.resolveActorRef(SOMEBODY)),
                new Question.Make(edit),
                new Question.Get(key("a")),
                new Question.GetAll(),
                new Question.GetHistory(key("a"), 3),
                new Question.GetAt(7),
                new Question.GetAtTime(TIME),
                new Question.GetAfter(7),
                new Answer.OfEdit(new Edited.Done(7, List.of(new Edited.Outcome(key("a"), Edited.Effect.CHANGED)))),
                new Answer.OfEdit(new Edited.Conflicting(List.of(new Edited.Conflict(key("a"), 4, 7)))),
                new Answer.OfGet(List.of(stored)),
                new Answer.OfList(new ResourceStore.Listing(7, List.of(stored))),
                new Answer.OfHistory(List.of(new Past(STAMP, document("a", "10.0.0.0/8")))),
                new Answer.OfAfter(List.of(new Revision(STAMP, List.of(stored), List.of(key("b"))))),
                new Answer.Refused("that is no longer kept"),
                new Answer.Unavailable("the store is down"),
                new Answer.Again(),
                new Answer.InPieces(refs.resolveActorRef(SOMEBODY)),
                new Pieces.GetPiece(3, refs.resolveActorRef(SOMEBODY)),
                new Pieces.Piece("bWFyZ2F5", true, 33, "io.margay.actors.store.keeper.Answer$Again"));
    }
}
