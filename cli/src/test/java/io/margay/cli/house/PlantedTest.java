package io.margay.cli.house;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each rule of the house finds the fault that was planted for it, and leaves alone what is allowed next to it.
final class PlantedTest {

    private static final String BASE = "io.margay.planted";
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(BASE);

    @ParameterizedTest
    @CsvSource({
        "rooms, model.LooksUp",
        "rooms, k8s.LooksSideways",
        "pure, engine.catalog.Reads",
        "pureModel, model.Opens",
        "cycles, index.one.There",
        "nullMarked, bare.Unmarked",
        "kernel, dataplane.nftables.Starts",
        "kernel, dataplane.nftables.Executes",
        "kernel, dataplane.nftables.Foreign",
        "clock, actors.Looks",
        "clock, actors.LooksByReference",
        "commands, cli.command.Computes"
    })
    void faultIsFound(String rule, String fault) {
        assertThat(found(rule).getFailureReport().toString()).contains(BASE + "." + fault);
    }

    @ParameterizedTest
    @CsvSource({
        "rooms, engine.catalog.Reads",
        "pureModel, model.Parses",
        "kernel, dataplane.kernel.Starts",
        "clock, cli.server.Looks",
        "clock, actors.IsTold",
        "commands, cli.command.Asks"
    })
    void allowedIsLeftAlone(String rule, String allowed) {
        PLANTED.get(BASE + "." + allowed);
        assertThat(found(rule).getFailureReport().toString()).doesNotContain(BASE + "." + allowed);
    }

    @Test
    void anEmptyHouseKeepsEveryRule() {
        var nobody = new ClassFileImporter().importClasses();
        for (var rule : new HouseRules(BASE).all().values()) {
            assertThat(rule.evaluate(nobody).hasViolation())
                    .as(rule.getDescription())
                    .isFalse();
        }
    }

    private static EvaluationResult found(String rule) {
        return requireNonNull(new HouseRules(BASE).all().get(rule)).evaluate(PLANTED);
    }
}
