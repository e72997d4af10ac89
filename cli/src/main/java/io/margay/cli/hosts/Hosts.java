package io.margay.cli.hosts;

import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.actors.view.NodeView;
import io.margay.engine.verdict.Answer;
import io.margay.engine.verdict.Guard;
import io.margay.engine.verdict.Options;
import io.margay.engine.verdict.Probe;
import io.margay.engine.verdict.Route;
import io.margay.engine.verdict.Routes;
import io.margay.engine.verdict.Side;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.Verdict;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An engine in this process, and hosts that hold what it sends them: the answers that a cluster would give.
///
/// A host comes when a packet that it guards is first asked about, and stays while its node does: what it holds of a
/// later cluster came as changes of the one before.
public final class Hosts implements AutoCloseable {
    private static final Duration AT_MOST = Duration.ofHours(1);
    private static final long PATIENCE_SECONDS = 60;

    private final Engine engine = Engine.start(EngineConfig.standalone(), 1);
    private final Options options;
    private final Map<String, AttachedHost> hosts = new HashMap<>();
    private Set<ResourceKey> fed = Set.of();
    private Routes routes = Routes.of(List.of());

    private Hosts(Options options) {
        this.options = options;
    }

    /// A cluster of nothing.
    public static Hosts start(Options options) {
        return new Hosts(options);
    }

    /// From now on there are these resources and no others. Waits until all hosts hold what follows from them.
    public void hold(Collection<Resource> resources) {
        var keys = resources.stream().map(Resource::key).collect(Collectors.toSet());
        var gone = new HashSet<>(fed);
        gone.removeAll(keys);
        engine.feed(resources, gone);
        fed = keys;
        routes = Routes.of(resources);
        var nodes = engine.settled(AT_MOST).toCompletableFuture().join().stream()
                .map(NodeView::node)
                .collect(Collectors.toSet());
        hosts.entrySet().removeIf(host -> {
            var isGone = !nodes.contains(host.getKey());
            if (isGone) {
                host.getValue().close();
            }
            return isGone;
        });
    }

    /// Whether a probe's packet passes, by the rule sets of the hosts at both ends. Sides have no trace.
    ///
    /// Errors: `Unanswerable`, too, where a host was not sent what it needs.
    public Answer judge(Probe probe) {
        return switch (routes.find(probe)) {
            case Route.None(var what) -> new Answer.Unanswerable(what);
            case Route.Open(var ownHost, var warnings) ->
                new Answer.Judged(Verdict.ALLOW, null, null, ownHost, warnings);
            case Route.Judged route -> judge(route, probe);
        };
    }

    @Override
    public void close() {
        // Streams end with the engine: one that ends before would have it look for nodes that are stopping already.
        engine.stop().toCompletableFuture().join();
    }

    private Answer judge(Route.Judged route, Probe probe) {
        var packet = new Packet(route.source(), route.destination(), probe.transport(), options.layer4Only());
        try {
            var egress = side(route.egress(), Direction.EGRESS, packet);
            var ingress = side(route.ingress(), Direction.INGRESS, packet);
            return Answer.Judged.of(egress, ingress, route.warnings());
        } catch (NotSent e) {
            return new Answer.Unanswerable(e.what());
        }
    }

    private @Nullable Side side(@Nullable Guard guard, Direction direction, Packet packet) {
        if (guard == null) {
            return null;
        }
        var host = host(guard.node());
        var ruleSet = host.ruleSet(guard.key());
        var judge = new RuleSetJudge(host, ruleSet, direction, packet);
        return guard.isHost() ? judge.judgeHost(options.failsafes()) : judge.judgeWorkload();
    }

    private ModelHost host(String node) {
        var host = hosts.computeIfAbsent(node, _ -> AttachedHost.of(engine, node));
        try {
            return host.model().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw new NotSent("host " + node + " holds nothing that is right: " + e.getCause());
        }
    }
}
