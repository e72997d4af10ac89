package io.margay.cli.server;

import static io.margay.cli.metrics.Family.counter;
import static io.margay.cli.metrics.Family.gauge;
import static io.margay.cli.metrics.Family.histogram;

import io.margay.actors.Engine;
import io.margay.actors.count.EngineCounts;
import io.margay.actors.report.Members;
import io.margay.cli.api.ApiCounts;
import io.margay.cli.metrics.Family.Value;
import io.margay.cli.metrics.MetricsConfig;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The metrics of a member, read from those who count. `docs/metrics.md` says what each means.
///
/// Cost: a look at each host that is connected or whose node lives here. Labels are words of Margay's own; but for the
/// names of nodes, where they are asked for.
///
/// @param hasStore whether what exists is what was applied
record MemberMetrics(From from, MetricsConfig config, boolean hasStore) {
    /// Where numbers come from.
    record From(Engine engine, Members members, HostRoll hosts, TimedStore store, ApiCounts api) {}

    /// All of them, as they are now.
    List<MetricSnapshot> all() {
        var counts = from.engine.counts();
        var all = new ArrayList<MetricSnapshot>();
        addMember(counts, all);
        addComputation(counts, all);
        addQueues(counts, all);
        addHosts(counts, all);
        addStreams(all);
        addStore(counts, all);
        addApi(all);
        return all;
    }

    private void addMember(EngineCounts counts, List<MetricSnapshot> to) {
        var held = counts.held();
        to.add(gauge(
                "margay_in_sync", "Whether this member knows all that the source has said.", number(held.isInSync())));
        to.add(gauge("margay_awaited_contributors", "Those of whom this member has not heard all.", held.awaited()));
        to.add(gauge("margay_members", "Members of the cluster, as this one sees them.", members()));
        to.add(gauge(
                "margay_nodes",
                "Nodes that live on this member.",
                counts.nodes().size()));
        to.add(gauge("margay_identities", "Identities that this member holds.", held.identities()));
        to.add(gauge("margay_ip_sets", "Sets of addresses that nodes of this member use.", held.sets()));
    }

    private Stream<Value> members() {
        return from.members.states().entrySet().stream().map(it -> Value.of(it.getValue(), "state", it.getKey()));
    }

    private static void addComputation(EngineCounts counts, List<MetricSnapshot> to) {
        to.add(counter("margay_source_changes", "Changes that the source said, where it is here.", changes(counts)));
        to.add(counter(
                "margay_computation_steps",
                "Steps of the computation.",
                counts.done().entrySet().stream()
                        .map(it -> Value.of(
                                it.getValue().count(), "step", it.getKey().word()))));
        to.add(counter(
                "margay_computation_seconds",
                "How long they took.",
                counts.done().entrySet().stream()
                        .map(it -> Value.of(
                                seconds(it.getValue().nanos()),
                                "step",
                                it.getKey().word()))));
        to.add(counter(
                "margay_versions",
                "Versions of what hosts share.",
                Value.of(counts.held().version())));
        to.add(histogram(
                "margay_change_enforced_seconds",
                "From when this member heard of a change until a host enforced it.",
                counts.enforced.read()));
        to.add(histogram(
                "margay_endpoint_policy_seconds",
                "From when a node heard of an endpoint until its host enforced its rules.",
                counts.endpoints.read()));
    }

    private static Stream<Value> changes(EngineCounts counts) {
        return counts.said().entrySet().stream().flatMap(it -> {
            var kind = it.getKey().apiVersion() + "/" + it.getKey().word();
            return Stream.of(
                    Value.of(it.getValue().upserted(), "kind", kind, "change", "upserted"),
                    Value.of(it.getValue().deleted(), "kind", kind, "change", "deleted"));
        });
    }

    private static void addQueues(EngineCounts counts, List<MetricSnapshot> to) {
        to.add(gauge(
                "margay_actor_wait_seconds",
                "How long what an actor was told last waited for its turn.",
                Value.of(seconds(counts.replica.read()), "actor", "replica"),
                Value.of(seconds(counts.sessions.read()), "actor", "sessions")));
        to.add(gauge(
                "margay_source_undelivered",
                "News that wait here to be said to other members, where the source is here.",
                counts.undelivered.sum()));
    }

    private void addHosts(EngineCounts counts, List<MetricSnapshot> to) {
        var seen = from.hosts.seen();
        long now = System.currentTimeMillis();
        var tally = HostTally.of(seen, counts.nodes(), now, config.laggingAfter());
        to.add(gauge(
                "margay_hosts",
                "Hosts of this member, by how they are.",
                Arrays.stream(HostTally.How.values()).map(how -> Value.of(tally.hosts(how), "state", how.word()))));
        to.add(gauge("margay_hosts_unanswered", "Hosts that have not answered a transaction.", tally.unanswered()));
        to.add(gauge(
                "margay_host_unanswered_seconds",
                "For how long the slowest of them has not.",
                millis(tally.longestUnanswered())));
        to.add(gauge("margay_host_messages_waiting", "Messages that wait to be read by hosts.", tally.waiting()));
        to.add(gauge("margay_host_objects_failing", "Objects that hosts' kernels refuse.", tally.failing()));
        to.add(gauge("margay_host_releases", "Hosts and endpoints that are released.", tally.released()));
        if (config.isByNode()) {
            seen.entrySet()
                    .removeIf(it ->
                            it.getValue().stream() == null && !counts.nodes().contains(it.getKey()));
            addNodes(seen, now, to);
        }
    }

    /// What moved to another member, or is no more, has none here.
    private void addNodes(Map<String, HostRoll.Seen> seen, long now, List<MetricSnapshot> to) {
        var connected = new ArrayList<Value>();
        var unanswered = new ArrayList<Value>();
        var failing = new ArrayList<Value>();
        var drift = new ArrayList<Value>();
        seen.forEach((node, host) -> {
            var one = HostTally.one(host, now, config.laggingAfter());
            connected.add(Value.of(number(host.stream() != null), "node", node));
            unanswered.add(Value.of(millis(one.unanswered()), "node", node));
            failing.add(Value.of(one.failing(), "node", node));
            drift.add(Value.of(one.drift(), "node", node));
        });
        to.add(gauge("margay_node_connected", "Whether a node's host is connected here.", connected.stream()));
        to.add(gauge(
                "margay_node_unanswered_seconds",
                "For how long a node's host has not answered a transaction.",
                unanswered.stream()));
        to.add(gauge("margay_node_objects_failing", "Objects that a node's kernel refuses.", failing.stream()));
        to.add(gauge("margay_node_drift_repairs", "What a node's agent repaired since it began.", drift.stream()));
    }

    private void addStreams(List<MetricSnapshot> to) {
        var streams = from.hosts.counts();
        to.add(counter("margay_host_streams", "Streams of hosts that began.", Value.of(streams.streams.sum())));
        to.add(counter("margay_host_streams_refused", "Streams that were refused.", Value.of(streams.refused.sum())));
        to.add(counter(
                "margay_host_transactions",
                "Transactions that hosts were told.",
                Value.of(streams.transactions.sum())));
        to.add(counter("margay_host_bytes", "Their bytes, before TLS.", Value.of(streams.bytes.sum())));
        to.add(counter(
                "margay_host_answers",
                "What hosts answered.",
                Value.of(streams.enforced.sum(), "outcome", "enforced"),
                Value.of(streams.failed.sum(), "outcome", "failed")));
        to.add(histogram(
                "margay_host_answer_seconds",
                "From when a host was told a transaction until it answered.",
                streams.answers.read()));
        to.add(counter(
                "margay_host_drift_repairs",
                "Rules and members that others had changed, and hosts repaired.",
                Value.of(streams.repaired.sum())));
    }

    private void addStore(EngineCounts counts, List<MetricSnapshot> to) {
        var state = counts.store.state();
        to.add(gauge("margay_store_expected", "Whether what exists is what was applied.", number(hasStore)));
        to.add(gauge("margay_store_here", "Whether the store is on this member.", number(state.isHere())));
        to.add(gauge("margay_store_open", "Whether it is, and its database works.", number(state.isOpen())));
        to.add(gauge("margay_store_resources", "Resources that it has, where it is here.", state.resources()));
        to.add(gauge("margay_store_edits_waiting", "Edits that wait for it, where it is here.", state.waiting()));
        to.add(gauge(
                "margay_store_revisions_behind",
                "Revisions that are kept, and not in its tables yet, where it is here.",
                state.behind()));
        to.add(counter(
                "margay_store_edits",
                "Edits that were made over this member.",
                from.store.outcomes().entrySet().stream()
                        .map(it -> Value.of(
                                it.getValue().sum(), "outcome", it.getKey().word()))));
        to.add(histogram(
                "margay_store_edit_seconds",
                "From when this member was asked for an edit until it was decided and kept.",
                from.store.edits().read()));
    }

    private void addApi(List<MetricSnapshot> to) {
        to.add(counter(
                "margay_api_requests",
                "Requests to the HTTP API.",
                from.api.requests().entrySet().stream()
                        .map(it -> Value.of(
                                it.getValue().sum(),
                                "role",
                                it.getKey().role(),
                                "status",
                                Integer.toString(it.getKey().status())))));
        to.add(gauge("margay_api_connections", "Clients that are connected.", from.api.connections()));
    }

    private static int number(boolean is) {
        return is ? 1 : 0;
    }

    private static double seconds(long nanos) {
        return nanos / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private static double millis(long of) {
        return of / (double) TimeUnit.SECONDS.toMillis(1);
    }
}
