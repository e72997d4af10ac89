package io.margay.model.input;

import io.margay.model.parse.Problem;
import io.margay.model.parse.Value;
import io.margay.model.parse.text.DocumentSink;
import io.margay.model.parse.text.Documents;
import io.margay.model.parse.text.LineReader;
import io.margay.model.resource.Resource;
import io.margay.model.resource.Where;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads inputs: YAML (many documents), JSON, JSON lines, lists of resources; each gzip'ed or not, told apart by
/// content.
public final class InputParser {
    private static final String LIST = "List";
    private static final int MAX_LISTS = 10;

    /// Is told of each valid resource, and of the tree that it was read from.
    public interface Listener {
        /// One, in the order of the input.
        void accepted(Resource resource, Value.Mapping tree);
    }

    private final boolean straight;
    private final Listener listener;

    /// A parser that makes no trees of what it can read without.
    public InputParser() {
        this(true, (_, _) -> {});
    }

    /// A parser that makes a tree of everything, and shows it.
    public InputParser(Listener listener) {
        this(false, listener);
    }

    /// @param straight whether Pods that stand on a line of JSON are read without a tree: sooner, and to the same
    InputParser(boolean straight) {
        this(straight, (_, _) -> {});
    }

    private InputParser(boolean straight, Listener listener) {
        this.straight = straight;
        this.listener = listener;
    }

    /// All resources of an input.
    ///
    /// Errors: problems in the answer, each with its line; so also where the input cannot be read to its end.
    /// Cost: what the input's resources need, and one document or line of it at a time.
    ///
    /// @param file what problems call the input
    public ParsedInput parse(String file, InputStream in) {
        var all = new ParsedInput.Collector();
        var sink = new DocumentSink() {
            @Override
            public void value(Value value) {
                add(all, file, value, 0);
            }

            @Override
            public void problem(Problem problem) {
                all.add(problem);
            }
        };
        Documents.read(file, in, sink, straight ? new StraightPods(file, all) : LineReader.NONE);
        return all.collected();
    }

    /// The same of objects that have been read already, such as those inside other JSON.
    public ParsedInput parse(String file, List<Value> objects) {
        var all = new ParsedInput.Collector();
        objects.forEach(object -> add(all, file, object, 0));
        return all.collected();
    }

    private void add(ParsedInput.Collector all, String file, Value value, int lists) {
        if (lists < MAX_LISTS && listKind(value).endsWith(LIST) && value instanceof Value.Mapping list) {
            switch (list.fields().get("items")) {
                case Value.Sequence(var _, var items) ->
                    items.forEach(item -> add(all, file, withKind(item, list), lists + 1));
                case null -> {}
                case Value.Null _ -> {}
                case Value other -> all.add(noItems(file, other));
            }
        } else {
            var parsed = ResourceParser.parse(file, value);
            all.add(parsed);
            tell(parsed, value);
        }
    }

    private void tell(ParsedResource parsed, Value tree) {
        if (parsed instanceof ParsedResource.Accepted(var resource, var _) && tree instanceof Value.Mapping object) {
            listener.accepted(resource, object);
        }
    }

    private static Problem noItems(String file, Value items) {
        return new Problem(new Where(file, items.line()), "", "items", "must be a list, is " + items.describe());
    }

    private static String listKind(Value value) {
        return value instanceof Value.Mapping object
                        && object.fields().get("kind") instanceof Value.Text(var _, var kind)
                ? kind
                : "";
    }

    /// An item of a list as API servers send it (a `PodList`), which names its kind for all of them.
    private static Value withKind(Value item, Value.Mapping list) {
        var kind = listKind(list);
        if (!(item instanceof Value.Mapping object) || object.fields().containsKey("kind") || kind.equals(LIST)) {
            return item;
        }
        Map<String, Value> fields = new LinkedHashMap<>(object.fields());
        fields.put("kind", new Value.Text(object.line(), kind.substring(0, kind.length() - LIST.length())));
        var apiVersion = list.fields().get("apiVersion");
        if (apiVersion != null) {
            fields.putIfAbsent("apiVersion", apiVersion);
        }
        return new Value.Mapping(object.line(), fields, object.twice());
    }
}
