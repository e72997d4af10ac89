package io.margay.cli.api;

import io.margay.actors.store.Edit;
import io.margay.cli.input.KindWords;
import io.margay.model.input.Origin;
import io.margay.model.input.ParsedResource;
import io.margay.model.parse.Checked;
import io.margay.model.parse.Problem;
import io.margay.model.parse.Value;
import io.margay.model.parse.text.ValueReader;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.Where;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a request to change resources: `{"dryRun":false,"put":[…],"delete":[…]}`. All that is wrong is said in one go.
final class EditRequest {
    private static final Set<String> FIELDS = Set.of("dryRun", "put", "delete");
    private static final String MAX_REVISION = "[0-9]{1,18}";

    private final List<Edit.Step> steps = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final Set<ResourceKey> keys = new HashSet<>();

    private EditRequest() {}

    /// The edit that a body asks for.
    static Checked<Edit> read(String author, byte[] body) {
        return switch (new ValueReader("").readText(body)) {
            case Checked.Good<Value>(Value.Mapping object, var _) -> new EditRequest().read(author, object);
            case Checked.Good<Value>(var other, var _) ->
                new Checked.Bad<>(List.of(problem("", "must be an object, is " + other.describe())), List.of());
            case Checked.Bad<Value>(var wrong, var warnings) -> new Checked.Bad<>(wrong, warnings);
        };
    }

    /// The edit that makes one resource this.
    ///
    /// @param key what it must be
    static Checked<Edit> put(String author, boolean isTrial, ResourceKey key, Value object) {
        var request = new EditRequest();
        request.put(object, "");
        if (request.problems.isEmpty() && !request.steps.getFirst().key().equals(key)) {
            request.problems.add(
                    problem("", "is " + request.steps.getFirst().key() + ", and is to be " + key + " by its path"));
        }
        return request.checked(author, isTrial);
    }

    private Checked<Edit> read(String author, Value.Mapping object) {
        object.fields().keySet().stream()
                .filter(field -> !FIELDS.contains(field))
                .forEach(field -> problems.add(problem(field, "there is no such field: dryRun, put and delete")));
        boolean isTrial = flag(object.fields().get("dryRun"));
        forEach(object, "put", this::put);
        forEach(object, "delete", this::delete);
        if (steps.isEmpty() && problems.isEmpty()) {
            problems.add(problem("", "changes nothing: there must be something to put or to delete"));
        }
        return checked(author, isTrial);
    }

    private Checked<Edit> checked(String author, boolean isTrial) {
        return problems.isEmpty()
                ? new Checked.Good<>(new Edit(author, isTrial, steps), warnings)
                : new Checked.Bad<>(problems, warnings);
    }

    private interface Entry {
        void read(Value entry, String path);
    }

    private void forEach(Value.Mapping object, String field, Entry each) {
        switch (object.fields().get(field)) {
            case null -> {}
            case Value.Null _ -> {}
            case Value.Sequence(var _, var items) -> {
                int index = 0;
                for (var item : items) {
                    each.read(item, field + "[" + index++ + "]");
                }
            }
            case Value other -> problems.add(problem(field, "must be a list, is " + other.describe()));
        }
    }

    private boolean flag(@Nullable Value value) {
        if (value == null || value instanceof Value.Null || value instanceof Value.Bool) {
            return value instanceof Value.Bool(var _, var is) && is;
        }
        problems.add(problem("dryRun", "must be true or false, is " + value.describe()));
        return false;
    }

    private void put(Value entry, String path) {
        if (!(entry instanceof Value.Mapping object)) {
            problems.add(problem(path, "must be a resource, is " + entry.describe()));
            return;
        }
        long expected =
                expected(field(field(object, ResourceText.METADATA), ResourceText.VERSION), path + ".metadata.");
        var kept = ResourceText.kept(object);
        switch (Origin.read(kept)) {
            case ParsedResource.Accepted(var resource, var about) -> {
                warnings.addAll(about);
                add(new Edit.Put(resource, ResourceText.text(kept), expected), path);
            }
            case ParsedResource.Rejected(var refused, var about) -> {
                warnings.addAll(about);
                refused.problems().forEach(wrong -> problems.add(placed(wrong, path)));
            }
            case ParsedResource.Unknown(var kind) -> problems.add(problem(path, kind + " is no kind that is kept"));
        }
    }

    private void delete(Value entry, String path) {
        if (!(entry instanceof Value.Mapping)) {
            problems.add(problem(path, "must be an object, is " + entry.describe()));
            return;
        }
        long expected = expected(field(entry, ResourceText.VERSION), path + ".");
        var name = text(entry, "name");
        if (name.isEmpty()) {
            problems.add(problem(path + ".name", "is missing"));
        }
        var kind = kind(entry, path);
        if (kind != null && !name.isEmpty()) {
            var namespace = text(entry, "namespace");
            var known = namespace.isEmpty() ? "default" : namespace;
            add(new Edit.Delete(new ResourceKey(kind, kind.namespaced() ? known : "", name), expected), path);
        }
    }

    private @Nullable Kind kind(Value entry, String path) {
        var word = text(entry, "kind");
        var apiVersion = text(entry, "apiVersion");
        var kinds = apiVersion.isEmpty()
                ? KindWords.named(word)
                : Kind.of(apiVersion, word).stream().toList();
        if (kinds.isEmpty()) {
            problems.add(problem(path + ".kind", "is missing, or no kind that is kept"));
        } else if (kinds.size() > 1) {
            problems.add(problem(
                    path + ".apiVersion",
                    "is missing: there is a " + word + " of " + kinds.get(0).apiVersion() + " and of "
                            + kinds.get(1).apiVersion()));
        }
        return kinds.size() == 1 ? kinds.getFirst() : null;
    }

    private void add(Edit.Step step, String path) {
        if (keys.add(step.key())) {
            steps.add(step);
        } else {
            problems.add(new Problem(where(step), step.key().toString(), path, "is there twice"));
        }
    }

    private static Where where(Edit.Step step) {
        return switch (step) {
            case Edit.Put(var resource, var _, var _) -> resource.metadata().where();
            case Edit.Delete _ -> Where.NOWHERE;
        };
    }

    private long expected(@Nullable Value version, String path) {
        var text = switch (version) {
            case null -> "";
            case Value.Text(var _, var it) -> it;
            case Value.Numeral(var _, var it) -> it;
            case Value other -> other.describe();
        };
        if (version == null || text.isEmpty()) {
            return Edit.ANY;
        }
        if (text.matches(MAX_REVISION)) {
            return Long.parseLong(text);
        }
        problems.add(problem(path + ResourceText.VERSION, "must be a revision, or 0 for none, is " + text));
        return Edit.ANY;
    }

    /// What has neither a name nor a line is found by its place in the request.
    private static Problem placed(Problem wrong, String path) {
        return wrong.subject().isEmpty() && wrong.where().toString().isEmpty() ? problem(path, wrong.what()) : wrong;
    }

    private static @Nullable Value field(@Nullable Value of, String name) {
        return of instanceof Value.Mapping object ? object.fields().get(name) : null;
    }

    private static String text(Value of, String field) {
        return field(of, field) instanceof Value.Text(var _, var text) ? text : "";
    }

    private static Problem problem(String path, String what) {
        return new Problem(Where.NOWHERE, "", path, what);
    }
}
