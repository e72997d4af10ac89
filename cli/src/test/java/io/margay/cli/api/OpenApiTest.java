package io.margay.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The document says of paths what the server does.
final class OpenApiTest {
    private static final String REF = "$ref";

    private final MemoryStore store = new MemoryStore();

    @Test
    void itNamesEachRouteAndNoOther() throws IOException {
        var documented = new ArrayList<String>();
        document()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(routes().stream()
                        .map(route -> route.method() + " " + route.path())
                        .toList());
    }

    @Test
    void eachPathNamesItsPartsAndOnlyHealthNeedsNobodyKnown() throws IOException {
        for (var route : routes()) {
            var operation =
                    document().get("paths").get(route.path()).get(route.method().toLowerCase(Locale.ROOT));
            var parts = operation.path("parameters").findValuesAsText("name");
            assertThat(parts).as(route.toString()).containsAll(parts(route));
            assertThat(operation.has("security")).as(route.toString()).isEqualTo(route.role() == Caller.Role.NOBODY);
            assertThat(operation.get("responses").has("403"))
                    .as(route.toString())
                    .isEqualTo(route.role() != Caller.Role.NOBODY);
        }
    }

    @Test
    void allThatItRefersToIsThere() throws IOException {
        var document = document();
        for (var ref : document.findValuesAsText(REF)) {
            assertThat(document.at(ref.substring(1)).isMissingNode()).as(ref).isFalse();
        }
    }

    private List<Route> routes() {
        return Routes.of(
                new ResourceRoutes(store, new Bodies(() -> null, 1)),
                new Watch(store, () -> null, Duration.ofSeconds(1)),
                new StatusRoutes(new PlainStatus()),
                new MetricsRoute(ApiLab.METRICS));
    }

    private static List<String> parts(Route route) {
        return Pattern.compile("\\{(\\w+)}")
                .matcher(route.path())
                .results()
                .map(part -> part.group(1))
                .toList();
    }

    private static JsonNode document() throws IOException {
        try (var in = Routes.class.getResourceAsStream("openapi.json")) {
            return new ObjectMapper().readTree(in);
        }
    }
}
