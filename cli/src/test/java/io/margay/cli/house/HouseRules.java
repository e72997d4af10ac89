package io.margay.cli.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/// Every rule of the house, for the house under one base package.
///
/// @param base the package that holds the rooms, such as `io.margay`
record HouseRules(String base) {

    /// Which rooms a room may know beside itself: DESIGN's table, with what its entries bring along (who speaks with
    /// `engine`
    /// speaks in the words of `model`).
    private static final Map<String, List<String>> ROOMS_MAY_KNOW = Map.of(
            "model", List.of(),
            "index", List.of("model"),
            "engine", List.of("model", "index"),
            "wire", List.of("model"),
            "cluster", List.of(),
            "actors", List.of("model", "index", "engine", "wire", "cluster"),
            "dataplane", List.of("model", "wire", "cluster"),
            "k8s", List.of("model", "cluster"),
            "load", List.of("model", "index", "engine", "wire", "actors", "dataplane", "cluster", "k8s"),
            "cli", List.of("model", "index", "engine", "wire", "actors", "dataplane", "cluster", "k8s", "load"));

    /// The packages of `engine` that commands, and all of `cli` but the wiring of servers, may know: the evaluator,
    /// which `probe` and `explain` ask. A package joins the list where a contract of the command line needs what it
    /// says, never so that a command computes by itself.
    private static final Set<String> COMMANDS_MAY_KNOW = Set.of("engine.verdict");

    /// What a parser needs to take text that somebody else opened; `model` alone may have it.
    private static final Set<Class<?>> TEXT_IN_MEMORY = Set.of(
            Reader.class,
            StringReader.class,
            StringWriter.class,
            InputStream.class,
            BufferedInputStream.class,
            ByteArrayInputStream.class,
            ByteArrayOutputStream.class,
            IOException.class,
            UncheckedIOException.class);

    private static final DescribedPredicate<JavaClass> OUTSIDE = resideInAnyPackage(
                    "akka..",
                    "io.fabric8..",
                    "org.slf4j..",
                    "java.io..",
                    "java.nio.file..",
                    "java.net..",
                    "java.util.concurrent..")
            .or(isOneOf(Set.of(Thread.class)))
            .as("are the outside: Akka, fabric8, logs, I/O, threads");

    /// Each rule by its name.
    Map<String, ArchRule> all() {
        return Map.of(
                "rooms", rooms(),
                "pure", pure(),
                "pureModel", pureModel(),
                "cycles", cycles(),
                "nullMarked", nullMarked(),
                "kernel", kernel(),
                "clock", clock(),
                "commands", commands());
    }

    private ArchRule rooms() {
        var rooms = layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
        for (var room : ROOMS_MAY_KNOW.keySet()) {
            rooms = rooms.layer(room).definedBy(in(room));
        }
        for (var room : ROOMS_MAY_KNOW.entrySet()) {
            var layer = rooms.whereLayer(room.getKey());
            var known = room.getValue().toArray(String[]::new);
            rooms = known.length == 0 ? layer.mayNotAccessAnyLayer() : layer.mayOnlyAccessLayers(known);
        }
        return rooms.allowEmptyShould(true);
    }

    private ArchRule pure() {
        return noClasses()
                .that()
                .resideInAnyPackage(in("index"), in("engine"))
                .should()
                .dependOnClassesThat(OUTSIDE)
                .allowEmptyShould(true);
    }

    private ArchRule pureModel() {
        return noClasses()
                .that()
                .resideInAPackage(in("model"))
                .should()
                .dependOnClassesThat(OUTSIDE.and(not(isOneOf(TEXT_IN_MEMORY))))
                .allowEmptyShould(true);
    }

    private ArchRule cycles() {
        return slices().matching(base + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
    }

    private ArchRule nullMarked() {
        return classes()
                .that()
                .resideInAPackage(base + "..")
                .and()
                .resideOutsideOfPackages(in("wire.proto"), "..jmh_generated..") // generated
                .should(BE_IN_A_NULL_MARKED_PACKAGE)
                .allowEmptyShould(true);
    }

    /// Processes and native calls: the effects of `kernel` packages, which hide them behind small interfaces.
    private ArchRule kernel() {
        return noClasses()
                .that()
                .resideInAPackage(base + "..")
                .and()
                .resideOutsideOfPackage(base + "..kernel..")
                .should()
                .accessTargetWhere(SystemCalls.START_A_PROCESS)
                .orShould()
                .dependOnClassesThat(isOneOf(Set.of(ProcessBuilder.class)))
                .orShould()
                .dependOnClassesThat(resideInAPackage("java.lang.foreign.."))
                .allowEmptyShould(true);
    }

    /// `load` reads it too: time is what it measures.
    private ArchRule clock() {
        return noClasses()
                .that()
                .resideInAPackage(base + "..")
                .and()
                .resideOutsideOfPackages(in("cli"), in("dataplane.agent"), in("load"))
                .should()
                .accessTargetWhere(SystemCalls.READ_THE_CLOCK)
                .allowEmptyShould(true);
    }

    private ArchRule commands() {
        var known = COMMANDS_MAY_KNOW.stream().map(this::in).toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(in("cli"))
                .and()
                .resideOutsideOfPackage(in("cli.server"))
                .should()
                .dependOnClassesThat(resideInAPackage(in("engine")).and(not(resideInAnyPackage(known))))
                .allowEmptyShould(true);
    }

    private String in(String room) {
        return base + "." + room + "..";
    }

    private static DescribedPredicate<JavaClass> isOneOf(Set<Class<?>> types) {
        return describe("is one of " + types, found -> types.stream().anyMatch(found::isEquivalentTo));
    }

    private static final ArchCondition<JavaClass> BE_IN_A_NULL_MARKED_PACKAGE =
            new ArchCondition<>("be in a package whose package-info is @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                        events.add(SimpleConditionEvent.violated(
                                type, type.getName() + " is in a package without a @NullMarked package-info"));
                    }
                }
            };
}
