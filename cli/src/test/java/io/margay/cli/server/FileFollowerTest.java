package io.margay.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.resource.KubernetesNetworkPolicy;
import io.margay.model.resource.ResourceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A look does not depend on time: two looks in a row are what a file needs to have come to rest.
final class FileFollowerTest {
    @TempDir
    private Path folder;

    private FileFollower follower;

    @BeforeEach
    void follow() {
        follower = new FileFollower(List.of(folder.toString()));
    }

    @Test
    void aChangedFileIsReadOnceItHasComeToRest() throws IOException {
        write("a.yaml", policy("a", 80));
        assertThat(follower.start().upserted()).hasSize(1);
        write("a.yaml", policy("a", 8081));
        assertThat(follower.look().upserted()).isEmpty();
        assertThat(follower.look().upserted()).hasSize(1);
        assertThat(ports()).containsExactly("a 8081");
        assertThat(follower.look().upserted()).isEmpty();
    }

    @Test
    void aRefusedResourceKeepsItsLastAcceptedVersionAndRecovers() throws IOException {
        write("a.yaml", policy("a", 80) + policy("b", 81));
        follower.start();
        write("a.yaml", policy("a", 70_000) + policy("b", 8082));
        var refused = looks();
        assertThat(ports()).containsExactly("a 80", "b 8082");
        assertThat(refused.news())
                .singleElement()
                .asString()
                .contains("a.yaml:5: NetworkPolicy shop/a: spec.ingress[0].ports[0]: ")
                .endsWith("; the version accepted before stays in force");
        assertThat(follower.look().news()).isEmpty();
        write("a.yaml", policy("a", 8083) + policy("b", 8082));
        assertThat(looks().news()).containsExactly(file("a.yaml") + ": is right again");
        assertThat(ports()).containsExactly("a 8083", "b 8082");
    }

    @Test
    void halfAFileChangesNothing() throws IOException {
        write("a.yaml", policy("a", 80) + policy("b", 81));
        follower.start();
        write("a.yaml", policy("a", 8080) + "kind: [");
        var half = looks();
        assertThat(half.upserted()).isEmpty();
        assertThat(half.deleted()).isEmpty();
        assertThat(half.news())
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(line).endsWith("; all that was accepted of this file before stays in force"));
        write("a.yaml", policy("a", 8080));
        looks();
        assertThat(ports()).containsExactly("a 8080");
    }

    @Test
    void aResourceThatCannotEvenBeNamedTakesNothingAway() throws IOException {
        write("a.yaml", policy("a", 80));
        follower.start();
        write("a.yaml", policy("a", 80).replace("kind: NetworkPolicy", "knd: NetworkPolicy"));
        looks();
        assertThat(ports()).containsExactly("a 80");
    }

    @Test
    void anEmptiedFileChangesNothingAndADeletedOneTakesItsResourcesAlong() throws IOException {
        write("a.yaml", policy("a", 80));
        write("b.yaml", policy("b", 81));
        follower.start();
        write("a.yaml", "");
        assertThat(looks().news()).singleElement().asString().contains("nothing is left in it");
        assertThat(ports()).containsExactly("a 80", "b 81");
        Files.delete(folder.resolve("a.yaml"));
        assertThat(looks().deleted()).extracting(ResourceKey::name).containsExactly("a");
        assertThat(ports()).containsExactly("b 81");
    }

    @Test
    void aFileThatIsReplacedInTwoStepsIsNeverGone() throws IOException {
        write("a.yaml", policy("a", 80));
        follower.start();
        Files.move(folder.resolve("a.yaml"), folder.resolve("a.yaml~"));
        assertThat(follower.look().deleted()).isEmpty();
        write("a.yaml", policy("a", 8080));
        assertThat(looks().deleted()).isEmpty();
        assertThat(ports()).containsExactly("a 8080");
    }

    @Test
    void aFileThatIsRenamedIntoPlaceIsRead() throws IOException {
        write("a.yaml", policy("a", 80));
        follower.start();
        write(".a.yaml.new", policy("a", 8080));
        Files.move(
                folder.resolve(".a.yaml.new"),
                folder.resolve("a.yaml"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        looks();
        assertThat(ports()).containsExactly("a 8080");
    }

    @Test
    void aResourceMayMoveToAnotherFile() throws IOException {
        write("a.yaml", policy("a", 80) + policy("b", 81));
        follower.start();
        write("z.yaml", policy("a", 8080));
        var twice = looks();
        assertThat(twice.news()).singleElement().asString().contains("is there twice: first at");
        assertThat(ports()).containsExactly("a 80", "b 81");
        write("a.yaml", policy("b", 81));
        assertThat(looks().deleted()).isEmpty();
        assertThat(ports()).containsExactly("a 8080", "b 81");
    }

    @Test
    void whatMovedOutOfAFileThatIsBrokenNowIsTakenFromWhereItIs() throws IOException {
        write("a.yaml", policy("a", 80) + policy("b", 81));
        follower.start();
        write("a.yaml", policy("b", 81) + "kind: [");
        write("z.yaml", policy("a", 8080));
        looks();
        assertThat(ports()).containsExactly("a 8080", "b 81");
    }

    @Test
    void aNewPolicyThatIsWrongDeniesWhatItSelects() throws IOException {
        write("a.yaml", policy("a", 80));
        follower.start();
        write("b.yaml", policy("b", 70_000));
        assertThat(looks().news())
                .singleElement()
                .asString()
                .endsWith("; until it is right, all that it selects is denied");
        assertThat(ports()).containsExactly("a 80", "b none");
        write("b.yaml", policy("b", 81));
        looks();
        assertThat(ports()).containsExactly("a 80", "b 81");
    }

    @Test
    void aFolderThatIsGoneTakesNothingAwayAndIsReportedOnce() throws IOException {
        var below = Files.createDirectory(folder.resolve("below"));
        follower = new FileFollower(List.of(below.toString()));
        Files.writeString(below.resolve("a.yaml"), policy("a", 80));
        follower.start();
        Files.move(below, folder.resolve("elsewhere"));
        assertThat(follower.look().news()).isEmpty();
        assertThat(follower.look().news())
                .containsExactly(below + ": no such file; what was read from it before stays in force");
        assertThat(looks().news()).isEmpty();
        assertThat(ports()).containsExactly("a 80");
        Files.move(folder.resolve("elsewhere"), below);
        assertThat(follower.look().news()).containsExactly(below + ": is right again");
    }

    @Test
    void whatIsWrongAtTheStartIsSaidAndDenied() throws IOException {
        write("a.yaml", policy("a", 70_000));
        var outcome = follower.start();
        assertThat(outcome.wrong()).isTrue();
        assertThat(ports()).containsExactly("a none");
    }

    @Test
    void hiddenFilesAreNobodys() throws IOException {
        write("a.yaml", policy("a", 80));
        Files.createDirectory(folder.resolve("..2026_11"));
        write("..2026_11/a.yaml", policy("a", 80));
        assertThat(follower.start().wrong()).isFalse();
        assertThat(follower.count()).isEqualTo(1);
    }

    /// Two looks: enough for all that changed to be seen.
    private Acceptance.Outcome looks() {
        var first = follower.look();
        assertThat(first.upserted()).isEmpty();
        return follower.look();
    }

    private List<String> ports() {
        return follower.resources().stream()
                .map(KubernetesNetworkPolicy.class::cast)
                .map(policy -> policy.metadata().name() + " " + port(policy))
                .toList();
    }

    private static String port(KubernetesNetworkPolicy policy) {
        var rules = policy.spec().ingressRules();
        return rules.isEmpty()
                ? "none"
                : String.valueOf(rules.getFirst().ports().getFirst().range());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static String policy(String name, int port) {
        return """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {namespace: shop, name: %s}
        spec:
          ingress: [{ports: [{port: %d}]}]
          podSelector: {}
        ---
        """.formatted(name, port);
    }
}
