package io.margay.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.Predefined;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The project keeps the rules of the house.
final class HouseTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.margay");

    @TestFactory
    Stream<DynamicTest> keeps() {
        return new HouseRules("io.margay")
                .all().entrySet().stream()
                        .map(rule -> DynamicTest.dynamicTest(
                                rule.getKey(), () -> rule.getValue().check(HOUSE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "index", "engine", "wire", "actors", "dataplane", "cluster", "k8s", "load", "cli"})
    void everyRoomIsSeenFromHere(String room) {
        assertThat(HOUSE.containPackage("io.margay." + room)).isTrue();
    }

    @Test
    void fixturesAreNotTheHouse() {
        assertThat(HOUSE.containPackage("io.margay.planted")).isFalse();
    }
}
