package io.margay.dataplane.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.Routes;
import io.margay.dataplane.kernel.Wiring;
import io.margay.dataplane.lab.Lab;
import io.margay.dataplane.lab.Privileged;
import io.margay.model.net.Ip;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the kernel tells of interfaces and routes, beside what `ip` prints of the same.
class NetlinkRoutesIT {
    private static final long SEED = 7;
    private static final int STEPS = 60;

    private Lab lab;
    private Netns netns;
    private Commands commands;
    private Routes routes;

    @BeforeEach
    void open() {
        Privileged.assumeLab();
        lab = Lab.open();
        netns = lab.addNode("routes", List.of()).netns();
        commands = Commands.in(netns);
        routes = NetlinkRoutes.in(netns);
    }

    @AfterEach
    void close() {
        if (lab != null) {
            routes.close();
            lab.close();
        }
    }

    @Test
    void onlyWhatLeadsStraightToOneAddressIsARoute() {
        var before = read().links();
        ip("link add cali1 type veth peer name peer1");
        ip("link set cali1 up");
        ip("link set peer1 up");
        ip("addr add 10.1.0.5/24 dev cali1");
        ip("-6 addr add fd00:1::5/64 dev cali1 nodad");
        ip("addr add 10.9.0.1 peer 10.9.0.2/32 dev peer1");
        ip("route add 10.0.0.1 dev cali1 scope link");
        ip("-6 route add fd00::1 dev cali1");
        ip("-6 route add fd00:2::/64 dev cali1");
        ip("route add 10.0.0.9 via 10.1.0.7 dev cali1");
        ip("route add 10.0.0.10 via inet6 fd00:1::7 dev cali1");
        ip("route add blackhole 10.0.2.1");
        ip("route add 10.0.3.1 dev cali1 table 100");
        ip("route replace default via 10.1.0.1");
        var wiring = read();

        assertThat(wiring.links()).containsAll(before).contains("cali1", "peer1");
        // The one route to 10.9.0.2 is the kernel's own, of the pair of addresses.
        assertThat(wiring.routes())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        address("10.0.0.1"), "cali1", address("fd00::1"), "cali1", address("10.9.0.2"), "peer1"));
        assertThat(wiring.addresses())
                .containsEntry(address("10.1.0.5"), "cali1")
                .containsEntry(address("fd00:1::5"), "cali1")
                .containsEntry(address("10.9.0.1"), "peer1");
        assertThat(wiring).isEqualTo(asPrinted());
    }

    @Test
    void afterManyChangesTheySayTheSame() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        for (int step = 0; step < STEPS; step++) {
            change(random);
            if (step % 6 == 0) {
                assertThat(read()).as("seed %d, step %d", SEED, step).isEqualTo(asPrinted());
            }
        }
        assertThat(read().links()).hasSizeGreaterThan(2);
    }

    @Test
    void aNamespaceThatIsGoneIsSaid() {
        routes.close();
        routes = NetlinkRoutes.in(new Netns("margay-never-was"));
        assertThat(routes.read())
                .isInstanceOfSatisfying(
                        Reading.Unread.class,
                        it -> assertThat(it.why().why())
                                .contains("read the interfaces and routes", "margay-never-was"));
    }

    private void change(RandomGenerator random) {
        int number = random.nextInt(12);
        var link = "cali" + number;
        switch (random.nextInt(6)) {
            case 0 -> commands.run("ip", "link", "del", link);
            case 1 -> commands.run("ip", "route", "del", "10.0.0." + random.nextInt(12));
            case 2 -> commands.run("ip", "-6", "route", "add", "fd00::" + random.nextInt(12), "dev", link);
            case 3 -> commands.run("ip", "addr", "add", "10.2.0." + (1 + random.nextInt(12)) + "/24", "dev", link);
            case 4 -> commands.run("ip", "route", "add", "10.0.0." + random.nextInt(12), "dev", link);
            default -> {
                commands.run("ip", "link", "add", link, "type", "veth", "peer", "name", "peer" + number);
                commands.run("ip", "link", "set", link, "up");
                commands.run("ip", "link", "set", "peer" + number, "up");
            }
        }
    }

    private Wiring read() {
        if (routes.read() instanceof Reading.Read<Wiring>(var wiring)) {
            return wiring;
        }
        throw new AssertionError("the kernel said nothing");
    }

    private Wiring asPrinted() {
        return PrintedWiring.read(
                print("ip", "-o", "link", "show"),
                List.of(
                        print("ip", "-o", "-4", "route", "show", "table", "main"),
                        print("ip", "-o", "-6", "route", "show", "table", "main")),
                print("ip", "-o", "addr", "show"));
    }

    private String print(String... command) {
        var exit = commands.run(command);
        assertThat(exit.ok()).as(exit.why()).isTrue();
        return exit.output();
    }

    private void ip(String words) {
        var exit = commands.run(List.of(("ip " + words).split(" ")), "");
        assertThat(exit.ok()).as(words + ": " + exit.why()).isTrue();
    }

    private static Ip address(String text) {
        return Ip.parse(text).orElseThrow();
    }
}
