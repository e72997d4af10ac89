package io.margay.model.parse.text;

import io.margay.model.parse.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// The nodes of one YAML document as values: types given to scalars, aliases and merge keys resolved.
///
/// An alias shares the value of its anchor. What aliases stand for is counted, each time anew, so that a small text
/// cannot become a large tree.
final class NodeConverter {
    /// What is said of a document that nests too deep.
    static final String TOO_DEEP = "objects and lists nest deeper than " + JsonTree.MAX_DEPTH + " levels";

    private static final int MOST_BY_ALIAS = 100_000;
    private static final Set<Tag> KNOWN_SCALARS =
            Set.of(Scalars.PLAIN, Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP);
    private static final Set<Tag> TEXTS = Set.of(Tag.STR, Tag.TIMESTAMP);

    /// What cannot be converted: its line, and why.
    record Unusable(int line, String what) {}

    /// A value that has an anchor, how many values it is, and how deep.
    private record Anchored(Value value, int size, int height) {
        boolean isOpen() {
            return size < 0;
        }
    }

    private static final Anchored OPEN = new Anchored(new Value.Null(0), -1, 0);

    private final int firstLine;
    private final int lastLine;
    private final IdentityHashMap<Node, Anchored> anchored = new IdentityHashMap<>();
    private int size;
    private int height;
    private int byAlias;
    private @Nullable Unusable problem;

    /// @param firstLine the line of the input that the document's first line is
    /// @param lastLine the line that its last one is
    NodeConverter(int firstLine, int lastLine) {
        this.firstLine = firstLine;
        this.lastLine = lastLine;
    }

    /// The value of a document's root. Where `problem` is not null afterwards, it is not all of it.
    Value convert(Node root) {
        return convert(root, 1);
    }

    /// The first thing that could not be converted; null where all was.
    @Nullable
    Unusable problem() {
        return problem;
    }

    private Value convert(Node node, int depth) {
        if (problem != null) {
            return new Value.Null(line(node));
        }
        if (node.getAnchor() == null) {
            return made(node, depth);
        }
        var known = anchored.get(node);
        return known == null ? anchor(node, depth) : alias(node, known, depth);
    }

    private Value anchor(Node node, int depth) {
        var before = size;
        anchored.put(node, OPEN);
        var value = made(node, depth);
        anchored.put(node, new Anchored(value, size - before, height));
        return value;
    }

    private Value alias(Node node, Anchored known, int depth) {
        if (known.isOpen()) {
            return fail(node, "anchor &" + node.getAnchor() + " has an alias inside itself");
        }
        size += known.size;
        byAlias += known.size;
        height = known.height;
        if (byAlias > MOST_BY_ALIAS) {
            return fail(node, "aliases stand for more than " + MOST_BY_ALIAS + " values in all");
        }
        return depth + known.height > JsonTree.MAX_DEPTH + 1 ? fail(node, TOO_DEEP) : known.value;
    }

    private Value made(Node node, int depth) {
        size++;
        if (depth > JsonTree.MAX_DEPTH && !(node instanceof ScalarNode)) {
            return fail(node, TOO_DEEP);
        }
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode list -> list(list, depth);
            case MappingNode object -> object(object, depth);
            default -> fail(node, "is neither a scalar nor a list nor an object");
        };
    }

    private Value scalar(ScalarNode node) {
        height = 0;
        if (!KNOWN_SCALARS.contains(node.getTag())) {
            return fail(node, "tag " + node.getTag() + " is not known");
        }
        return TEXTS.contains(node.getTag())
                ? new Value.Text(line(node), node.getValue())
                : Scalars.plain(line(node), node.getValue());
    }

    private Value list(SequenceNode node, int depth) {
        var items = new ArrayList<Value>(node.getValue().size());
        var highest = 0;
        for (var item : node.getValue()) {
            items.add(convert(item, depth + 1));
            highest = Math.max(highest, height);
        }
        height = highest + 1;
        return new Value.Sequence(line(node), items);
    }

    private Value object(MappingNode node, int depth) {
        var fields = new LinkedHashMap<String, Value>();
        var merged = new ArrayList<Value>();
        List<Value.Twice> twice = List.of();
        var highest = 0;
        for (var tuple : node.getValue()) {
            var value = convert(tuple.getValueNode(), depth + 1);
            highest = Math.max(highest, height);
            var key = key(tuple.getKeyNode());
            if (isMerge(tuple.getKeyNode())) {
                merged.add(value);
            } else if (fields.put(key, value) != null) {
                twice = twice.isEmpty() ? new ArrayList<>() : twice;
                twice.add(new Value.Twice(line(tuple.getKeyNode()), key));
            }
        }
        height = highest + 1;
        merged.forEach(value -> merge(fields, value, node));
        return new Value.Mapping(line(node), fields, twice);
    }

    private String key(Node node) {
        if (node instanceof ScalarNode scalar) {
            return switch (scalar(scalar)) {
                case Value.Text(var _, var text) -> text;
                case Value.Numeral(var _, var text) -> text;
                case Value.Bool(var _, var value) -> Boolean.toString(value);
                case Value.Null _, Value.Mapping _, Value.Sequence _ -> noKey(node);
            };
        }
        return noKey(node);
    }

    private String noKey(Node node) {
        fail(node, "a field's name must be a string");
        return "";
    }

    private static boolean isMerge(Node key) {
        return key instanceof ScalarNode scalar
                && (scalar.getTag().equals(Tag.MERGE)
                        || (scalar.getTag().equals(Scalars.PLAIN)
                                && scalar.getValue().equals("<<")));
    }

    /// Adds the fields of an object, or of several, the first of which wins; what is there already stays.
    private void merge(Map<String, Value> fields, Value from, Node node) {
        switch (from) {
            case Value.Mapping object -> object.fields().forEach(fields::putIfAbsent);
            case Value.Sequence list
            when list.items().stream().allMatch(Value.Mapping.class::isInstance) ->
                list.items().forEach(item -> merge(fields, item, node));
            case Value.Sequence _, Value.Text _, Value.Numeral _, Value.Bool _, Value.Null _ ->
                fail(node, "<< must merge an object or a list of objects");
        }
    }

    private Value fail(Node node, String what) {
        if (problem == null) {
            problem = new Unusable(line(node), what);
        }
        return new Value.Null(line(node));
    }

    private int line(Node node) {
        return Math.min(firstLine + node.getStartMark().getLine(), lastLine);
    }
}
