package io.margay.model.input;

import io.margay.model.parse.Fields;
import io.margay.model.parse.KindParser;
import io.margay.model.parse.Problem;
import io.margay.model.parse.Value;
import io.margay.model.parse.calico.CalicoParsers;
import io.margay.model.parse.kubernetes.KubernetesParsers;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.Where;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads one resource, of any kind, from the tree that was written.
public final class ResourceParser {
    private static final Map<Kind, KindParser> PARSERS = parsers();

    private ResourceParser() {}

    /// What an object is. A list is none: `ParsedResource` is for its items.
    ///
    /// Errors: every problem of the resource, each with its place; never an exception.
    public static ParsedResource parse(String file, Value value) {
        if (!(value instanceof Value.Mapping object)) {
            return nameless(
                    new Where(file, value.line()),
                    "must be an object with apiVersion and kind, is " + value.describe());
        }
        var apiVersion = text(object, "apiVersion");
        var word = text(object, "kind");
        if (apiVersion.isEmpty() || word.isEmpty()) {
            var missing = word.isEmpty() ? "kind" : "apiVersion";
            return nameless(new Where(file, object.line()), "must have " + missing + ", a string");
        }
        var kind = Kind.of(apiVersion, word);
        var parser = kind.map(PARSERS::get);
        return kind.isPresent() && parser.isPresent()
                ? known(file, object, kind.get(), parser.get())
                : new ParsedResource.Unknown(Problem.line(apiVersion + "/" + word));
    }

    private static ParsedResource known(String file, Value.Mapping object, Kind kind, KindParser parser) {
        var root = Fields.of(file, () -> subject(object, kind), object);
        var metadata = MetadataParser.parse(root, kind);
        var resource = parser.parse(root, metadata);
        var problems = root.problems();
        if (problems.isEmpty()) {
            return new ParsedResource.Accepted(resource, root.warnings());
        }
        var standIn = metadata.name().isEmpty() ? null : StandIns.of(kind, object, metadata);
        var key = metadata.name().isEmpty() ? null : new ResourceKey(kind, metadata.namespace(), metadata.name());
        return new ParsedResource.Rejected(new Refused(key, metadata.where(), problems, standIn), root.warnings());
    }

    private static String subject(Value.Mapping object, Kind kind) {
        var path = nameOf(object, kind).path();
        return kind.word() + (path.isEmpty() ? "" : " " + path);
    }

    /// The name before anything is checked, for the subject of problems.
    private static ResourceKey nameOf(Value.Mapping object, Kind kind) {
        if (object.fields().get("metadata") instanceof Value.Mapping metadata) {
            var namespace = kind.namespaced() ? MetadataParser.namespaceOr(text(metadata, "namespace")) : "";
            var name = text(metadata, "name");
            return new ResourceKey(kind, name.isEmpty() ? "" : namespace, name);
        }
        return new ResourceKey(kind, "", "");
    }

    private static String text(Value.Mapping object, String field) {
        return object.fields().get(field) instanceof Value.Text(var _, var text) ? text : "";
    }

    private static ParsedResource nameless(Where where, String what) {
        var problem = new Problem(where, "", "", what);
        return new ParsedResource.Rejected(new Refused(null, where, List.of(problem), null), List.of());
    }

    private static Map<Kind, KindParser> parsers() {
        var parsers = new EnumMap<Kind, KindParser>(Kind.class);
        for (var kind : Kind.values()) {
            var parser = parser(kind);
            if (parser != null) {
                parsers.put(kind, parser);
            }
        }
        return parsers;
    }

    private static @Nullable KindParser parser(Kind kind) {
        var parser = KubernetesParsers.of(kind);
        return parser != null ? parser : CalicoParsers.of(kind);
    }
}
