package io.margay.engine.simulation;

import java.util.List;
import java.util.Map;

/// What may befall shards, nodes, hosts and the streams between them.
final class Disturbances {
    private final Simulation simulation;

    Disturbances(Simulation simulation) {
        this.simulation = simulation;
    }

    /// Any of them.
    void any() {
        switch (simulation.random.nextInt(11)) {
            case 0 -> stream();
            case 1 -> away();
            case 2 -> hostCrash();
            case 3 -> nodeCrash();
            case 4 -> shardRestart();
            case 5 -> shardCrash();
            case 6 -> connection();
            case 7 -> simulation.network.repeat(Disturbances::isRepeatable);
            case 8 -> linksCrash();
            case 9 -> sourceCrash();
            default -> slow();
        }
    }

    /// A host loses its stream and has another.
    void stream() {
        if (!simulation.hosts.isEmpty()) {
            simulation.connect(host());
        }
    }

    /// A host loses its stream.
    void away() {
        if (!simulation.hosts.isEmpty()) {
            simulation.disconnect(host());
        }
    }

    /// All hosts are there again.
    void heal() {
        simulation.network.slow(_ -> false);
        List.copyOf(simulation.hosts.keySet()).forEach(simulation::connect);
    }

    /// A host crashes, and comes back with what is on its disk: all, a little less, or nothing.
    void hostCrash() {
        if (!simulation.hosts.isEmpty()) {
            var name = host();
            int lost = simulation.random.nextInt(4);
            simulation.host(name).crash(lost == 3 ? Integer.MAX_VALUE : lost);
            simulation.connect(name);
        }
    }

    /// A node begins another life, on this shard or another. What it said before is late, or lost.
    void nodeCrash() {
        if (!simulation.nodes.isEmpty()) {
            var name = pick(List.copyOf(simulation.nodes.keySet()));
            if (simulation.random.nextBoolean()) {
                simulation.network.lose(channel -> channel.startsWith(name + "#"));
            }
            simulation.begin(name, shard());
        }
    }

    /// The replicas of a shard begin anew; its nodes live on.
    void shardRestart() {
        int shard = shard();
        loseAll(shard);
        simulation.restart(shard);
    }

    /// A shard is lost with all nodes that lived there: they begin anew on any shard.
    void shardCrash() {
        int shard = shard();
        loseAll(shard);
        var lost = simulation.nodes.entrySet().stream()
                .filter(entry -> entry.getValue().shard == shard)
                .map(Map.Entry::getKey)
                .toList();
        simulation.restart(shard);
        lost.forEach(node -> simulation.begin(node, shard()));
    }

    /// The source is lost, and another begins that has to be told everything. What the one before said last may be lost
    /// with it.
    void sourceCrash() {
        if (!simulation.isSourceComplete()) {
            return;
        }
        if (simulation.random.nextBoolean()) {
            simulation.network.lose(channel -> channel.startsWith("source>"));
        }
        simulation.restartSource();
    }

    /// A shard loses the links of some of its hosts.
    void linksCrash() {
        simulation.restartLinks(shard(), simulation.random.nextInt(Simulation.GROUPS));
    }

    /// A node and the shards lose what they were telling each other.
    void connection() {
        if (!simulation.nodes.isEmpty()) {
            var name = pick(List.copyOf(simulation.nodes.keySet()));
            simulation.network.lose(channel ->
                    channel.startsWith(name + "#") || (channel.startsWith("shard") && channel.endsWith(">" + name)));
            simulation.reconnect(name);
        }
    }

    /// One host answers late, the others do not.
    void slow() {
        if (!simulation.hosts.isEmpty()) {
            var name = host();
            simulation.network.slow(channel -> channel.equals(name + ">") || channel.equals(name + "<"));
        }
    }

    private void loseAll(int shard) {
        simulation.network.lose(channel -> channel.endsWith(">shard" + shard)
                || channel.endsWith(">catalog" + shard)
                || channel.equals("flush" + shard)
                || channel.startsWith("shard" + shard + ">"));
    }

    /// Those on which a message may come twice.
    private static boolean isRepeatable(String channel) {
        return channel.contains(">shard") || channel.endsWith(">links") || channel.endsWith("<hello");
    }

    private String host() {
        return pick(List.copyOf(simulation.hosts.keySet()));
    }

    private int shard() {
        return simulation.random.nextInt(simulation.shards());
    }

    private <T> T pick(List<T> of) {
        return of.get(simulation.random.nextInt(of.size()));
    }
}
