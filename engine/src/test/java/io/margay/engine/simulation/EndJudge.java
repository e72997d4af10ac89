package io.margay.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.transaction.ShardView;
import io.margay.model.net.Cidr;
import io.margay.model.update.Part;
import io.margay.model.update.Update;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Knows whose addresses hosts hold, by the label `life` that tells each owner from all others: what a host was told of
/// one owner's address is another's only once it heard that the first one's ended.
///
/// What a host held of another shard, or of an earlier life of one, or lost, says nothing: such a host cannot know.
final class EndJudge {
    private static final class Host {
        private final Map<Cidr, Set<String>> owners = new TreeMap<>();
        private long incarnation;
    }

    private final List<Cidr> addresses;
    private final Simulation simulation;
    private final Map<Long, Map<Integer, String>> lives = new HashMap<>();
    private final Map<String, Host> hosts = new TreeMap<>();

    /// How often a host heard of an address that its owner ended.
    int ends;

    /// How often an address that a host had heard of was another's.
    int reuses;

    EndJudge(Simulation simulation, List<Cidr> addresses) {
        this.simulation = simulation;
        this.addresses = addresses;
        simulation.versions = this::version;
        simulation.taken = this::taken;
    }

    /// Hosts that hold nothing lost what they had.
    void forgetLost() {
        hosts.forEach((name, host) -> {
            if (simulation.host(name).revision() == 0) {
                host.owners.clear();
            }
        });
    }

    private void version(ShardView view) {
        var known = lives.computeIfAbsent(view.incarnation(), _ -> new HashMap<>());
        view.identities().forEach(identity -> {
            var life = identity.fingerprint().labels().value("life");
            known.put(identity.number(), life == null ? "" : life);
        });
    }

    private void taken(String name, Update update) {
        var host = hosts.computeIfAbsent(name, _ -> new Host());
        if (host.incarnation != update.incarnation()) {
            host.incarnation = update.incarnation();
            host.owners.clear();
        }
        update.parts().forEach(part -> end(host, part.part()));
        for (var address : addresses) {
            judge(name, host, address);
        }
    }

    private void end(Host host, Part part) {
        if (part instanceof Part.Moves(var _, var ended)) {
            ends += ended.size();
            ended.forEach(host.owners::remove);
        }
    }

    private void judge(String name, Host host, Cidr address) {
        var now = new TreeSet<String>();
        var known = lives.getOrDefault(host.incarnation, Map.of());
        simulation.host(name).holders(address).forEach(number -> now.add(known.getOrDefault(number, "")));
        if (now.isEmpty()) {
            return;
        }
        var before = host.owners.put(address, now);
        if (before != null) {
            assertThat(now).as("owners of %s on %s", address, name).isEqualTo(before);
        }
        reuses += before == null ? 1 : 0;
    }
}
