package io.margay.engine.simulation;

import io.margay.engine.transaction.HostAdvance;
import io.margay.engine.transaction.HostGroup;
import io.margay.engine.transaction.Offer;
import io.margay.model.update.Update;
import io.margay.model.update.UpdateRefused;
import java.util.function.Consumer;

/// The streams of hosts, and how the links of a shard hear of versions, of offers and of hosts: each on a channel
/// of its own.
final class Streams {
    private final Simulation simulation;
    private final Network network;
    private final Planted planted;

    Streams(Simulation simulation, Planted planted) {
        this.simulation = simulation;
        this.network = simulation.network;
        this.planted = planted;
    }

    /// A new stream of a host to a shard.
    void connect(String node, SimulatedShard shard) {
        var host = simulation.host(node);
        disconnect(node);
        int stream = host.stream;
        Consumer<Update> sink = update -> send(node, stream, planted.update(update));
        host.begin(shard, sink);
        network.send(node + "<hello", () -> {
            if (stream == host.stream && simulation.isAlive(shard)) {
                host.greeted = true;
                host.acknowledged = host.revision();
                shard.links(node).connected(node, sink, host.revision(), 0);
            }
        });
    }

    /// A stream of a host ends; its shard hears of it sooner or later.
    void disconnect(String node) {
        var host = simulation.host(node);
        host.stream++;
        var shard = host.shard;
        var sink = host.sink;
        if (shard != null && sink != null) {
            network.send(node + ">", () -> shard.links(node).gone(node, sink));
        }
        host.sink = null;
    }

    /// The links of some hosts begin anew. Streams may outlive them, as may what they were to hear.
    void restart(SimulatedShard shard, int group) {
        shard.beginLinks(group);
        if (simulation.random.nextBoolean()) {
            network.lose(channel -> channel.equals(shard.channel("links" + group)));
        }
        boolean streamsLive = simulation.random.nextBoolean();
        simulation.hosts.forEach((name, host) -> {
            var sink = host.sink;
            if (host.shard != shard || HostGroup.of(name, Simulation.GROUPS) != group || sink == null) {
                return;
            }
            if (!streamsLive) {
                connect(name, shard);
            } else if (host.greeted) {
                shard.links(name).connected(name, sink, host.acknowledged, host.told);
            }
        });
    }

    /// A shard tells all its links a version.
    void tell(SimulatedShard shard, HostAdvance advance) {
        for (int i = 0; i < Simulation.GROUPS; i++) {
            int group = i;
            network.send(shard.channel("links" + group), () -> {
                if (simulation.isAlive(shard)) {
                    shard.links[group].advanced(advance);
                }
            });
        }
    }

    /// A life of a node offers something to a shard's link.
    void offer(String name, long epoch, SimulatedShard shard, Offer offer) {
        network.send(name + "#" + epoch + ">links", () -> {
            if (simulation.isAlive(shard)) {
                shard.links(name).offered(offer);
            }
        });
    }

    /// A life of a node has ended: its host is not served here.
    void leave(String name, long epoch, SimulatedShard shard) {
        network.send(name + "#" + epoch + ">links", () -> {
            if (simulation.isAlive(shard)) {
                shard.links(name).left(name, epoch);
            }
        });
    }

    private void send(String name, int stream, Update update) {
        var host = simulation.host(name);
        simulation.work.sent(update, host.revision());
        if (stream == host.stream) {
            host.told = update.revision();
        }
        network.send(name + "<", () -> arrive(name, stream, update));
    }

    private void arrive(String name, int stream, Update update) {
        var host = simulation.host(name);
        var shard = host.shard;
        var sink = host.sink;
        if (stream != host.stream || shard == null || sink == null) {
            return;
        }
        if (!take(name, host, update)) {
            network.send(name + ">", () -> shard.links(name).failed(name, sink, update.revision()));
            simulation.connect(name);
            return;
        }
        network.send(name + ">", () -> {
            if (stream == host.stream) {
                host.acknowledged = update.revision();
            }
            shard.links(name).enforced(name, sink, update.revision());
        });
    }

    private boolean take(String name, SimulatedHost host, Update update) {
        if (simulation.refusing && simulation.random.nextInt(16) == 0) {
            return false;
        }
        try {
            host.apply(update);
        } catch (UpdateRefused _) {
            simulation.work.refused++;
            return false;
        }
        simulation.taken.accept(name, update);
        simulation.judge.judge(name, host.contents());
        return true;
    }
}
