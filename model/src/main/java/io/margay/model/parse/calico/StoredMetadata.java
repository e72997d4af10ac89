package io.margay.model.parse.calico;

import io.margay.model.parse.Checked;
import io.margay.model.parse.Fields;
import io.margay.model.parse.Value;
import io.margay.model.parse.text.ValueReader;
import java.util.LinkedHashMap;
import java.util.Map;

/// What Calico keeps of its kinds' metadata in an annotation, where it stores them as crd.projectcalico.org/v1: their
/// labels above all, which selectors see.
///
/// Source: Calico's `libcalico-go/lib/backend/k8s/resources`, v3.31.
public final class StoredMetadata {
    private static final String ANNOTATION = "projectcalico.org/metadata";

    private StoredMetadata() {}

    /// The labels of `metadata`, and over them those of the annotation.
    public static Map<String, String> labels(Fields metadata) {
        var labels = metadata.textMap("labels");
        if (!(metadata.value("annotations") instanceof Value.Mapping annotations
                && annotations.fields().get(ANNOTATION) instanceof Value.Text(var _, var stored))) {
            return labels;
        }
        var all = new LinkedHashMap<>(labels);
        switch (new ValueReader("").readLine(0, stored)) {
            case Checked.Good<Value>(Value.Mapping object, var _) ->
                all.putAll(Fields.of("", "", object).textMap("labels"));
            case Checked.Good<Value> good ->
                metadata.problem(
                        "annotations",
                        ANNOTATION + " must be an object, is " + good.value().describe());
            case Checked.Bad<Value> bad ->
                metadata.problem(
                        "annotations",
                        ANNOTATION + " " + bad.problems().getFirst().what());
        }
        return all;
    }
}
