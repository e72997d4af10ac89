package io.margay.load.run;

import io.margay.cluster.tls.Issuer;
import io.margay.cluster.tls.TlsFolder;
import io.margay.cluster.tls.UserCertificate;
import io.margay.load.churn.Expected;
import io.margay.load.churn.Forecast;
import io.margay.load.churn.Plan;
import io.margay.load.churn.Timing;
import io.margay.load.dataset.SizedCluster;
import io.margay.load.host.Fleet;
import io.margay.load.member.Database;
import io.margay.load.member.HttpFeed;
import io.margay.load.member.Members;
import io.margay.load.report.LoadReport;
import io.margay.wire.stream.HostPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Loads an engine with simulated hosts and changes, and finds how long these take, what that costs, and whether all
/// hosts are right in the end.
public final class Load {
    private static final String HERE = "127.0.0.1";
    private static final String HOSTS = "hosts";
    private static final Duration API_PATIENCE = Duration.ofMinutes(2);

    private final LoadSettings settings;
    private final Progress progress;
    private final Path folder;
    private final Issuer.Validity today;

    private Load(LoadSettings settings, Progress progress, Path folder) {
        this.settings = settings;
        this.progress = progress;
        this.folder = folder;
        var now = Instant.now();
        this.today = new Issuer.Validity(now.minus(1, ChronoUnit.HOURS), now.plus(1, ChronoUnit.DAYS));
    }

    /// Does it.
    ///
    /// Errors: an IOException in words for a person, where members do not start or take no changes. Whatever
    /// befalls it, nothing is left of it.
    ///
    /// @param folder for its files, empty
    public static LoadReport run(LoadSettings settings, Progress progress, Path folder)
            throws IOException, InterruptedException {
        return new Load(settings, progress, folder).run();
    }

    private LoadReport run() throws IOException, InterruptedException {
        var plan = plan();
        var nodes = nodes(plan);
        var timing = new Timing(forecast(plan, nodes));
        var all = new Setting(plan, nodes, timing);
        return switch (settings.loaded()) {
            case LoadSettings.Fed fed -> runFed(fed, all);
            case LoadSettings.OnStore on -> runOnStore(on, all);
            case LoadSettings.Target target -> runAt(target, all);
        };
    }

    /// What a run is made of.
    private record Setting(Plan plan, List<String> nodes, Timing timing) {}

    /// With members of its own, which are told each change.
    private LoadReport runFed(LoadSettings.Fed fed, Setting all) throws IOException, InterruptedException {
        progress.say("certificates are made, members start");
        var issuer = Issuer.create(folder.resolve("ca"), "margay load", today);
        var certificates = engine(issuer);
        var places = Members.places(settings.asked().sizes().members());
        try (var wires = Wires.between(places, settings.wrong().chaos().isPresent());
                var fleet = Fleet.of(all.nodes, wires.engines(places), hosts(issuer, all.timing));
                var members = Members.start(
                        places,
                        all.plan.start(),
                        new Members.Settings(fed.program(), folder, certificates, wires.homes(), null))) {
            var stage = new LoadRun.Stage(fleet, members, members, wires.all(), null, LoadRun.Opening.NONE);
            return new LoadRun(settings, progress, stage).measure(all.plan, all.timing);
        }
    }

    /// With members of its own as they are run, on a PostgreSQL. They begin again once it has everything: so hosts are
    /// served from a cold start.
    private LoadReport runOnStore(LoadSettings.OnStore on, Setting all) throws IOException, InterruptedException {
        progress.say("certificates are made, a PostgreSQL and members start");
        var issuer = Issuer.create(folder.resolve("ca"), "margay load", today);
        var certificates = engine(issuer);
        int count = settings.asked().sizes().members();
        var places = Members.places(2 * count);
        var listening = places.subList(0, count);
        var apis = places.subList(count, 2 * count);
        try (var database = Database.start(on.postgres(), folder.resolve("postgres"));
                var wires = Wires.between(listening, settings.wrong().chaos().isPresent());
                var fleet = Fleet.of(all.nodes, wires.engines(listening), hosts(issuer, all.timing));
                var members = Members.start(
                        listening,
                        List.of(),
                        new Members.Settings(
                                on.program(), folder, certificates, wires.homes(), new Members.Store(database, apis)));
                var feed = new HttpFeed(writer(issuer), place(apis))) {
            progress.say("all of it is applied");
            feed.sayAll(all.plan.start());
            var stage = new LoadRun.Stage(fleet, feed, members, wires.all(), database, () -> {
                progress.say("all members end, and begin again with what is kept");
                members.beginAgain();
            });
            return new LoadRun(settings, progress, stage).measure(all.plan, all.timing);
        }
    }

    private Path engine(Issuer issuer) throws IOException {
        var certificates = folder.resolve("engine");
        issuer.engine(certificates, List.of(HERE), today);
        return certificates;
    }

    private static HttpFeed.Place place(List<HostPort> apis) {
        return new HttpFeed.Place(
                apis.stream().map(api -> URI.create("https://" + api)).toList(), "", API_PATIENCE);
    }

    /// At an engine that is there. What it is told is taken away again.
    private LoadReport runAt(LoadSettings.Target target, Setting all) throws IOException, InterruptedException {
        var plan = all.plan;
        var hosts = hosts(Issuer.open(target.authority()), all.timing);
        try (var fleet = Fleet.of(all.nodes, target.engines(), hosts);
                var feed = new HttpFeed(client(folder.resolve(HOSTS).resolve(all.nodes.getFirst())), target.place());
                var none = Members.none()) {
            progress.say("all of it goes to " + target.api());
            feed.sayAll(plan.start());
            var stage = new LoadRun.Stage(fleet, feed, none, List.of(), null, LoadRun.Opening.NONE);
            try {
                return new LoadRun(settings, progress, stage).measure(plan, all.timing);
            } finally {
                progress.say("all of it is taken away again");
                feed.sayAll(plan.end(plan.changes().size()));
            }
        }
    }

    /// Shows the certificate of one who may write.
    private HttpClient writer(Issuer issuer) throws IOException {
        var made = folder.resolve("writer");
        issuer.user(made, new UserCertificate("load", UserCertificate.Role.WRITE), today);
        return client(made);
    }

    private static HttpClient client(Path certificates) throws IOException {
        return HttpClient.newBuilder()
                .sslContext(TlsFolder.open(certificates, _ -> {}).context())
                .build();
    }

    private Fleet.Settings hosts(Issuer issuer, Timing timing) {
        return new Fleet.Settings(
                folder.resolve(HOSTS),
                issuer,
                today,
                settings.answerDelay(),
                timing,
                settings.asked().seed());
    }

    private List<String> nodes(Plan plan) throws IOException {
        var nodes = plan.nodes();
        int wanted = settings.asked().sizes().hosts();
        if (nodes.size() < wanted) {
            throw new IOException("there are " + nodes.size() + " nodes for " + wanted + " hosts");
        }
        return nodes.subList(0, wanted);
    }

    private Plan plan() throws IOException {
        var sizes = settings.asked().sizes();
        if (!sizes.dataset().isEmpty()) {
            progress.say(sizes.dataset() + " is read");
            return Plan.read(Path.of(sizes.dataset()), settings.changes());
        }
        progress.say(sizes.hosts() + " hosts, " + sizes.pods() + " pods and " + sizes.policies()
                + " policies are made, with " + settings.changes() + " changes");
        var cluster = new SizedCluster(
                sizes.hosts(),
                sizes.pods(),
                sizes.policies(),
                sizes.wide(),
                settings.asked().seed());
        var made = folder.resolve("dataset");
        cluster.write(made, settings.changes(), settings.podShare());
        return Plan.read(made, settings.changes());
    }

    private List<Expected> forecast(Plan plan, List<String> nodes) throws InterruptedException {
        progress.say("each change is tried alone, to find whom it affects");
        var expected = Forecast.of(
                plan, nodes, done -> progress.now(done + " of " + plan.changes().size() + " changes tried"));
        progress.now("");
        return expected;
    }
}
