package io.margay.actors.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import com.typesafe.config.ConfigFactory;
import io.margay.actors.FreePorts;
import io.margay.cluster.discovery.DnsName;
import io.margay.cluster.discovery.DnsName.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Members that find each other in DNS.
final class JoiningTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    /// Before Akka would ask again, or begin, by itself.
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String NAME = "_margay._tcp.members.example.org";
    private static final String HERE = "127.0.0.1";
    private static final int MEMBERS = 2;
    private static final int LOOKS = 50;

    private final List<ActorTestKit> members = new ArrayList<>();
    private final List<Place> places = FreePorts.of(MEMBERS).stream()
            .map(port -> new Place(HERE, port))
            .sorted()
            .toList();
    private FakeDns dns;

    @BeforeEach
    void open() throws IOException {
        dns = FakeDns.open();
    }

    @AfterEach
    void close() {
        members.forEach(ActorTestKit::shutdownTestKit);
        dns.close();
    }

    private DnsName name() {
        return new DnsName.Services(NAME, dns.address());
    }

    private void start(int number) {
        var config = ConfigFactory.parseMap(
                        Map.of("margay.engine.port", places.get(number).port(), "margay.engine.discovery.name", NAME))
                .withFallback(ConfigFactory.load());
        var member = ActorTestKit.create("margay", EngineConfig.read(config).akka());
        members.add(member);
        member.spawn(Joining.create(name(), MEMBERS));
    }

    private long up(int member) {
        long up = 0;
        for (var each : Cluster.get(members.get(member).system()).state().getMembers()) {
            up += each.status().equals(MemberStatus.up()) ? 1 : 0;
        }
        return up;
    }

    @Test
    void recordsAreFoundInTheirOrder() throws IOException {
        assertThat(name().find()).isEmpty();
        dns.have(places.reversed());
        assertThat(name().find()).containsExactlyElementsOf(places);
        dns.close();
        assertThatThrownBy(() -> name().find()).isInstanceOf(IOException.class);
    }

    @Test
    void aLookLeavesNothingOpen() throws IOException {
        dns.have(places);
        name().find();
        long before = descriptors();
        for (int i = 0; i < LOOKS; i++) {
            name().find();
        }
        assertThat(descriptors()).isLessThan(before + LOOKS);
    }

    private static long descriptors() throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    /// Whoever DNS names last begins first, and none begins a cluster before it names all.
    @Test
    void membersAreOneClusterHoweverDnsComesToKnowThem() {
        start(1);
        dns.have(places.subList(1, MEMBERS));
        await("it looks while one is missing").atMost(DEADLINE).until(() -> dns.answered() > MEMBERS);
        assertThat(up(0)).isZero();
        dns.have(places);
        start(0);
        await().atMost(DEADLINE).until(() -> up(0) == MEMBERS && up(1) == MEMBERS);
    }

    /// Nobody answers it at first. The first begins as soon as it hears that the other is in no cluster.
    @Test
    void whoIsNotTheFirstAsksAgainAndAgain() {
        dns.have(places);
        start(1);
        await("it has asked").atMost(DEADLINE).until(() -> dns.answered() > MEMBERS);
        start(0);
        await().atMost(SOON).until(() -> up(0) == MEMBERS && up(1) == MEMBERS);
    }
}
