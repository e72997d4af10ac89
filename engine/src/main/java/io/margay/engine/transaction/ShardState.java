package io.margay.engine.transaction;

import io.margay.engine.catalog.Catalog;
import io.margay.engine.catalog.CatalogChange;
import io.margay.engine.identity.Contribution;
import io.margay.engine.identity.IdentityTable;
import io.margay.engine.identity.Reached;
import io.margay.model.update.Ints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What all entities of a shard share: who has which address, what policies say, what each set in use means.
///
/// Inputs only mark what they touch; [#flushed()] makes the next version of the view from all of them, so changes
/// that come together go on together, and tells it to the nodes that it concerns. Before the shard is in sync there
/// is no view: half a replay never opens a door. Once it was, it goes on serving whatever its source does.
///
/// Cost: see [ShardVersion].
public final class ShardState {
    /// What is to be told.
    public sealed interface Output {}

    /// Something changed: call [#flushed()] once what else is waiting has been heard.
    public record FlushSoon() implements Output {}

    /// A contributor has to say everything again.
    public record Pull(String contributor) implements Output {}

    /// A node has to be told a version.
    public record Tell(String node, NodeAdvance advance) implements Output {}

    /// The links of all hosts have to be told a version.
    public record TellHosts(HostAdvance advance) implements Output {}

    /// A set means something else in the new version, or came into use.
    ///
    /// @param users how many nodes use it
    public record MeaningChanged(SharedSet set, long version, int users) implements Output {}

    /// Nobody uses a set any more.
    public record OutOfUse(int set) implements Output {}

    private final IdentityTable table = new IdentityTable();
    private final ShardNodes nodes = new ShardNodes();
    private final Progress progress = new Progress();
    private final ShardVersion versions;
    private final long incarnation;
    private boolean dirty;

    /// A shard that knows nothing yet.
    ///
    /// @param incarnation another than that of any shard that hosts have heard of
    public ShardState(long incarnation) {
        this.incarnation = incarnation;
        versions = new ShardVersion(incarnation, table, nodes);
    }

    /// A contributor said something.
    public List<Output> contributed(Contribution contribution) {
        return switch (table.contributed(contribution)) {
            case IdentityTable.Pull(var contributor) -> List.of(new Pull(contributor));
            case IdentityTable.Ignored() -> List.of();
            case IdentityTable.Taken() -> {
                progress.reached(contribution.contributor(), contribution.revision());
                taken(contribution);
                yield changed();
            }
        };
    }

    /// The source says that a contributor is no more since a revision.
    public List<Output> contributorGone(String contributor, long revision) {
        table.gone(contributor, revision);
        progress.gone(contributor, revision);
        return changed();
    }

    /// The catalogue at a revision of the source, and how it differs from the one before. One that comes again, or
    /// late,
    /// changes nothing.
    public List<Output> catalogAdvanced(long revision, Catalog catalog, CatalogChange change) {
        if (revision < progress.catalog()) {
            return List.of();
        }
        versions.catalogAdvanced(catalog, change);
        progress.catalogReached(revision);
        return changed();
    }

    /// A node wants to be told of versions, from the present one on.
    ///
    /// @param epoch of the node's life
    public List<Output> subscribed(String node, long epoch) {
        var entry = nodes.entry(node);
        if (epoch < entry.life) {
            return List.of();
        }
        entry.life = epoch;
        entry.subscribed = true;
        entry.left = false;
        entry.linkBegins = true;
        entry.told = 0;
        entry.waiting = new ShardNodes.Use(0, Ints.NONE);
        table.assignAgain(node);
        nodes.concern(entry);
        return changed();
    }

    /// The links of a group of hosts know nothing: they are told from the next version on, as are the hosts' nodes.
    public List<Output> linksBegan(HostGroup group) {
        nodes.beginLinks(group);
        return changed();
    }

    /// A node says which sets it uses. What it said to another life of this shard changes nothing.
    public List<Output> used(UsedSets used) {
        var entry = nodes.find(used.node());
        if (entry == null
                || used.incarnation() != incarnation
                || used.life() != entry.life
                || used.sequence() <= entry.lastUse()) {
            return List.of();
        }
        entry.waiting = new ShardNodes.Use(used.sequence(), used.sets());
        nodes.concern(entry);
        return changed();
    }

    /// The source has said everything up to a revision, and named who has to have heard how much of it.
    public List<Output> completed(long revision, Map<String, Long> due) {
        progress.completed(revision, due);
        due.keySet().forEach(contributor -> progress.reached(contributor, table.revision(contributor)));
        return changed();
    }

    /// The source, which began anew, has said everything up to a revision, and named all who contribute: whom it does
    /// not
    /// name is no more. A contributor that is away is named, so what it said stands.
    public List<Output> listed(long revision, Map<String, Long> due) {
        for (var contributor : table.contributors()) {
            if (!due.containsKey(contributor) && !contributor.equals(Contribution.CLUSTER)) {
                contributorGone(contributor, revision);
            }
        }
        table.listed(revision, due.keySet());
        progress.onlyOf(due.keySet());
        return completed(revision, due);
    }

    /// A node lives here no more; what it contributed stands. What a later life of it said here stays.
    ///
    /// @param epoch of the node's life
    public List<Output> left(String node, long epoch) {
        var entry = nodes.find(node);
        if (entry == null || entry.life != epoch) {
            return List.of();
        }
        entry.subscribed = false;
        entry.left = true;
        entry.waiting = new ShardNodes.Use(entry.lastUse() + 1, Ints.NONE);
        nodes.concern(entry);
        return changed();
    }

    /// Who has not contributed all that the source named, and the revision that it has to have heard.
    public Map<String, Long> awaited() {
        return progress.awaited();
    }

    /// How many have not contributed all that the source named.
    public int awaitedCount() {
        return progress.awaitedCount();
    }

    /// How far a contributor was heard; null where it has said nothing, or is gone.
    public @Nullable Reached reached(String contributor) {
        return table.reached(contributor);
    }

    /// Whether a contributor is no more, as far as the source said.
    public boolean isGone(String contributor) {
        return table.isGone(contributor);
    }

    /// Makes the next version, if anything differs and the shard is or was in sync.
    public List<Output> flushed() {
        if (!dirty || !versions.hasCatalog() || (versions.view() == null && !progress.inSync())) {
            return List.of();
        }
        dirty = false;
        var outputs = new ArrayList<Output>();
        versions.next(outputs);
        return outputs;
    }

    /// The present version, or null before there is one.
    public @Nullable ShardView view() {
        return versions.view();
    }

    /// Whether all that the source completed is here and in the view.
    public boolean settled() {
        return !dirty && versions.view() != null && progress.inSync();
    }

    /// The revision that the source has completed; -1 before it has completed any.
    public long completeRevision() {
        return progress.complete();
    }

    private void taken(Contribution contribution) {
        var entry = contribution.contributor().equals(Contribution.CLUSTER)
                ? null
                : nodes.entry(contribution.contributor());
        if (entry != null) {
            entry.epoch = contribution.epoch();
            entry.contributed = contribution.sequence();
            nodes.concern(entry);
        }
    }

    private List<Output> changed() {
        dirty = true;
        return List.of(new FlushSoon());
    }
}
