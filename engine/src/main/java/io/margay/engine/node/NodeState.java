package io.margay.engine.node;

import io.margay.engine.identity.Contribution;
import io.margay.engine.identity.Contributor;
import io.margay.engine.identity.Holder;
import io.margay.engine.source.EndpointsChange;
import io.margay.engine.transaction.Needs;
import io.margay.engine.transaction.NodeAdvance;
import io.margay.engine.transaction.Offer;
import io.margay.engine.transaction.ShardView;
import io.margay.engine.transaction.UsedSets;
import io.margay.model.resource.ResourceKey;
import io.margay.model.update.Ints;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// One node: what its endpoints are and need.
///
/// Says what its host should hold to the host's link ([io.margay.engine.transaction.HostLinks]), which speaks to
/// the host: nothing before its endpoints are listed, its shard has a version, and all have a rule set under it.
/// Later, an endpoint whose rule set is being made holds up all others for that long, since all of one version goes
/// together; one whose identity the shard has not said yet holds up nobody: its host has the rules of what it was.
/// No rule is sent before the shard knows that the node uses its sets, so no change of them is missed.
public final class NodeState {
    /// What is to be told, to whom.
    public sealed interface Output {}

    /// To each replica: who has which address here.
    public record Contribute(Contribution contribution) implements Output {}

    /// To the source: a change is missing, list all endpoints.
    public record ListEndpoints() implements Output {}

    /// To an endpoint: make your rule set, as this identity at this version.
    ///
    /// @param before the one that it has, if only which policies are for it may differ; null: not known
    public record MakeRuleSet(
            long request,
            Holder endpoint,
            int identity,
            ShardView view,
            @Nullable RuleSetMade before) implements Output {}

    /// To an endpoint: you are no more.
    public record EndpointGone(ResourceKey endpoint) implements Output {}

    /// To the shard: tell this node of versions, from the present one on.
    public record Subscribe(long epoch) implements Output {}

    /// To the shard: these sets are used here, and no others. After each subscription it is said again, and under a
    /// number greater than all before: what comes late is never taken for it. Who never said anything uses none.
    public record Use(UsedSets sets) implements Output {}

    /// To the link of the host: what it should hold.
    public record Offering(Offer offer) implements Output {}

    private final LocalEndpoints endpoints = new LocalEndpoints();
    private final String node;
    private final long epoch;
    private final Contributor contributor;
    private long revision = -1;
    private @Nullable ShardView view;
    private boolean wasMade;
    private boolean isMissing;
    private boolean isStale = true;
    private Needs needs = Needs.NOTHING;
    private @Nullable RoaringBitmap used;
    private long offers;
    private @Nullable Offer offered;
    private boolean isUsable;
    private long useSequence;
    private long usedInView;

    /// A node that knows nothing yet. It has to subscribe to its shard: see [#began()].
    ///
    /// @param epoch higher than that of any life of this node before
    public NodeState(String node, long epoch) {
        this.node = node;
        this.epoch = epoch;
        contributor = new Contributor(node, epoch);
    }

    /// What a node says first.
    public List<Output> began() {
        return List.of(new Subscribe(epoch), new ListEndpoints());
    }

    /// The same for a node that is told next of its endpoints as a whole.
    public List<Output> beganTold() {
        return List.of(new Subscribe(epoch));
    }

    /// The source listed all endpoints.
    public List<Output> listed(EndpointsChange all) {
        if (all.revision() < revision) {
            return List.of();
        }
        var outputs = new ArrayList<Output>();
        var keys = all.changed().stream().map(Holder::key).collect(Collectors.toSet());
        endpoints.keys().stream().filter(key -> !keys.contains(key)).forEach(key -> remove(key, outputs));
        revision = all.revision();
        var contribution = contributor.replaced(revision, all.changed());
        all.changed().forEach(holder -> endpoints.put(holder, contribution.sequence()));
        outputs.add(new Contribute(contribution));
        return resolved(outputs);
    }

    /// The source says what became of some endpoints. Before they were listed, this is not heard, unless it is the
    /// whole: the list will have it.
    public List<Output> changed(EndpointsChange change) {
        if (revision < 0 && change.isWhole()) {
            return listed(change);
        }
        if (revision < 0 || change.revision() <= revision) {
            return List.of();
        }
        if (change.previous() != revision) {
            return List.of(new ListEndpoints());
        }
        var outputs = new ArrayList<Output>();
        change.gone().forEach(key -> remove(key, outputs));
        revision = change.revision();
        var contribution = contributor.changed(revision, change.changed(), change.gone());
        change.changed().forEach(holder -> endpoints.put(holder, contribution.sequence()));
        outputs.add(new Contribute(contribution));
        return resolved(outputs);
    }

    /// The source says that the node is no more: its host has nothing to enforce, until it is listed again. It
    /// claims nothing any more, to whatever replica asks, or has heard of it and not that it is gone.
    public List<Output> gone() {
        var outputs = new ArrayList<Output>();
        endpoints.keys().forEach(key -> remove(key, outputs));
        if (revision >= 0) {
            outputs.add(new Contribute(contributor.replaced(revision, List.of())));
        }
        return resolved(outputs);
    }

    /// A source that began anew does not name the node, at a revision. What it has said of it since, counts.
    public List<Output> forgotten(long at) {
        return revision < at ? gone() : List.of();
    }

    /// A replica missed something of what this node contributes.
    public List<Output> pulled() {
        return revision < 0 ? List.of() : List.of(new Contribute(contributor.whole()));
    }

    /// The shard has a version that concerns the node's own endpoints.
    public List<Output> advanced(NodeAdvance advance) {
        if (advance.previous() == 0) {
            begin(advance.view());
        } else if (isMissing || view == null || view.version() != advance.previous()) {
            boolean isKnown = isMissing;
            isMissing = true;
            return isKnown ? List.of() : List.of(new Subscribe(epoch));
        }
        isStale |= view == null || view.catalog() != advance.view().catalog();
        view = advance.view();
        usedInView = advance.used();
        if (advance.epoch() == epoch) {
            endpoints.identified(advance.identities(), advance.contributed());
        }
        return resolved(new ArrayList<>());
    }

    /// An endpoint made its rule set.
    public List<Output> ruleSetMade(RuleSetMade made) {
        if (view == null || !endpoints.made(made, view)) {
            return List.of();
        }
        isStale = true;
        return settled(new ArrayList<>());
    }

    /// What is known of the node now.
    public NodeReport report() {
        boolean settled = view != null && !isMissing && !isStale && endpoints.isComplete() && isUsable;
        return new NodeReport(node, epoch, revision, view == null ? 0 : view.version(), settled, needs);
    }

    /// Nothing that was known of the shard counts any more.
    private void begin(ShardView first) {
        if (view != null && view.incarnation() != first.incarnation()) {
            endpoints.unidentified();
            wasMade = false;
        }
        isUsable = false;
        view = null;
        isMissing = false;
        isStale = true;
        used = useSequence == 0 ? new RoaringBitmap() : null;
    }

    private void remove(ResourceKey key, List<Output> outputs) {
        if (endpoints.remove(key)) {
            outputs.add(new EndpointGone(key));
            isStale = true;
        }
    }

    private List<Output> resolved(List<Output> outputs) {
        if (view == null || revision < 0) {
            return outputs;
        }
        var requests = endpoints.requests(view);
        isStale |= !requests.isEmpty();
        outputs.addAll(requests);
        return settled(outputs);
    }

    private List<Output> settled(List<Output> outputs) {
        var current = view;
        wasMade = wasMade || (current != null && revision >= 0 && endpoints.isMade());
        if (current == null || !wasMade || endpoints.isUnanswered()) {
            return outputs;
        }
        if (isStale) {
            needs = endpoints.needs();
            isStale = false;
            use(current.incarnation(), outputs);
        }
        isUsable = usedInView == useSequence && (isUsable || hasAll(current, needs.sets()));
        if (isUsable) {
            offer(current, outputs);
        }
        return outputs;
    }

    private void use(long incarnation, List<Output> outputs) {
        isUsable = false;
        var present = needs.sets();
        if (!present.equals(used)) {
            used = present;
            useSequence++;
            var sets = Ints.of(present.toArray());
            outputs.add(new Use(new UsedSets(node, epoch, useSequence, incarnation, sets)));
        }
    }

    /// The same is not offered twice.
    @SuppressWarnings("ReferenceEquality") // a deep comparison would cost more than what it saves
    private void offer(ShardView current, List<Output> outputs) {
        var known = offered;
        boolean same = known != null
                && known.incarnation() == current.incarnation()
                && known.version() == current.version()
                && known.needs() == needs;
        if (!same) {
            offered = new Offer(node, epoch, ++offers, current.incarnation(), current.version(), needs);
            outputs.add(new Offering(offered));
        }
    }

    private static boolean hasAll(ShardView view, RoaringBitmap sets) {
        var missing = new boolean[1];
        sets.forEach((IntConsumer) set -> missing[0] |= view.sets().get(set) == null);
        return !missing[0];
    }
}
