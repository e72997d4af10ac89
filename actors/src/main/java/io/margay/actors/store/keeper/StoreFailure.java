package io.margay.actors.store.keeper;

import akka.pattern.CircuitBreakerOpenException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.stream.Stream;

/// Why a store is down.
///
/// @param why in words for a person
/// @param isHarmless whether what was to be kept is surely not; else nobody knows
record StoreFailure(String why, boolean isHarmless) {
    /// SQL's class of states for a row that is there already: another one writes, too.
    private static final String TAKEN = "23";

    /// What a failure means.
    static StoreFailure of(Throwable failure) {
        if (causes(failure).anyMatch(StoreFailure::isTaken)) {
            return new StoreFailure("another process writes to the store", true);
        }
        var said = causes(failure)
                .flatMap(cause -> Optional.ofNullable(cause.getMessage()).stream())
                .reduce((_, deeper) -> deeper)
                .flatMap(words -> words.lines().findFirst())
                .orElse(failure.getClass().getSimpleName());
        return new StoreFailure(
                "the store cannot be reached: " + said, causes(failure).anyMatch(StoreFailure::isBefore));
    }

    /// Whether nothing was written: no connection was to be had, or nobody tried.
    private static boolean isBefore(Throwable cause) {
        return cause instanceof SQLTransientConnectionException || cause instanceof CircuitBreakerOpenException;
    }

    /// Whether somebody else has written what was to be written.
    private static boolean isTaken(Throwable cause) {
        return cause instanceof SQLException sql
                && sql.getSQLState() != null
                && sql.getSQLState().startsWith(TAKEN);
    }

    /// What is said of an edit that was on its way.
    String ofEdit() {
        return isHarmless ? why + "; nothing has changed" : why + "; it is not known whether the edit was kept";
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
