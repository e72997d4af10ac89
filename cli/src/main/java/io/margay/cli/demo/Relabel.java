package io.margay.cli.demo;

import io.margay.cli.demo.Scene.Workload;
import io.margay.model.label.Labels;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Resource;
import io.margay.model.resource.WorkloadEndpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/// A workload takes the labels of another of its namespace.
///
/// @param resources all, with the labels changed
record Relabel(Workload workload, Workload like, List<Resource> resources) {
    /// So many are looked at: each costs a judgement of every question.
    private static final int MOST = 50;

    Relabel {
        resources = List.copyOf(resources);
    }

    /// One that lets something through that was denied, and denies something that was let through: so that nobody can
    /// take the state before for the one after. Empty where none of the first ones does.
    static Optional<Relabel> find(Scene scene, List<Resource> resources) {
        var before = Question.expected(scene, resources);
        return scene.workloads().stream()
                .flatMap(workload -> others(scene, workload).map(like -> of(workload, like, resources)))
                .limit(MOST)
                .filter(relabel -> relabel.opensAndCloses(scene, before))
                .findFirst();
    }

    private static Stream<Workload> others(Scene scene, Workload workload) {
        return scene.workloads().stream()
                .filter(other -> !other.equals(workload))
                .filter(other -> other.key().namespace().equals(workload.key().namespace()));
    }

    private static Relabel of(Workload workload, Workload like, List<Resource> resources) {
        var labels = resources.stream()
                .filter(resource -> resource.key().equals(like.key()))
                .findFirst()
                .orElseThrow()
                .metadata()
                .labels();
        return new Relabel(
                workload,
                like,
                resources.stream()
                        .map(resource -> resource.key().equals(workload.key()) ? labelled(resource, labels) : resource)
                        .toList());
    }

    private static Resource labelled(Resource resource, Labels labels) {
        var old = resource.metadata();
        var metadata = new Metadata(old.namespace(), old.name(), labels, old.where());
        return switch (resource) {
            case Pod pod ->
                new Pod(
                        metadata,
                        pod.nodeName(),
                        pod.serviceAccount(),
                        pod.hostNetwork(),
                        pod.phase(),
                        pod.ips(),
                        pod.ports(),
                        pod.uid());
            case WorkloadEndpoint endpoint ->
                new WorkloadEndpoint(
                        metadata,
                        endpoint.node(),
                        endpoint.interfaceName(),
                        endpoint.orchestrator(),
                        endpoint.workload(),
                        endpoint.serviceAccount(),
                        endpoint.ipNetworks(),
                        endpoint.profiles(),
                        endpoint.ports());
            default -> resource;
        };
    }

    private boolean opensAndCloses(Scene scene, Map<Question, Boolean> before) {
        var after = Question.expected(scene, resources);
        BiPredicate<Boolean, Boolean> isMore = (one, other) -> one && !other;
        return before.keySet().stream().anyMatch(it -> isMore.test(after.get(it), before.get(it)))
                && before.keySet().stream().anyMatch(it -> isMore.test(before.get(it), after.get(it)));
    }
}
