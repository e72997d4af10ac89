package io.margay.engine.simulation;

import io.margay.engine.identity.Contribution;
import io.margay.engine.node.EndpointState;
import io.margay.engine.node.NodeState;
import io.margay.engine.source.Change;
import io.margay.engine.source.Inventory;
import io.margay.engine.transaction.HostGroup;
import io.margay.engine.transaction.NodeAdvance;
import io.margay.engine.transaction.ShardState;
import io.margay.engine.transaction.ShardView;
import io.margay.model.update.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Shards, nodes and hosts, whose messages are as late as the random numbers like: those of one channel stay in
/// order, all others overtake each other. [Disturbances] says what else may befall them.
///
/// ```text
/// source ─▶ inventory ─▶ catalogue of a shard ─▶ shard ⇄ nodes that live there
///                     └▶ nodes ─▶ every shard      └──▶ links ◀──┘ links ⇄ hosts
/// ```
/// [Judge] looks at what a host holds each time that it took something on.
public final class Simulation {
    /// How many groups of links a shard has.
    static final int GROUPS = 2;

    final RandomGenerator random;
    final Network network;
    final Judge judge = new Judge();
    final Map<String, SimulatedNode> nodes = new TreeMap<>();
    final Map<String, SimulatedHost> hosts = new TreeMap<>();
    final Work work = new Work();
    private final SimulationOptions options;
    private final Planted planted;
    private final List<SimulatedShard> shards = new ArrayList<>();
    private long before; // the revision of the last source before the present one
    private Inventory inventory = new Inventory(1);
    private final Disturbances disturbances;
    private final Streams streams;
    private long incarnations;
    private long epochs;
    private long sources = 1;

    /// Whether hosts now and then refuse what they are told.
    boolean refusing = true;

    BiConsumer<String, Update> taken = (_, _) -> {};

    /// Sees each version of each shard.
    Consumer<ShardView> versions = _ -> {};

    /// One shard without inputs.
    public Simulation(RandomGenerator random) {
        this(random, SimulationOptions.PLAIN);
    }

    Simulation(RandomGenerator random, SimulationOptions options) {
        this.random = random;
        this.options = options;
        this.network = new Network(random);
        this.planted = new Planted(options.fault());
        this.disturbances = new Disturbances(this);
        this.streams = new Streams(this, planted);
        for (int number = 0; number < options.shards(); number++) {
            shards.add(new SimulatedShard(number, ++incarnations, options.leastLog()));
        }
    }

    /// The source says something, and that this is all.
    public void feed(List<Change> changes) {
        judge.changed(changes);
        route(inventory.changed(changes), shards);
        judge.began();
        route(inventory.completed(), shards);
    }

    /// The source says something, and there is more to come.
    void feedSome(List<Change> changes) {
        judge.changed(changes);
        route(inventory.changed(changes), shards);
    }

    /// From now on, `heard` is told each update that a host takes on, with the host's name.
    public void listen(BiConsumer<String, Update> heard) {
        taken = heard;
    }

    /// Delivers some messages.
    public void step(int messages) {
        for (int i = 0; i < messages && network.deliver(); i++) {
            work.delivered++;
        }
    }

    /// Delivers everything.
    public void settle() {
        network.settle();
    }

    /// Something befalls a host: it loses its stream, or comes back with what it holds.
    public void disturb() {
        disturbances.stream();
    }

    /// What else may befall it.
    Disturbances disturbances() {
        return disturbances;
    }

    /// What each host holds, for nodes that exist.
    public Map<String, HostModel.Contents> hosts() {
        var contents = new TreeMap<String, HostModel.Contents>();
        inventory.nodes().forEach(node -> contents.put(node, host(node).contents()));
        return contents;
    }

    /// Once everything is delivered: each host holds exactly what it should.
    void converged() {
        judge.converged(hosts());
    }

    SimulatedHost host(String node) {
        node(node);
        return hosts.computeIfAbsent(node, _ -> new SimulatedHost());
    }

    private SimulatedNode node(String node) {
        var known = nodes.get(node);
        return known == null ? begin(node, random.nextInt(options.shards())) : known;
    }

    /// A life of a node begins on a shard; the one before is over, and its messages may still be under way. Its
    /// host keeps its stream, or has another.
    SimulatedNode begin(String node, int shard) {
        var began = new SimulatedNode(new NodeState(node, ++epochs), epochs, shard);
        var before = nodes.put(node, began);
        if (before != null && random.nextBoolean()) {
            leave(node, before);
        }
        if (host(node).shard != shards.get(shard) || random.nextBoolean()) {
            connect(node);
        }
        says(node, began, began.state.began());
        return began;
    }

    boolean isSourceComplete() {
        return inventory.isComplete();
    }

    /// Another source begins, in place of one that had said everything. Shards hear of it once it has, too.
    void restartSource() {
        before = inventory.revision();
        inventory = new Inventory(++sources, before);
        routeToNodes(inventory.changed(judge.present()));
        inventory.completed();
        shards.forEach(this::recall);
    }

    private void recall(SimulatedShard shard) {
        if (inventory.isComplete()) {
            long after = before;
            network.send("source>catalog" + shard.number, shard.catalog::began);
            source(shard, () -> shard.listing(after));
        }
        route(inventory.recalled(), List.of(shard));
    }

    private void routeToNodes(List<Inventory.Output> outputs) {
        route(outputs.stream().filter(Inventory.ToNode.class::isInstance).toList(), List.of());
    }

    /// A life of a node says that it is over.
    private void leave(String name, SimulatedNode life) {
        var shard = shards.get(life.shard);
        streams.leave(name, life.epoch, shard);
        network.send(
                name + "#" + life.epoch + ">shard" + shard.number,
                () -> says(shard, isAlive(shard) ? shard.left(name, life.epoch) : List.of()));
    }

    /// A new stream of a host, to the shard where its node lives.
    void connect(String node) {
        streams.connect(node, shards.get(node(node).shard));
    }

    /// A stream of a host ends; its shard hears of it sooner or later.
    void disconnect(String node) {
        streams.disconnect(node);
    }

    /// The replicas of a shard are lost, and begin anew; its nodes notice.
    void restart(int number) {
        var shard = new SimulatedShard(number, ++incarnations, options.leastLog());
        shards.set(number, shard);
        recall(shard);
        inventory.nodes().forEach(node -> node(node));
        nodes.forEach((name, node) -> meet(shard, name, node));
        nodes.forEach((name, node) -> {
            if (node.shard == number) {
                connect(name);
            }
        });
    }

    /// The links of some hosts of a shard are lost, and begin anew.
    void restartLinks(int number, int group) {
        var shard = shards.get(number);
        streams.restart(shard, group);
        network.send(
                "links" + group + ">shard" + number,
                () -> says(shard, shard.state.linksBegan(new HostGroup(group, GROUPS))));
    }

    /// A connection between a node and a shard is there again: each says what the other has to know.
    void reconnect(String node) {
        shards.forEach(shard -> meet(shard, node, node(node)));
    }

    private void meet(SimulatedShard shard, String name, SimulatedNode node) {
        network.send(shard.channel(name), () -> {
            if (isAlive(shard)) {
                contribute(name, shard, node.state.pulled());
                if (node.shard == shard.number) {
                    says(name, node, node.state.began());
                }
            }
        });
    }

    int shards() {
        return shards.size();
    }

    boolean isAlive(SimulatedShard shard) {
        return shards.contains(shard);
    }

    private void route(List<Inventory.Output> outputs, List<SimulatedShard> to) {
        for (var output : outputs) {
            switch (output) {
                case Inventory.ToCatalog(var changes) ->
                    to.forEach(shard ->
                            network.send("source>catalog" + shard.number, () -> shard.catalog.changed(changes)));
                case Inventory.ToNode(var change) -> {
                    host(change.node());
                    network.send("source>" + change.node(), () -> {
                        var node = node(change.node());
                        says(change.node(), node, node.state.changed(change));
                    });
                }
                case Inventory.NodeGone(var node, var revision) -> {
                    network.send(
                            "source>" + node,
                            () -> says(node, node(node), node(node).state.gone()));
                    to.forEach(shard -> source(shard, () -> shard.state.contributorGone(node, revision)));
                }
                case Inventory.ToReplicas(var contribution) ->
                    to.forEach(shard -> source(shard, () -> shard.state.contributed(contribution)));
                case Inventory.Completed it -> to.forEach(shard -> completed(shard, it));
            }
        }
    }

    private void completed(SimulatedShard shard, Inventory.Completed it) {
        network.send("source>catalog" + shard.number, () -> {
            var advanced = shard.catalog.completed(it.revision());
            network.send(
                    "catalog>shard" + shard.number,
                    () -> says(
                            shard,
                            shard.state.catalogAdvanced(advanced.revision(), advanced.catalog(), advanced.change())));
        });
        source(
                shard,
                () -> shard.isListing
                        ? listed(shard, it)
                        : shard.state.completed(it.revision(), planted.due(it.due())));
    }

    private List<ShardState.Output> listed(SimulatedShard shard, Inventory.Completed it) {
        if (it.revision() <= shard.listingAfter) {
            return List.of(); // of a source before
        }
        shard.isListing = false;
        shard.subscribers.forEach((name, life) -> {
            if (!it.due().containsKey(name)) {
                forget(shard, name, life, it.revision());
            }
        });
        return shard.state.listed(it.revision(), planted.due(it.due()));
    }

    private void forget(SimulatedShard shard, String name, long life, long revision) {
        network.send(shard.channel(name), () -> {
            var node = node(name);
            says(name, node, node.epoch == life ? node.state.forgotten(revision) : List.of());
        });
    }

    private void source(SimulatedShard shard, Supplier<List<ShardState.Output>> message) {
        network.send("source>shard" + shard.number, () -> says(shard, message.get()));
    }

    private void says(SimulatedShard shard, List<ShardState.Output> outputs) {
        for (var output : isAlive(shard) ? outputs : List.<ShardState.Output>of()) {
            switch (output) {
                case ShardState.FlushSoon() ->
                    network.send("flush" + shard.number, () -> says(shard, shard.state.flushed()));
                case ShardState.Pull(var contributor) -> pull(shard, contributor);
                case ShardState.Tell(var node, var advance) -> tell(shard, node, advance);
                case ShardState.TellHosts(var advance) -> {
                    versions.accept(advance.view());
                    streams.tell(shard, planted.advance(advance));
                }
                case ShardState.MeaningChanged _ -> work.meanings++;
                case ShardState.OutOfUse _ -> {}
            }
        }
    }

    private void tell(SimulatedShard shard, String node, NodeAdvance advance) {
        work.advances.merge(node, 1, Integer::sum);
        long subscriber = shard.subscribers.getOrDefault(node, 0L);
        network.send(shard.channel(node), () -> {
            var life = node(node);
            if (life.epoch == subscriber && isAlive(shard)) {
                says(node, life, life.state.advanced(advance));
            }
        });
    }

    private void pull(SimulatedShard shard, String contributor) {
        if (contributor.equals(Contribution.CLUSTER)) {
            var whole = inventory.contribution();
            source(shard, () -> shard.state.contributed(whole));
        } else {
            network.send(
                    shard.channel(contributor),
                    () -> contribute(contributor, shard, node(contributor).state.pulled()));
        }
    }

    private void contribute(String node, SimulatedShard shard, List<NodeState.Output> outputs) {
        for (var output : outputs) {
            if (output instanceof NodeState.Contribute(var contribution)) {
                toShard(node, shard, () -> shard.state.contributed(planted.contribution(shard.number, contribution)));
            }
        }
    }

    private void toShard(String node, SimulatedShard shard, Supplier<List<ShardState.Output>> message) {
        network.send(node + "#" + node(node).epoch + ">shard" + shard.number, () -> {
            if (isAlive(shard)) {
                says(shard, message.get());
            }
        });
    }

    private void says(String name, SimulatedNode node, List<NodeState.Output> outputs) {
        for (var output : nodes.get(name) == node ? outputs : List.<NodeState.Output>of()) {
            switch (output) {
                case NodeState.Contribute _ -> shards.forEach(shard -> contribute(name, shard, List.of(output)));
                case NodeState.Subscribe(var epoch) -> subscribe(name, node, epoch);
                case NodeState.Use(var sets) -> {
                    var shard = shards.get(node.shard);
                    toShard(name, shard, () -> shard.state.used(sets));
                }
                case NodeState.ListEndpoints() -> network.send(name + ">source", () -> list(name, node));
                case NodeState.MakeRuleSet request -> make(name, node, request);
                case NodeState.EndpointGone(var key) -> node.endpoints.remove(key);
                case NodeState.Offering(var offer) -> streams.offer(name, node.epoch, shards.get(node.shard), offer);
            }
        }
    }

    private void subscribe(String name, SimulatedNode node, long epoch) {
        var shard = shards.get(node.shard);
        toShard(name, shard, () -> shard.subscribed(name, epoch));
    }

    private void list(String name, SimulatedNode node) {
        var all = inventory.listed(name);
        network.send("source>" + name, () -> says(name, node, node.state.listed(all)));
    }

    private void make(String name, SimulatedNode node, NodeState.MakeRuleSet request) {
        work.ruleSets++;
        var key = request.endpoint().key();
        var made = node.endpoints.computeIfAbsent(key, _ -> new EndpointState()).asked(request);
        network.send(key + ">" + name, () -> says(name, node, node.state.ruleSetMade(made)));
    }
}
