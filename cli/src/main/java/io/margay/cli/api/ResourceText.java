package io.margay.cli.api;

import io.margay.actors.store.Stamp;
import io.margay.actors.store.Stored;
import io.margay.cli.probe.JsonObject;
import io.margay.cli.probe.JsonText;
import io.margay.model.input.Origin;
import io.margay.model.parse.Checked;
import io.margay.model.parse.Value;
import io.margay.model.parse.text.ValueReader;
import io.margay.model.resource.Where;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;

/// Resources as they are shown and as they are kept: shown, they say in their metadata of which change they are
/// (`resourceVersion`) and whose that was (`managedFields`), as resources of Kubernetes do.
final class ResourceText {
    static final String METADATA = "metadata";
    static final String VERSION = "resourceVersion";
    private static final String CHANGES = "managedFields";

    private ResourceText() {}

    /// As it is shown.
    static Value.Mapping shown(Stored stored) {
        return shown(stored.document(), stored.changed());
    }

    /// The same of what it was since a change.
    static Value.Mapping shown(String document, Stamp stamp) {
        var object = object(document);
        if (!(object.fields().get(METADATA) instanceof Value.Mapping metadata)) {
            return object;
        }
        var fields = new JsonObject();
        metadata.fields().forEach(fields::value);
        fields.text(VERSION, Long.toString(stamp.revision()));
        fields.value(CHANGES, new Value.Sequence(0, List.of(change(stamp))));
        return with(object, fields.done());
    }

    /// As it is kept: without what only says of which change it was.
    static Value.Mapping kept(Value.Mapping object) {
        if (!(object.fields().get(METADATA) instanceof Value.Mapping metadata)) {
            return object;
        }
        var fields = new LinkedHashMap<>(metadata.fields());
        fields.remove(VERSION);
        fields.remove(CHANGES);
        return with(object, new Value.Mapping(metadata.line(), fields, metadata.twice()));
    }

    /// The text that is kept. Its lines are told apart where it says where they were written.
    static String text(Value.Mapping kept) {
        return Origin.of(kept).equals(Where.NOWHERE) ? JsonText.print(kept) : JsonText.printInLines(kept);
    }

    private static Value change(Stamp stamp) {
        return new JsonObject()
                .text("manager", stamp.author())
                .text("operation", "Update")
                .text("time", stamp.time().toString())
                .done();
    }

    private static Value.Mapping with(Value.Mapping object, Value metadata) {
        var fields = new LinkedHashMap<>(object.fields());
        fields.put(METADATA, metadata);
        return new Value.Mapping(object.line(), fields, object.twice());
    }

    private static Value.Mapping object(String document) {
        var read = new ValueReader("").readText(document.getBytes(StandardCharsets.UTF_8));
        if (read instanceof Checked.Good<Value>(Value.Mapping object, var _)) {
            return object;
        }
        throw new IllegalStateException("a store has what is no object of JSON: " + document);
    }
}
