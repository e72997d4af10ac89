package io.margay.cli.client;

import io.margay.model.input.Origin;
import io.margay.model.parse.Value;
import io.margay.model.parse.Value.Mapping;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// What a resource says in its metadata of its versions.
public final class Versions {
    private static final String METADATA = "metadata";
    private static final String ANNOTATIONS = "annotations";

    private Versions() {}

    /// One that is to replace this version.
    ///
    /// @param version 0: none
    public static Mapping expecting(Mapping resource, String version) {
        return with(resource, metadata -> metadata.put("resourceVersion", new Value.Text(0, version)));
    }

    /// One as people edit it: with its version, but without who changed it, and where.
    public static Mapping edited(Mapping resource) {
        return with(resource, metadata -> {
            metadata.remove("managedFields");
            if (metadata.get(ANNOTATIONS) instanceof Mapping annotations) {
                put(metadata, without(annotations, Origin.ANNOTATION));
            }
        });
    }

    private static void put(Map<String, Value> metadata, Mapping annotations) {
        if (annotations.fields().isEmpty()) {
            metadata.remove(ANNOTATIONS);
        } else {
            metadata.put(ANNOTATIONS, annotations);
        }
    }

    private static Mapping without(Mapping object, String field) {
        var fields = new LinkedHashMap<>(object.fields());
        fields.remove(field);
        return new Mapping(object.line(), fields, object.twice());
    }

    private static Mapping with(Mapping resource, Consumer<Map<String, Value>> change) {
        var metadata = new LinkedHashMap<>(Words.object(resource, METADATA).fields());
        change.accept(metadata);
        var fields = new LinkedHashMap<>(resource.fields());
        fields.put(METADATA, new Mapping(Words.object(resource, METADATA).line(), metadata));
        return new Mapping(resource.line(), fields, resource.twice());
    }
}
