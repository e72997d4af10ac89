package io.margay.load.run;

import io.margay.cluster.tls.Issuer;
import io.margay.cluster.tls.TlsFolder;
import io.margay.load.churn.Expected;
import io.margay.load.churn.Forecast;
import io.margay.load.churn.Plan;
import io.margay.load.churn.Timing;
import io.margay.load.dataset.SizedCluster;
import io.margay.load.host.Fleet;
import io.margay.load.member.HttpFeed;
import io.margay.load.member.Members;
import io.margay.load.report.LoadReport;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Loads an engine with simulated hosts and changes, and finds how long these take, what that costs, and whether all
/// hosts are right in the end.
public final class Load {
    private static final String HERE = "127.0.0.1";
    private static final String HOSTS = "hosts";

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
        var target = settings.target();
        return target == null ? runOwn(plan, nodes, timing) : runAt(target, plan, nodes, timing);
    }

    /// With members of its own.
    private LoadReport runOwn(Plan plan, List<String> nodes, Timing timing) throws IOException, InterruptedException {
        progress.say("certificates are made, members start");
        var issuer = Issuer.create(folder.resolve("ca"), "margay load", today);
        var certificates = folder.resolve("engine");
        issuer.engine(certificates, List.of(HERE), today);
        var places = Members.places(settings.asked().sizes().members());
        try (var wires = Wires.between(places, settings.wrong().chaos().isPresent());
                var fleet = Fleet.of(nodes, wires.engines(places), hosts(issuer, timing));
                var members = Members.start(
                        places,
                        plan.start(),
                        new Members.Settings(settings.program(), folder, certificates, wires.homes()))) {
            var stage = new LoadRun.Stage(fleet, members, members, wires.all());
            return new LoadRun(settings, progress, stage).measure(plan, timing);
        }
    }

    /// At an engine that is there. What it is told is taken away again.
    private LoadReport runAt(LoadSettings.Target target, Plan plan, List<String> nodes, Timing timing)
            throws IOException, InterruptedException {
        var hosts = hosts(Issuer.open(target.authority()), timing);
        try (var fleet = Fleet.of(nodes, target.engines(), hosts);
                var feed = new HttpFeed(client(nodes.getFirst()), target.api(), target.token());
                var none = Members.none()) {
            progress.say("all of it goes to " + target.api());
            feed.sayAll(plan.start());
            try {
                return new LoadRun(settings, progress, new LoadRun.Stage(fleet, feed, none, List.of()))
                        .measure(plan, timing);
            } finally {
                progress.say("all of it is taken away again");
                feed.sayAll(plan.end(plan.changes().size()));
            }
        }
    }

    /// Trusts whom hosts trust.
    private HttpClient client(String node) throws IOException {
        var trust = TlsFolder.open(folder.resolve(HOSTS).resolve(node), _ -> {});
        return HttpClient.newBuilder().sslContext(trust.context()).build();
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
