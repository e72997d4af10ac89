package io.margay.cli.agent;

import io.margay.cli.probe.JsonObject;
import io.margay.dataplane.agent.AgentConfig;
import io.margay.dataplane.agent.state.ReleaseFile;
import io.margay.dataplane.iptables.Backends;
import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.plan.Held;
import io.margay.dataplane.plan.Writer;
import io.margay.dataplane.probe.Capability;
import io.margay.dataplane.probe.IptablesProbe;
import io.margay.dataplane.probe.Machine;
import io.margay.model.parse.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// How an agent is, as an object of JSON; and what came of a release.
record StatusItem(AgentSetup setup, Standing standing, Backends backends) {
    private static final Duration PROBE_PATIENCE = Duration.ofSeconds(5);

    /// All of it.
    Value.Mapping of(Held held, List<ReleaseFile.Entry> released) {
        var seen = standing.seen();
        var item = new JsonObject()
                .text("node", setup.node())
                .text("netns", setup.netns().name())
                .text("since", time(seen.began()))
                .value("engine", engine(seen.connected()))
                .number("revision", seen.revision());
        if (seen.revision() > 0) {
            item.text("enforcedSince", time(seen.enforced()));
        }
        return item.number("told", held.revision())
                .number("endpoints", held.endpoints().size())
                .number("policies", held.policies().size())
                .value(
                        "released",
                        list(released.stream()
                                .map(entry -> released(entry, held))
                                .toList()))
                .value("failure", failure(seen.failing()))
                .value(
                        "closed",
                        list(seen.refused().stream().map(StatusItem::closed).toList()))
                .value("repaired", repaired(seen.repairs()))
                .value("notes", texts(seen.notes()))
                .text("backend", backends.used().backend().text() + ": " + backends.why())
                .value("capabilities", list(capabilities()))
                .value("state", state(seen))
                .done();
    }

    /// It is released.
    ///
    /// @param note what a person should know; empty: nothing
    static Value.Mapping released(ReleaseFile.Entry entry, String note) {
        return entry(entry).text("note", note).done();
    }

    /// It is so no longer.
    ///
    /// @param note as of `released`
    static Value.Mapping undone(ReleaseFile.Entry entry, String note) {
        return entry(entry).text("undone", "rules are back").text("note", note).done();
    }

    /// All of it is gone.
    static Value.Mapping uninstalled(AgentSetup setup) {
        return new JsonObject()
                .text("uninstalled", setup.node())
                .text("state", setup.stateFolder().toString())
                .done();
    }

    private static JsonObject entry(ReleaseFile.Entry entry) {
        return new JsonObject()
                .text("what", entry.what())
                .text("since", time(entry.since()))
                .text("by", entry.by());
    }

    private static Value released(ReleaseFile.Entry entry, Held held) {
        var endpoint = entry.endpoint();
        boolean isAway = endpoint != null && !held.endpoints().containsKey(endpoint);
        return entry(entry).flag("notHere", isAway).done();
    }

    private Value engine(Standing.Since connected) {
        return new JsonObject()
                .text("socket", setup.engine().toString())
                .value("connected", new Value.Bool(0, connected.isSo()))
                .text("since", time(connected.since()))
                .text("why", connected.why())
                .done();
    }

    private Value failure(Standing.Since failing) {
        if (!failing.isSo()) {
            return new Value.Null(0);
        }
        var again = AgentConfig.read(setup.config()).retryInterval();
        return new JsonObject()
                .text("why", failing.why())
                .text("since", time(failing.since()))
                .text("triedAgain", "every " + again.toMillis() + " ms")
                .done();
    }

    private static Value closed(Writer.Failing failing) {
        return new JsonObject()
                .text("what", failing.what())
                .text("why", failing.why())
                .text("since", time(failing.since()))
                .text("triedAgain", time(failing.next()))
                .done();
    }

    private static Value repaired(Standing.Repairs repairs) {
        var item = new JsonObject().number("count", repairs.count());
        if (repairs.count() > 0) {
            item.text("latest", repairs.latest()).text("at", time(repairs.at()));
        }
        return item.done();
    }

    private Value state(Standing.Seen seen) {
        return new JsonObject()
                .text("folder", setup.stateFolder().toString())
                .value("kept", new Value.Bool(0, seen.kept().isSo()))
                .text("why", seen.kept().why())
                .value("notes", texts(seen.restored()))
                .done();
    }

    /// What the kernel and its programs can do, tried now.
    private List<Value> capabilities() {
        var asked = CompletableFuture.supplyAsync(this::probe, Thread.ofVirtual()::start);
        var late = capability("iptables", new Capability.Unsupported("no answer within 5 s"), "");
        return asked.completeOnTimeout(List.of(late), PROBE_PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private List<Value> probe() {
        var backend = backends.used().backend().text();
        var version = Commands.in(setup.netns()).run("iptables-" + backend, "--version");
        var kernel = System.getProperty("os.name") + " " + System.getProperty("os.version");
        var versions = (version.ok() ? version.output().strip() + ", " : "") + kernel;
        var all = capability("iptables-" + backend + " and ipset", Machine.iptables(setup.netns()), versions);
        var missing = IptablesProbe.findings().stream()
                .filter(finding -> finding.capability() instanceof Capability.Unsupported)
                .map(finding -> capability(finding.what(), finding.capability(), versions));
        return Stream.concat(Stream.of(all), missing).toList();
    }

    private static Value capability(String what, Capability capability, String version) {
        var item = new JsonObject().text("what", what);
        return switch (capability) {
            case Capability.Supported() ->
                item.value("supported", new Value.Bool(0, true))
                        .text("version", version)
                        .done();
            case Capability.Unsupported(var why) ->
                item.value("supported", new Value.Bool(0, false))
                        .text("version", version)
                        .text("why", why)
                        .done();
        };
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Value list(List<? extends Value> items) {
        return new Value.Sequence(0, List.copyOf(items));
    }

    private static Value texts(List<String> texts) {
        return list(texts.stream().map(text -> new Value.Text(0, text)).toList());
    }
}
