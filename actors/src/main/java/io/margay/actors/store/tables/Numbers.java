package io.margay.actors.store.tables;

import java.sql.Connection;
import java.sql.SQLException;

/// The table of single numbers: by name.
final class Numbers {
    /// The schema's version.
    static final String SCHEMA = "schema";
    /// The last revision that is in the tables.
    static final String REVISION = "revision";
    /// The first revision of which all is kept.
    static final String FLOOR = "floor";

    private Numbers() {}

    /// The number of a name; 0 where there is none.
    static long read(Connection connection, String name) throws SQLException {
        try (var query = connection.prepareStatement("SELECT number FROM margay_number WHERE name = ?")) {
            query.setString(1, name);
            try (var rows = query.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    /// Sets the number of a name, whether there is one or not.
    static void write(Connection connection, String name, long number) throws SQLException {
        if (update(connection, "UPDATE margay_number SET number = ? WHERE name = ?", number, name) == 0) {
            update(connection, "INSERT INTO margay_number (number, name) VALUES (?, ?)", number, name);
        }
    }

    /// Sets the number of a name, if it is the expected one.
    static boolean advance(Connection connection, String name, long from, long to) throws SQLException {
        try (var update =
                connection.prepareStatement("UPDATE margay_number SET number = ? WHERE name = ? AND number = ?")) {
            update.setLong(1, to);
            update.setString(2, name);
            update.setLong(3, from);
            return update.executeUpdate() == 1;
        }
    }

    private static int update(Connection connection, String sql, long number, String name) throws SQLException {
        try (var update = connection.prepareStatement(sql)) {
            update.setLong(1, number);
            update.setString(2, name);
            return update.executeUpdate();
        }
    }
}
