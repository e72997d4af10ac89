package io.margay.load.hot;

import io.margay.engine.catalog.Catalog;
import io.margay.engine.identity.Holder;
import io.margay.index.Fingerprint;
import io.margay.load.dataset.Preset;
import io.margay.model.input.InputParser;
import io.margay.model.label.LabelLookup;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.selector.Selector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/// A generated cluster as benchmarks want it: what is in it, its fingerprints' labels, its policies' selectors.
final class Population {
    private static final long SEED = 1;

    private final List<Resource> resources;
    private final Catalog catalog;

    private Population(List<Resource> resources) {
        this.resources = resources;
        this.catalog = Catalog.of(resources);
    }

    /// The cluster of a preset.
    static Population of(Preset preset) throws IOException {
        var folder = Files.createTempDirectory("margay-bench");
        var snapshot = folder.resolve(Preset.SNAPSHOT);
        try {
            preset.write(folder, SEED, 0);
            var bytes = Files.readAllBytes(snapshot);
            return new Population(new InputParser()
                    .parse(Preset.SNAPSHOT, new ByteArrayInputStream(bytes))
                    .resources());
        } finally {
            Files.deleteIfExists(snapshot);
            Files.deleteIfExists(folder.resolve(Preset.UPDATES));
            Files.delete(folder);
        }
    }

    List<Resource> resources() {
        return resources;
    }

    /// What selectors see of each different fingerprint, the catalog's labels inherited.
    List<LabelLookup> labels() {
        return fingerprints().stream().map(catalog::labels).toList();
    }

    /// Each different selector of a policy's subject.
    List<Selector> selectors() {
        return resources.stream()
                .map(Resource::key)
                .map(catalog::policy)
                .flatMap(Optional::stream)
                .map(PolicyRules::subject)
                .distinct()
                .toList();
    }

    /// The pods.
    List<ResourceKey> pods() {
        return resources.stream()
                .map(Resource::key)
                .filter(key -> key.kind() == Kind.POD)
                .toList();
    }

    private List<Fingerprint> fingerprints() {
        return resources.stream()
                .map(Holder::of)
                .flatMap(Optional::stream)
                .map(Holder::fingerprint)
                .distinct()
                .toList();
    }
}
