package io.margay.engine.simulation;

import io.margay.engine.identity.Contribution;
import io.margay.engine.node.EndpointState;
import io.margay.engine.node.NodeState;
import io.margay.engine.source.CatalogState;
import io.margay.engine.source.Change;
import io.margay.engine.source.Inventory;
import io.margay.engine.transaction.ShardState;
import io.margay.model.resource.ResourceKey;
import io.margay.model.update.HostReplica;
import io.margay.model.update.Update;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// One shard and its hosts, whose messages are as late as the random numbers like: those between two parties stay in
/// order, all others overtake each other. Hosts come, go and refuse.
public final class Simulation {
    private static final class Host {
        private final NodeState state;
        private final Map<ResourceKey, EndpointState> endpoints = new HashMap<>();
        private final HostReplica replica = new HostReplica();
        private final HostModel model = new HostModel();
        private int session;

        private Host(NodeState state) {
            this.state = state;
        }
    }

    private final RandomGenerator random;
    private final Inventory inventory = new Inventory(1);
    private final CatalogState catalog = new CatalogState();
    private final ShardState shard = new ShardState(1);
    private final Map<String, Host> hosts = new TreeMap<>();
    private final Map<String, Queue<Runnable>> channels = new TreeMap<>();
    private long epochs;

    /// A shard without inputs.
    public Simulation(RandomGenerator random) {
        this.random = random;
    }

    /// The source says something, and that this is all.
    public void feed(List<Change> changes) {
        route(inventory.changed(changes));
        route(inventory.completed());
    }

    /// Delivers some messages.
    public void step(int messages) {
        for (int i = 0; i < messages && !channels.isEmpty(); i++) {
            deliver();
        }
    }

    /// Delivers everything.
    public void settle() {
        while (!channels.isEmpty()) {
            deliver();
        }
    }

    /// Something befalls a host: it loses its stream, or comes back with what it holds.
    public void disturb() {
        var names = List.copyOf(hosts.keySet());
        if (!names.isEmpty()) {
            connect(names.get(random.nextInt(names.size())));
        }
    }

    /// What each host holds, for nodes that exist.
    public Map<String, HostModel.Contents> hosts() {
        var contents = new TreeMap<String, HostModel.Contents>();
        inventory.nodes().forEach(node -> contents.put(node, host(node).model.contents()));
        return contents;
    }

    private void deliver() {
        var names = List.copyOf(channels.keySet());
        var name = names.get(random.nextInt(names.size()));
        var channel = channels.getOrDefault(name, new ArrayDeque<>());
        var message = channel.remove();
        if (channel.isEmpty()) {
            channels.remove(name);
        }
        message.run();
    }

    private void send(String channel, Runnable message) {
        channels.computeIfAbsent(channel, _ -> new ArrayDeque<>()).add(message);
    }

    private Host host(String node) {
        var known = hosts.get(node);
        if (known != null) {
            return known;
        }
        var host = new Host(new NodeState(node, ++epochs));
        hosts.put(node, host);
        connect(node);
        nodeSays(node, host.state.began());
        return host;
    }

    /// A new stream: nothing of an older one arrives any more, on either side.
    private void connect(String node) {
        var host = host(node);
        int session = ++host.session;
        host.state.hostGone();
        send(node + "<", () -> {
            if (session == host.session) {
                nodeSays(node, host.state.hostConnected(host.model.revision()));
            }
        });
    }

    private void list(String node) {
        var all = inventory.listed(node);
        send("source>" + node, () -> nodeSays(node, host(node).state.listed(all)));
    }

    private void route(List<Inventory.Output> outputs) {
        for (var output : outputs) {
            switch (output) {
                case Inventory.ToCatalog(var changes) -> send("source>catalog", () -> catalog.changed(changes));
                case Inventory.ToNode(var change) -> {
                    var host = host(change.node());
                    send("source>" + change.node(), () -> nodeSays(change.node(), host.state.changed(change)));
                }
                case Inventory.NodeGone(var node, var revision) -> {
                    send("source>" + node, () -> nodeSays(node, host(node).state.gone()));
                    send("source>shard", () -> shardSays(shard.contributorGone(node, revision)));
                }
                case Inventory.ToReplicas(var contribution) ->
                    send("source>shard", () -> shardSays(shard.contributed(contribution)));
                case Inventory.Completed it -> {
                    send("source>catalog", () -> advance(catalog.completed(it.revision())));
                    send("source>shard", () -> shardSays(shard.completed(it.revision(), it.due())));
                }
            }
        }
    }

    private void advance(CatalogState.Advanced it) {
        send("catalog>shard", () -> shardSays(shard.catalogAdvanced(it.revision(), it.catalog(), it.change())));
    }

    private void shardSays(List<ShardState.Output> outputs) {
        for (var output : outputs) {
            switch (output) {
                case ShardState.FlushSoon() -> send("shard>shard", () -> shardSays(shard.flushed()));
                case ShardState.Pull(var contributor) -> pull(contributor);
                case ShardState.Tell(var node, var advance) ->
                    send("shard>" + node, () -> nodeSays(node, host(node).state.advanced(advance)));
                case ShardState.MeaningChanged _, ShardState.OutOfUse _ -> {}
            }
        }
    }

    private void pull(String contributor) {
        if (contributor.equals(Contribution.CLUSTER)) {
            var whole = inventory.contribution();
            send("source>shard", () -> shardSays(shard.contributed(whole)));
        } else {
            send(
                    "shard>" + contributor,
                    () -> nodeSays(contributor, host(contributor).state.pulled()));
        }
    }

    private void nodeSays(String node, List<NodeState.Output> outputs) {
        var host = host(node);
        for (var output : outputs) {
            switch (output) {
                case NodeState.Contribute(var contribution) ->
                    send(node + ">shard", () -> shardSays(shard.contributed(contribution)));
                case NodeState.Subscribe(var epoch) ->
                    send(node + ">shard", () -> shardSays(shard.subscribed(node, epoch)));
                case NodeState.Use(var epoch, var sequence, var sets) ->
                    send(node + ">shard", () -> shardSays(shard.used(node, epoch, sequence, sets)));
                case NodeState.ListEndpoints() -> send(node + ">source", () -> list(node));
                case NodeState.MakeRuleSet request -> {
                    var key = request.endpoint().key();
                    var state = host.endpoints.computeIfAbsent(key, _ -> new EndpointState());
                    var made = state.asked(request);
                    send(key + ">" + node, () -> nodeSays(node, host.state.ruleSetMade(made)));
                }
                case NodeState.EndpointGone(var key) -> host.endpoints.remove(key);
                case NodeState.Send(var update) -> {
                    int session = host.session;
                    send(node + "<", () -> tell(node, session, update));
                }
            }
        }
    }

    private void tell(String node, int session, Update update) {
        var host = host(node);
        if (session != host.session) {
            return;
        }
        if (random.nextInt(16) == 0) {
            nodeSays(node, host.state.failed(update.revision()));
            connect(node);
            return;
        }
        host.model.apply(host.replica.apply(update));
        send(node + "<", () -> {
            if (session == host.session) {
                nodeSays(node, host.state.enforced(update.revision()));
            }
        });
    }
}
