package io.margay.engine.node;

import io.margay.engine.identity.Claim;
import io.margay.engine.identity.Contribution;
import io.margay.engine.identity.Contributor;
import io.margay.engine.identity.Holder;
import io.margay.engine.source.EndpointsChange;
import io.margay.engine.transaction.HostLink;
import io.margay.engine.transaction.HostState;
import io.margay.engine.transaction.NamedSet;
import io.margay.engine.transaction.Needs;
import io.margay.engine.transaction.ShardView;
import io.margay.engine.transaction.Touched;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.SetId;
import io.margay.model.ruleset.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One node: what its endpoints are and need, and what its host is told.
///
/// Tells its host nothing before its endpoints are listed, its shard has a view, all rule sets are made under that view
/// and all sets that they name have a meaning in it. What changes meanwhile is in the next transaction, all of it at
/// once.
public final class NodeState {
    /// What is to be told, to whom.
    public sealed interface Output {}

    /// To each replica: who has which address here.
    public record Contribute(Contribution contribution) implements Output {}

    /// To the source: a change is missing, list all endpoints.
    public record ListEndpoints() implements Output {}

    /// To an endpoint: make your rule set.
    public record MakeRuleSet(long request, Holder endpoint, ShardView view) implements Output {}

    /// To an endpoint: you are no more.
    public record EndpointGone(ResourceKey endpoint) implements Output {}

    /// To the shard: these sets are used here, and no others.
    public record Use(List<NamedSet> sets) implements Output {}

    /// To the host.
    public record Send(Transaction transaction) implements Output {}

    private final LocalEndpoints endpoints = new LocalEndpoints();
    private final String node;
    private final Contributor contributor;
    private final HostLink link;
    private long revision = -1;
    private @Nullable ShardView view;
    private @Nullable Needs needs;
    private Set<SetId> used = Set.of();
    private HostState desired = HostState.EMPTY;

    /// A node that knows nothing yet.
    ///
    /// @param epoch higher than that of any life of this node before
    public NodeState(String node, long epoch) {
        this.node = node;
        contributor = new Contributor(node, epoch);
        link = new HostLink(node);
    }

    /// The source listed all endpoints.
    public List<Output> listed(EndpointsChange all) {
        if (all.revision() < revision) {
            return List.of();
        }
        var outputs = new ArrayList<Output>();
        var keys = all.changed().stream().map(Holder::key).collect(Collectors.toSet());
        endpoints.keys().stream().filter(key -> !keys.contains(key)).forEach(key -> remove(key, outputs));
        all.changed().forEach(endpoints::put);
        revision = all.revision();
        outputs.add(new Contribute(contributor.replaced(revision, claims(all.changed()))));
        return resolved(Touched.NOTHING, outputs);
    }

    /// The source says what became of some endpoints. Before they were listed, this is not heard: the list will have
    /// it.
    public List<Output> changed(EndpointsChange change) {
        if (revision < 0 || change.revision() <= revision) {
            return List.of();
        }
        if (change.previous() != revision) {
            return List.of(new ListEndpoints());
        }
        var outputs = new ArrayList<Output>();
        change.gone().forEach(key -> remove(key, outputs));
        change.changed().forEach(endpoints::put);
        revision = change.revision();
        outputs.add(new Contribute(contributor.changed(revision, claims(change.changed()), change.gone())));
        return resolved(Touched.NOTHING, outputs);
    }

    /// The source says that the node is no more: its host has nothing to enforce, until it is listed again.
    public List<Output> gone() {
        var outputs = new ArrayList<Output>();
        endpoints.keys().forEach(key -> remove(key, outputs));
        needs = null;
        return resolved(Touched.NOTHING, outputs);
    }

    /// A replica missed something of what this node contributes.
    public List<Output> pulled() {
        return revision < 0 ? List.of() : List.of(new Contribute(contributor.whole()));
    }

    /// The shard has a new version.
    public List<Output> advanced(ShardView next) {
        if (view != null && next.version() <= view.version()) {
            return List.of();
        }
        var touched = next.log().since(view == null ? 0 : view.version());
        view = next;
        if (touched.catalog()) {
            needs = null;
        }
        return resolved(touched, new ArrayList<>());
    }

    /// An endpoint made its rule set.
    public List<Output> ruleSetMade(RuleSetMade made) {
        if (!endpoints.made(made)) {
            return List.of();
        }
        needs = null;
        return settled(new ArrayList<>());
    }

    /// A host is there, and holds this revision; 0: nothing.
    public List<Output> hostConnected(long held) {
        return sent(link.connected(held));
    }

    /// The host is away: nothing is sent until it connects.
    public void hostGone() {
        link.gone();
    }

    /// The host enforces a revision.
    public List<Output> enforced(long enforced) {
        return sent(link.enforced(enforced));
    }

    /// The host could not take a revision on; it stays with the one before.
    public List<Output> failed(long failed) {
        return sent(link.failed(failed));
    }

    /// What is known of the node now.
    public NodeReport report() {
        boolean resolved = view != null && needs != null && desired.isOf(view, needs);
        return new NodeReport(
                node,
                revision,
                view == null ? 0 : view.version(),
                resolved && link.isQuiet(),
                desired,
                link.enforcedRevision());
    }

    private static List<Claim> claims(List<Holder> holders) {
        return holders.stream().<Claim>map(Claim.Held::new).toList();
    }

    private void remove(ResourceKey key, List<Output> outputs) {
        if (endpoints.remove(key)) {
            outputs.add(new EndpointGone(key));
            needs = null;
        }
    }

    private List<Output> resolved(Touched touched, List<Output> outputs) {
        var current = view;
        if (current == null || revision < 0) {
            return outputs;
        }
        outputs.addAll(endpoints.requests(current, touched));
        return settled(outputs);
    }

    private List<Output> settled(List<Output> outputs) {
        var current = view;
        if (current == null || revision < 0 || endpoints.isPending()) {
            return outputs;
        }
        var present = needs;
        if (present == null) {
            present = endpoints.needs(current);
            needs = present;
            use(present, outputs);
        }
        if (!desired.isOf(current, present)
                && current.sets().keySet().containsAll(present.sets().keySet())) {
            desired = desired.next(current, present);
            outputs.addAll(sent(link.offered(desired)));
        }
        return outputs;
    }

    private void use(Needs present, List<Output> outputs) {
        if (!used.equals(present.sets().keySet())) {
            used = present.sets().keySet();
            outputs.add(new Use(List.copyOf(present.sets().values())));
        }
    }

    private static List<Output> sent(List<Transaction> transactions) {
        return transactions.stream().<Output>map(Send::new).toList();
    }
}
