package io.margay.model.input;

import io.margay.model.parse.Problem;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everything that was read from one input or several. No two resources have one key.
///
/// @param resources what is valid, in the order of the input
/// @param refused what is not
/// @param problems all of them: those of `refused`, and of what is no resource at all
/// @param warnings what is odd about what was accepted
/// @param unknownKinds kinds that are not read, such as `apps/v1/Deployment`, and how many of each there were
public record ParsedInput(
        List<Resource> resources,
        List<Refused> refused,
        List<Problem> problems,
        List<Problem> warnings,
        SortedMap<String, Integer> unknownKinds) {
    /// Nothing.
    public static final ParsedInput EMPTY =
            new ParsedInput(List.of(), List.of(), List.of(), List.of(), Collections.emptySortedMap());

    public ParsedInput {
        resources = List.copyOf(resources);
        refused = List.copyOf(refused);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
        unknownKinds = Collections.unmodifiableSortedMap(new TreeMap<>(unknownKinds));
    }

    /// Several inputs as one, in their order. Of resources with the same key the first counts; each other is refused,
    /// and its problem names both places.
    public static ParsedInput merge(List<ParsedInput> inputs) {
        if (inputs.size() == 1) {
            return inputs.getFirst();
        }
        var all = new Collector();
        inputs.forEach(all::add);
        return all.collected();
    }

    /// Gathers resources one by one.
    static final class Collector {
        private final List<Resource> resources = new ArrayList<>();
        private final Map<ResourceKey, Resource> byKey = new HashMap<>();
        private final List<Refused> refused = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private final List<Problem> warnings = new ArrayList<>();
        private final SortedMap<String, Integer> unknownKinds = new TreeMap<>();

        void add(ParsedResource parsed) {
            switch (parsed) {
                case ParsedResource.Accepted(var resource, var about) -> {
                    warnings.addAll(about);
                    add(resource);
                }
                case ParsedResource.Rejected(var rejected, var about) -> {
                    warnings.addAll(about);
                    problems.addAll(rejected.problems());
                    refused.add(rejected);
                }
                case ParsedResource.Unknown(var kind) -> unknownKinds.merge(kind, 1, Integer::sum);
            }
        }

        void add(Problem problem) {
            problems.add(problem);
        }

        /// Problems of what was refused already are among the problems of its input.
        void add(ParsedInput input) {
            refused.addAll(input.refused);
            problems.addAll(input.problems);
            warnings.addAll(input.warnings);
            input.unknownKinds.forEach((kind, count) -> unknownKinds.merge(kind, count, Integer::sum));
            input.resources.forEach(this::add);
        }

        ParsedInput collected() {
            refused.replaceAll(one -> byKey.containsKey(one.key()) ? one.withoutStandIn() : one);
            return new ParsedInput(resources, refused, problems, warnings, unknownKinds);
        }

        /// A resource about which there is nothing to say.
        void add(Resource resource) {
            var first = byKey.putIfAbsent(resource.key(), resource);
            if (first == null) {
                resources.add(resource);
                return;
            }
            var where = resource.metadata().where();
            var what = "is there twice: first at " + first.metadata().where();
            var problem = new Problem(where, resource.key().toString(), "", what);
            problems.add(problem);
            refused.add(new Refused(resource.key(), where, List.of(problem), null));
        }
    }
}
