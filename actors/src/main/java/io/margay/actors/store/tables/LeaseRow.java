package io.margay.actors.store.tables;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/// The row of a PostgreSQL that says which members of a cluster were lost to the others. Of two parts, the first that
/// writes goes on; the other finds itself there.
///
/// It is one statement, so that nobody who stops in the middle keeps others out, and it may be said again. Nothing
/// in it depends on a time. Safe for any thread; all of it blocks.
public final class LeaseRow {
    private static final String TABLE_IS_MISSING = "42P01";
    /// Far more than go in the time that one who was lost may still run.
    private static final int MOST_LOST = 1_000;

    private static final String INSERT = "INSERT INTO margay_lease (name, owner, decided_at, decisions, lost)"
            + " VALUES (?, '', now(), 0, '{}') ON CONFLICT (name) DO NOTHING";
    private static final String UPDATE =
            "UPDATE margay_lease SET owner = ?, decided_at = now(), decisions = decisions + 1,"
                    + " lost = (lost || ?)[greatest(1, cardinality(lost || ?) - " + (MOST_LOST - 1) + "):]"
                    + " WHERE name = ? AND NOT ? = ANY (lost)";

    private final String url;
    private final Properties login;
    private final String name;

    /// @param login of its user, and settings of the driver
    /// @param name of the row
    public LeaseRow(String url, Properties login, String name) {
        this.url = url;
        this.login = login;
        this.name = name;
    }

    /// Whether a member goes on, and others are lost to it from now on; or was lost itself before, and nothing changes.
    ///
    /// Errors: an SQLException, where the database cannot be reached; it may have been written all the same.
    ///
    /// @param self a name that no later life of the member has
    public boolean goesOn(String self, List<String> lost) throws SQLException {
        try (var connection = DriverManager.getConnection(url, login)) {
            make(connection);
            return update(connection, self, lost);
        }
    }

    private void make(Connection connection) throws SQLException {
        try {
            insert(connection);
        } catch (SQLException e) {
            if (!TABLE_IS_MISSING.equals(e.getSQLState())) {
                throw e;
            }
            connection.setAutoCommit(false);
            new Schema(true).migrate(connection);
            connection.setAutoCommit(true);
            insert(connection);
        }
    }

    private void insert(Connection connection) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, name);
            insert.executeUpdate();
        }
    }

    private boolean update(Connection connection, String self, List<String> lost) throws SQLException {
        try (var update = connection.prepareStatement(UPDATE)) {
            var added = connection.createArrayOf("text", lost.toArray());
            int next = 1;
            update.setString(next++, self);
            update.setArray(next++, added);
            update.setArray(next++, added);
            update.setString(next++, name);
            update.setString(next, self);
            return update.executeUpdate() == 1;
        }
    }
}
