package io.margay.cli.probe;

import io.margay.model.parse.Value;
import java.util.List;
import java.util.regex.Pattern;

/// Prints values as YAML, fields in their order.
///
/// A text that could be anything else is written as in JSON, which YAML reads alike.
public final class YamlText {
    /// What YAML takes for nothing but a text: it begins with a letter or a slash, and has no sign that means
    /// something.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*");

    private static final Pattern WORD_OF_YAML =
            Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|[+-]?\\.?(inf|nan)");

    private final StringBuilder text = new StringBuilder();

    private YamlText() {}

    /// A document, each line with its end.
    public static String print(Value.Mapping document) {
        var yaml = new YamlText();
        yaml.fields(document, "");
        return yaml.text.toString();
    }

    private void fields(Value.Mapping object, String indent) {
        object.fields().forEach((name, value) -> {
            text.append(indent).append(scalar(new Value.Text(0, name))).append(':');
            nested(value, indent);
        });
    }

    /// What comes after a colon.
    private void nested(Value value, String indent) {
        switch (value) {
            case Value.Mapping object
            when !object.fields().isEmpty() -> {
                text.append('\n');
                fields(object, indent + "  ");
            }
            case Value.Sequence(var _, var items)
            when !items.isEmpty() -> {
                text.append('\n');
                items(items, indent);
            }
            default -> text.append(' ').append(scalar(value)).append('\n');
        }
    }

    private void items(List<Value> items, String indent) {
        for (var item : items) {
            if (item instanceof Value.Mapping object && !object.fields().isEmpty()) {
                var at = text.length();
                fields(object, indent + "  ");
                text.replace(at, at + indent.length() + 2, indent + "- ");
            } else {
                text.append(indent).append("- ").append(scalar(item)).append('\n');
            }
        }
    }

    private static String scalar(Value value) {
        var isPlain = value instanceof Value.Text(var _, var it)
                && PLAIN.matcher(it).matches()
                && !WORD_OF_YAML.matcher(it).matches();
        return isPlain ? JsonText.plain(value) : JsonText.print(value);
    }
}
