package io.margay.actors.store.tables;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/// The tables of a store, made where they are missing, and brought to this release's version.
///
/// Version `n` is what `schema-n.sql` makes of version `n - 1`; which one it is, stands in `margay_number`.
final class Schema {
    /// The one that this release knows.
    private static final int VERSION = 2;

    /// Any number that nobody else locks in a database by.
    private static final long LOCK = 7_706_573_042_191L;

    private final boolean isPostgres;

    Schema(boolean isPostgres) {
        this.isPostgres = isPostgres;
    }

    /// Brings it up to date, in the transaction of `connection`, alone. Where the database makes tables outside of
    /// transactions, one process has it.
    ///
    /// Errors: an SQLException, also where it is of a later release.
    void migrate(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            if (isPostgres) {
                statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
            }
            statement.execute("CREATE TABLE IF NOT EXISTS margay_number"
                    + " (name VARCHAR(64) PRIMARY KEY, number BIGINT NOT NULL)");
        }
        long found = Numbers.read(connection, Numbers.SCHEMA);
        if (found > VERSION) {
            throw new SQLException(
                    "its schema has version " + found + ", of a later release; this one knows " + VERSION);
        }
        for (long version = found + 1; version <= VERSION; version++) {
            run(connection, version);
        }
        connection.commit();
    }

    private void run(Connection connection, long version) throws SQLException {
        for (var sql : statements(version)) {
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
        Numbers.write(connection, Numbers.SCHEMA, version);
    }

    private List<String> statements(long version) {
        try (var in = Schema.class.getResourceAsStream("schema-" + version + ".sql")) {
            var text = read(in).replaceAll("--[^\n]*", "")
                    .replace("{text}", isPostgres ? "TEXT" : "VARCHAR(1048576)")
                    .replace("{bytes}", isPostgres ? "BYTEA" : "BLOB")
                    .replace("{serial}", isPostgres ? "BIGSERIAL" : "BIGINT AUTO_INCREMENT");
            return Arrays.stream(text.split(";", -1))
                    .filter(sql -> !sql.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
