package io.margay.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;

/// Akka stays at the versions whose licence is Apache-2.0 today. Each Akka release changes licence on a day of its
/// own: a newer number is a step back under the Business Source Licence, and from 2.8.7 on it also stops without a
/// licence key.
final class AkkaVersionTest {

    private static final String CORE = "2.8.5";

    /// Akka's jars that are not of the core set, with the version whose change date is past. A new one is looked up
    /// first, and entered in THIRD-PARTY.md with its date.
    private static final Map<String, String> BESIDE_CORE =
            Map.of("akka-persistence-jdbc", "5.2.1", "akka-http-core", "10.5.3", "akka-parsing", "10.5.3");

    private record Jar(String vendor, String name, String version) {
        boolean isAkka() {
            return vendor.startsWith("com.typesafe.akka") || vendor.startsWith("com.lightbend.akka");
        }

        boolean isFree() {
            return version.equals(BESIDE_CORE.getOrDefault(name, CORE));
        }
    }

    @Test
    void everyAkkaJarIsOfAVersionThatIsFree() throws IOException {
        assertThat(akkaJars()).filteredOn(jar -> !jar.isFree()).isEmpty();
    }

    @Test
    void theJarsAreSeenFromHere() throws IOException {
        assertThat(akkaJars())
                .extracting(Jar::name)
                .contains("akka-actor", "akka-cluster", "akka-persistence", "akka-serialization-jackson")
                .containsAll(BESIDE_CORE.keySet());
    }

    @Test
    void whatRunsIsWhatIsPinned() {
        assertThat(akka.Version.current()).isEqualTo(CORE);
    }

    @Test
    void anotherVersionIsRefused() {
        assertThat(new Jar("com.typesafe.akka", "akka-actor", "2.8.8").isFree()).isFalse();
        assertThat(new Jar("com.typesafe.akka", "akka-http-core", "10.6.0").isFree())
                .isFalse();
        assertThat(new Jar("com.lightbend.akka", "akka-persistence-jdbc", "5.4.1").isFree())
                .isFalse();
    }

    private static List<Jar> akkaJars() throws IOException {
        var manifests = AkkaVersionTest.class.getClassLoader().getResources("META-INF/MANIFEST.MF");
        return Collections.list(manifests).stream()
                .map(AkkaVersionTest::jar)
                .filter(Jar::isAkka)
                .toList();
    }

    private static Jar jar(URL manifest) {
        try (var in = manifest.openStream()) {
            var main = new Manifest(in).getMainAttributes();
            return new Jar(
                    value(main, "Implementation-Vendor-Id"),
                    value(main, "Implementation-Title"),
                    value(main, "Implementation-Version"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + manifest, e);
        }
    }

    private static String value(Attributes attributes, String name) {
        return Objects.requireNonNullElse(attributes.getValue(name), "");
    }
}
