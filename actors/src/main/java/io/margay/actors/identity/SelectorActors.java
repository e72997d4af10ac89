package io.margay.actors.identity;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import io.margay.actors.selector.SelectorActor;
import io.margay.engine.transaction.ShardState;
import io.margay.engine.transaction.ShardView;
import io.margay.index.intern.Slots;
import io.margay.model.ruleset.SetId;
import org.jspecify.annotations.Nullable;

/// The SelectorActors of a shard, children of its replica.
final class SelectorActors {
    private final ActorContext<?> context;
    private final Slots<ActorRef<SelectorActor.Command>> selectors = new Slots<>();
    /// What sets mean that have meant nothing else since they came into use, and that nobody asked about: most of them,
    /// for ever. They have no actor until then.
    private final Slots<ShardState.MeaningChanged> first = new Slots<>();
    private long made;

    private int count;

    SelectorActors(ActorContext<?> context) {
        this.context = context;
    }

    /// How many sets are in use.
    int count() {
        return count;
    }

    /// A set means something else.
    void changed(ShardState.MeaningChanged it) {
        int set = it.set().number();
        if (selectors.get(set) == null && first.get(set) == null) {
            first.set(set, it);
            count++;
        } else {
            selector(set).tell(new SelectorActor.MeaningChanged(it.set(), it.version(), it.users()));
        }
    }

    /// Tells the one of a set, if that is in use.
    void tell(@Nullable ShardView view, SetId id, SelectorActor.Command command) {
        if (view != null) {
            view.sets().forEach(set -> {
                if (set.set().id().equals(id)) {
                    selector(set.number()).tell(command);
                }
            });
        }
    }

    /// A set is not in use any more.
    void stop(int set) {
        var meant = first.set(set, null);
        var selector = selectors.set(set, null);
        count -= meant == null && selector == null ? 0 : 1;
        if (selector != null) {
            context.stop(selector);
        }
    }

    private ActorRef<SelectorActor.Command> selector(int set) {
        var known = selectors.get(set);
        if (known != null) {
            return known;
        }
        var begun = context.spawn(SelectorActor.create(), "selector-" + ++made);
        selectors.set(set, begun);
        var meant = first.set(set, null);
        if (meant != null) {
            begun.tell(new SelectorActor.MeaningChanged(meant.set(), meant.version(), meant.users()));
        }
        return begun;
    }
}
