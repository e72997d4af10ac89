package io.margay.actors.cluster;

import akka.actor.Address;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.margay.cluster.config.ConfigReader;
import io.margay.cluster.discovery.DnsName;
import io.margay.wire.stream.HostPort;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a member of an engine is configured.
///
/// @param hostname where it listens for other members
/// @param port likewise; 0: any that is free
/// @param flushInterval how long changes are gathered into one version at least; > 0
/// @param parts into how many parts nodes are divided among members; 1 to 10 000
public record EngineConfig(String hostname, int port, Duration flushInterval, int parts, Cluster cluster) {
    /// The cluster that it is a member of.
    ///
    /// @param seeds members that are asked to let it join, each as `host:port`
    /// @param discovery how they are found, where there are none
    /// @param home where hosts reach this member; empty: not from other machines
    /// @param certificates the folder of what it shows to other members, see [MemberTls]; empty: no TLS
    public record Cluster(List<String> seeds, Discovery discovery, String home, String certificates) {
        public Cluster {
            seeds = List.copyOf(seeds);
        }

        /// The same, reached elsewhere, and showing something else.
        public Cluster reached(String anotherHome, String otherCertificates) {
            return new Cluster(seeds, discovery, anotherHome, otherCertificates);
        }
    }

    /// How members are found.
    ///
    /// @param name in DNS, see [DnsName#parse]; empty: they are not
    /// @param leastMembers that it has to have before a cluster begins; > 0
    /// @param server of DNS that is asked for SRV records; empty: whom this machine asks
    public record Discovery(String name, int leastMembers, String server) {
        /// The name; empty: there is none.
        public Optional<DnsName> dnsName() {
            return DnsName.parse(name, server);
        }

        private static Discovery read(ConfigReader in) {
            return new Discovery(
                    in.text(
                            "name",
                            name -> name.isEmpty() || DnsName.parse(name, "").isPresent(),
                            "must be NAME:PORT, or _SERVICE._tcp.NAME"),
                    in.integer("least-members", n -> n > 0, "must be > 0"),
                    in.text("server", _ -> true, ""));
        }
    }

    /// How long the first of those that DNS names asks the others before it takes itself for the first of all. They may
    /// be there, and their machines not let its new address in yet. It waits for none that answers.
    private static final Duration BEGINS_ALONE_AFTER = Duration.ofSeconds(60);

    private static final int MAX_PORT = 65_535;
    private static final int MAX_PARTS = 10_000;

    /// The configuration in `config`, under `margay.engine`.
    ///
    /// Errors: `ConfigProblems` with everything that is wrong.
    public static EngineConfig read(Config config) {
        var discovery = ConfigReader.read(config, "margay.engine.discovery", Discovery::read);
        return ConfigReader.read(
                config,
                "margay.engine",
                in -> new EngineConfig(
                        in.text("hostname", name -> !name.isBlank(), "must name a host"),
                        in.integer("port", n -> 0 <= n && n <= MAX_PORT, "must be 0 to 65535"),
                        in.duration("flush-interval", Duration::isPositive, "must be > 0"),
                        in.integer("parts", n -> 1 <= n && n <= MAX_PARTS, "must be 1 to 10000"),
                        new Cluster(
                                in.texts(
                                        "seeds",
                                        all -> all.stream().allMatch(EngineConfig::isAddress),
                                        "must be HOST:PORT each"),
                                discovery,
                                in.text("home", _ -> true, ""),
                                in.text("certificates", _ -> true, ""))));
    }

    /// What nobody configured otherwise: an engine of its own on this machine.
    public static EngineConfig standalone() {
        return read(ConfigFactory.load());
    }

    /// The same, in another cluster.
    public EngineConfig in(Cluster another) {
        return new EngineConfig(hostname, port, flushInterval, parts, another);
    }

    /// The same, with another time for which changes are gathered.
    public EngineConfig gathering(Duration interval) {
        return new EngineConfig(hostname, port, interval, parts, cluster);
    }

    /// Whether it is a cluster of its own.
    public boolean isAlone() {
        return cluster.seeds.isEmpty() && cluster.discovery.name.isEmpty();
    }

    /// Whether others are found in DNS.
    boolean discovers() {
        return cluster.seeds.isEmpty() && !cluster.discovery.name.isEmpty();
    }

    /// The addresses of the seeds.
    ///
    /// @param own this member's
    public List<Address> seedAddresses(Address own) {
        return cluster.seeds.stream()
                .flatMap(seed -> HostPort.parse(seed).stream())
                .map(seed -> new Address(own.protocol(), own.system(), seed.host(), seed.port()))
                .toList();
    }

    private static boolean isAddress(String text) {
        return HostPort.parse(text).filter(it -> it.port() > 0).isPresent();
    }

    /// Of what release this is.
    public static String version() {
        return ConfigFactory.parseResources("margay-version.conf").getString("margay.version");
    }

    /// The settings of an actor system for this configuration.
    public Config akka() {
        var own = Map.<String, Object>of(
                "margay.engine.hostname",
                hostname,
                "margay.engine.port",
                port,
                "margay.engine.parts",
                parts,
                "margay.engine.certificates",
                cluster.certificates,
                "akka.cluster.app-version",
                version());
        var joining = discovers()
                ? Map.<String, Object>of("akka.cluster.seed-node-timeout", BEGINS_ALONE_AFTER)
                : Map.<String, Object>of();
        var plain = ConfigFactory.parseMap(own)
                .withFallback(ConfigFactory.parseMap(joining))
                .withFallback(ConfigFactory.parseResources("margay-engine.conf"))
                .withFallback(ConfigFactory.defaultReference());
        return cluster.certificates.isEmpty()
                ? plain.resolve()
                : ConfigFactory.parseMap(Map.of("akka.remote.artery.transport", "tls-tcp"))
                        .withFallback(plain)
                        .resolve();
    }
}
