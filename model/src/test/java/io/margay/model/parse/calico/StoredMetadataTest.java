package io.margay.model.parse.calico;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.label.Labels;
import io.margay.model.resource.GlobalNetworkSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredMetadataTest {
    @Test
    void labelsInTheAnnotationGoOverThoseBesideIt() {
        assertThat(labels("{\"labels\":{\"a\":\"new\",\"c\":\"d\"},\"creationTimestamp\":null}"))
                .isEqualTo(Labels.of("a", "new", "b", "kept", "c", "d"));
    }

    @Test
    void anAnnotationWithoutLabelsChangesNothing() {
        assertThat(labels("{\"creationTimestamp\":null}")).isEqualTo(Labels.of("a", "old", "b", "kept"));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
        []  => projectcalico.org/metadata must be an object, is a list
        {   => projectcalico.org/metadata is not valid JSON
        """)
    void anAnnotationThatCannotBeReadIsRefused(String annotation, String problem) {
        assertThat(Reading.problems(stored(annotation)))
                .singleElement()
                .asString()
                .startsWith("metadata.annotations: " + problem);
    }

    private static Labels labels(String annotation) {
        return Reading.accepted(GlobalNetworkSet.class, stored(annotation))
                .metadata()
                .labels();
    }

    private static String stored(String annotation) {
        return """
            apiVersion: crd.projectcalico.org/v1
            kind: GlobalNetworkSet
            metadata:
              name: s
              labels: {a: old, b: kept}
              annotations: {projectcalico.org/metadata: '%s'}
            spec: {nets: [10.0.0.0/8]}
            """.formatted(annotation);
    }
}
