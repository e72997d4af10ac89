package io.margay.cli.api;

import io.margay.actors.store.Edit;
import io.margay.actors.store.Edit.Step;
import io.margay.actors.store.Edited;
import io.margay.actors.store.Edited.Effect;
import io.margay.actors.store.Past;
import io.margay.actors.store.ResourceStore;
import io.margay.actors.store.Revision;
import io.margay.actors.store.Stamp;
import io.margay.actors.store.StoreUnavailable;
import io.margay.actors.store.Stored;
import io.margay.model.resource.ResourceKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A store that forgets all when it ends: what the contract says, in the plainest way.
public final class MemoryStore implements ResourceStore {
    private final List<Revision> revisions = new ArrayList<>();
    private final Map<ResourceKey, Stored> now = new TreeMap<>();
    private final List<Consumer<Revision>> followers = new ArrayList<>();
    private boolean isAway;
    private String refused = "";
    private long first;

    /// From now on it knows nothing of what was before this revision.
    public synchronized void keepsFrom(long revision) {
        first = revision;
    }

    /// From now on it can be reached, or not.
    public synchronized void isAway(boolean is) {
        isAway = is;
    }

    /// From now on it does not keep this document.
    public synchronized void refuses(String document) {
        refused = document;
    }

    @Override
    public CompletionStage<Edited> edit(Edit edit) {
        return answer(() -> decide(edit));
    }

    @Override
    public CompletionStage<Optional<Stored>> get(ResourceKey key) {
        return answer(() -> Optional.ofNullable(now.get(key)));
    }

    @Override
    public CompletionStage<Listing> list() {
        return answer(() -> new Listing(revisions.size(), List.copyOf(now.values())));
    }

    @Override
    public CompletionStage<List<Past>> history(ResourceKey key, int most) {
        return answer(() -> {
            var past = new ArrayList<Past>();
            for (var revision : revisions.reversed()) {
                revision.upserted().stream()
                        .filter(stored -> stored.resource().key().equals(key))
                        .forEach(stored -> past.add(new Past(revision.stamp(), stored.document())));
                revision.deleted().stream().filter(key::equals).forEach(_ -> past.add(new Past(revision.stamp(), "")));
            }
            return past.stream().limit(most).toList();
        });
    }

    @Override
    public CompletionStage<Listing> at(long revision) {
        return answer(() -> {
            if (revision > revisions.size()) {
                throw new IllegalArgumentException("there is no revision " + revision + " yet");
            }
            if (revision < first) {
                throw new IllegalArgumentException(
                        "revision " + revision + " is no longer kept; the first is " + first);
            }
            var then = new TreeMap<ResourceKey, Stored>();
            for (var each : revisions.subList(0, (int) revision)) {
                each.deleted().forEach(then::remove);
                each.upserted().forEach(stored -> then.put(stored.resource().key(), stored));
            }
            return new Listing(revision, List.copyOf(then.values()));
        });
    }

    @Override
    public CompletionStage<Listing> at(Instant time) {
        return at(revisions.stream()
                .filter(revision -> !revision.stamp().time().isAfter(time))
                .count());
    }

    @Override
    public synchronized AutoCloseable follow(long after, Consumer<Revision> told, Runnable lost) {
        if (after > revisions.size()) {
            lost.run();
            return () -> {};
        }
        var teller = Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
        Consumer<Revision> follower = revision -> tell(teller, told, revision);
        revisions.subList((int) after, revisions.size()).forEach(follower);
        followers.add(follower);
        return () -> {
            forget(follower);
            teller.shutdownNow();
        };
    }

    /// How many follow it.
    synchronized int followers() {
        return followers.size();
    }

    private synchronized void forget(Consumer<Revision> follower) {
        followers.remove(follower);
    }

    private static void tell(ExecutorService teller, Consumer<Revision> told, Revision revision) {
        var _ = teller.submit(() -> told.accept(revision));
    }

    private synchronized <T> CompletionStage<T> answer(Supplier<T> question) {
        if (isAway) {
            return CompletableFuture.failedStage(new StoreUnavailable("the store is away"));
        }
        try {
            return CompletableFuture.completedStage(question.get());
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private Edited decide(Edit edit) {
        for (var step : edit.steps()) {
            if (step instanceof Edit.Put put && put.document().equals(refused)) {
                throw new IllegalArgumentException(step.key() + ": is not what its document says");
            }
        }
        var conflicts = edit.steps().stream()
                .filter(step -> step.expected() != Edit.ANY && step.expected() != revision(step.key()))
                .map(step -> new Edited.Conflict(step.key(), step.expected(), revision(step.key())))
                .toList();
        if (!conflicts.isEmpty()) {
            return new Edited.Conflicting(conflicts);
        }
        var outcomes = edit.steps().stream()
                .map(step -> new Edited.Outcome(step.key(), effect(step)))
                .toList();
        boolean isNothing =
                outcomes.stream().allMatch(it -> it.effect() == Effect.UNCHANGED || it.effect() == Effect.ABSENT);
        if (!edit.isTrial() && !isNothing) {
            keep(edit);
        }
        return new Edited.Done(revisions.size(), outcomes);
    }

    private void keep(Edit edit) {
        var stamp = new Stamp(revisions.size() + 1L, Instant.now(), edit.author());
        var upserted = new HashMap<ResourceKey, Stored>();
        var deleted = new ArrayList<ResourceKey>();
        for (var step : edit.steps()) {
            switch (step) {
                case Edit.Put put
                when effect(put) != Effect.UNCHANGED ->
                    upserted.put(put.key(), new Stored(put.resource(), put.document(), stamp));
                case Edit.Put _ -> {}
                case Edit.Delete(var key, var _) -> deleted.add(key);
            }
        }
        deleted.retainAll(now.keySet());
        deleted.forEach(now::remove);
        now.putAll(upserted);
        var revision = new Revision(stamp, List.copyOf(upserted.values()), deleted);
        revisions.add(revision);
        followers.forEach(follower -> follower.accept(revision));
    }

    private long revision(ResourceKey key) {
        var stored = now.get(key);
        return stored == null ? Edit.NONE : stored.changed().revision();
    }

    private Effect effect(Step step) {
        var before = now.get(step.key());
        return switch (step) {
            case Edit.Delete _ -> before == null ? Effect.ABSENT : Effect.DELETED;
            case Edit.Put _ when before == null -> Effect.CREATED;
            case Edit.Put(var _, var document, var _) ->
                before.document().equals(document) ? Effect.UNCHANGED : Effect.CHANGED;
        };
    }
}
