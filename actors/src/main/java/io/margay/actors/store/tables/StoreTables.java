package io.margay.actors.store.tables;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.margay.actors.store.Past;
import io.margay.actors.store.ResourceStore.Listing;
import io.margay.actors.store.Revision;
import io.margay.actors.store.Stamp;
import io.margay.actors.store.StoreConfig;
import io.margay.actors.store.Stored;
import io.margay.model.resource.ResourceKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The tables of a store. They follow its journal: `margay_number` says how far.
///
/// Safe for any thread. All of it blocks, and throws an SQLException where the database cannot be reached.
public final class StoreTables implements AutoCloseable {
    /// What was kept.
    ///
    /// @param unread documents that this release cannot read, nor stand in for
    public record Loaded(Listing present, long floor, int unread) {}

    private static final long CONNECTION_MILLIS = 3_000;
    private static final long VALIDATION_MILLIS = 2_000;
    private static final int CONNECTIONS = 3;
    private static final int FETCH_ROWS = 1_000;
    /// So many revisions leave the past in one transaction.
    private static final int TRIM_STEP = 10_000;

    /// So many revisions are read at once.
    private static final int PAGE = 64;

    private static final Comparator<Stored> BY_KEY =
            (one, other) -> one.resource().key().compareTo(other.resource().key());

    private final Schema schema;
    private final boolean isPostgres;
    private final HikariDataSource pool;

    private StoreTables(StoreConfig.Database database, HikariDataSource pool) {
        this.isPostgres = database.isShared();
        this.schema = new Schema(isPostgres);
        this.pool = pool;
    }

    /// The tables of a database, which is not asked yet.
    ///
    /// @param login how it is reached
    public static StoreTables of(StoreConfig.Database database, DatabaseLogin login) {
        var config = new HikariConfig();
        config.setPoolName("margay-store");
        config.setJdbcUrl(login.url());
        config.setDriverClassName(login.driver());
        config.setUsername(login.user());
        config.setPassword(login.password());
        config.setDataSourceProperties(login.properties());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_MILLIS);
        config.setValidationTimeout(VALIDATION_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.setAutoCommit(false);
        return new StoreTables(database, new HikariDataSource(config));
    }

    private interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private interface Setting {
        void of(PreparedStatement statement) throws SQLException;
    }

    private <T> T run(Work<T> work) throws SQLException {
        try (var connection = pool.getConnection()) {
            return committed(connection, work);
        }
    }

    /// The pool rolls back what is not committed.
    private static <T> T committed(Connection connection, Work<T> work) throws SQLException {
        T done = work.in(connection);
        connection.commit();
        return done;
    }

    /// As of one moment.
    private <T> T look(Work<T> work) throws SQLException {
        return run(connection -> {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return work.in(connection);
        });
    }

    /// Makes the tables or brings them up to date, and reads what exists.
    public Loaded load() throws SQLException {
        pool.getHikariPoolMXBean().softEvictConnections(); // which may be to what there was before it failed
        run(connection -> {
            schema.migrate(connection);
            return true;
        });
        return look(connection -> {
            var rows = rows(connection, "SELECT " + Row.COLUMNS + " FROM margay_resource", _ -> {});
            var present = stored(rows);
            return new Loaded(
                    new Listing(Numbers.read(connection, Numbers.REVISION), present),
                    Numbers.read(connection, Numbers.FLOOR),
                    rows.size() - present.size());
        });
    }

    /// Takes on what the journal has by now.
    ///
    /// Errors: an SQLException also where the tables are not at `after`, since somebody else writes to them.
    ///
    /// @param revisions that follow `after`, without a gap
    public void take(long after, List<Revision> revisions) throws SQLException {
        run(connection -> {
            long last = revisions.getLast().stamp().revision();
            if (!Numbers.advance(connection, Numbers.REVISION, after, last)) {
                throw new SQLException("another process writes to the store");
            }
            try (var writer = new RevisionWriter(connection)) {
                for (var revision : revisions) {
                    writer.write(revision);
                }
                writer.flush();
            }
            return true;
        });
    }

    /// Has all that was committed on the disk, where the database does not so by itself.
    public void sync() throws SQLException {
        if (!isPostgres) {
            run(connection -> {
                try (var statement = connection.createStatement()) {
                    return statement.execute("CHECKPOINT SYNC");
                }
            });
        }
    }

    /// What became of a resource, the latest first.
    public List<Past> history(ResourceKey key, int most) throws SQLException {
        var ofKey = " WHERE kind = ? AND namespace = ? AND name = ?";
        var sql = union(ofKey, ofKey) + " ORDER BY revision DESC LIMIT ?";
        return look(connection -> rows(connection, sql, statement -> {
                    int next = Row.set(statement, Row.set(statement, 1, key), key);
                    statement.setInt(next, most);
                })
                .stream()
                .map(Row::past)
                .toList());
    }

    /// Everything that existed right after a revision.
    ///
    /// Errors: an IllegalArgumentException, in words for a person, where that is not kept.
    public Listing at(long revision) throws SQLException {
        return look(connection -> {
            checkKept(connection, revision);
            return listing(connection, revision);
        });
    }

    /// Everything that existed at a time.
    ///
    /// Errors: as of the other.
    public Listing at(Instant time) throws SQLException {
        return look(connection -> {
            long revision = lastAt(connection, time);
            long floor = Numbers.read(connection, Numbers.FLOOR);
            if (revision < floor) {
                throw new IllegalArgumentException("what was at " + time + " is no longer kept");
            }
            return listing(connection, revision);
        });
    }

    /// The revisions after one: some, the next ones, whole.
    ///
    /// Errors: an IllegalArgumentException, in words for a person, where not all of them are kept.
    public List<Revision> after(long revision) throws SQLException {
        var between = " WHERE revision > ? AND revision <= ?";
        return look(connection -> {
            checkKept(connection, revision);
            return revisions(rows(connection, union(between, between), statement -> {
                statement.setLong(1, revision);
                statement.setLong(2, revision + PAGE);
                statement.setLong(3, revision);
                statement.setLong(4, revision + PAGE);
            }));
        });
    }

    /// Forgets a part of what is to be kept no more; whether there may be more of it.
    ///
    /// @param now the time
    public boolean trim(StoreConfig.History policy, Instant now) throws SQLException {
        return run(connection -> {
            long floor = Numbers.read(connection, Numbers.FLOOR);
            long wanted = wantedFloor(connection, policy, now);
            long next = Math.min(wanted, floor + TRIM_STEP);
            if (next > floor) {
                Numbers.write(connection, Numbers.FLOOR, next);
            }
            forget(connection, Math.max(floor, next), policy.keepVersions());
            return next < wanted;
        });
    }

    @Override
    public void close() {
        pool.close();
    }

    private static long wantedFloor(Connection connection, StoreConfig.History policy, Instant now)
            throws SQLException {
        long last = Numbers.read(connection, Numbers.REVISION);
        return Math.max(lastAt(connection, now.minus(policy.keepFor())), last - policy.keepRevisions());
    }

    /// The last revision that was made up to a time; 0 if none is known.
    private static long lastAt(Connection connection, Instant time) throws SQLException {
        return Math.max(lastAt(connection, time, "margay_resource"), lastAt(connection, time, "margay_past"));
    }

    private static long lastAt(Connection connection, Instant time, String table) throws SQLException {
        var sql = "SELECT revision FROM " + table
                + " WHERE changed_at <= ? ORDER BY changed_at DESC, revision DESC LIMIT 1";
        return number(connection, sql, statement -> statement.setObject(1, time.atOffset(ZoneOffset.UTC)));
    }

    private static void forget(Connection connection, long floor, int keepVersions) throws SQLException {
        try (var delete = connection.prepareStatement("DELETE FROM margay_past WHERE ended <= ? AND NOT EXISTS"
                + " (SELECT 1 FROM margay_resource r WHERE r.kind = margay_past.kind"
                + " AND r.namespace = margay_past.namespace AND r.name = margay_past.name"
                + " AND margay_past.version >= r.version - ?)")) {
            delete.setLong(1, floor);
            delete.setLong(2, keepVersions);
            delete.executeUpdate();
        }
    }

    private static void checkKept(Connection connection, long revision) throws SQLException {
        long floor = Numbers.read(connection, Numbers.FLOOR);
        long last = Numbers.read(connection, Numbers.REVISION);
        if (revision > last) {
            throw new IllegalArgumentException("revision " + revision + " is not there yet; the last is " + last);
        }
        if (revision < floor) {
            throw new IllegalArgumentException("revision " + revision + " is no longer kept; the first is " + floor);
        }
    }

    private static Listing listing(Connection connection, long revision) throws SQLException {
        var sql = union(" WHERE revision <= ?", " WHERE revision <= ? AND ended > ?");
        var found = new ArrayList<>(stored(rows(connection, sql, statement -> {
            statement.setLong(1, revision);
            statement.setLong(2, revision);
            statement.setLong(3, revision);
        })));
        found.sort(BY_KEY);
        return new Listing(revision, List.copyOf(found));
    }

    private static String union(String ofPresent, String ofPast) {
        return "SELECT " + Row.COLUMNS + " FROM margay_resource" + ofPresent + " UNION ALL SELECT " + Row.COLUMNS
                + " FROM margay_past" + ofPast;
    }

    private static List<Revision> revisions(List<Row> rows) {
        var byRevision = new TreeMap<Long, List<Row>>();
        rows.forEach(row -> byRevision
                .computeIfAbsent(row.stamp().revision(), _ -> new ArrayList<>())
                .add(row));
        return byRevision.values().stream().map(StoreTables::revision).toList();
    }

    private static Revision revision(List<Row> rows) {
        Stamp stamp = rows.getFirst().stamp();
        return new Revision(
                stamp,
                stored(rows.stream().filter(row -> !row.document().isEmpty()).toList()),
                rows.stream()
                        .filter(row -> row.document().isEmpty())
                        .map(Row::key)
                        .toList());
    }

    private static List<Stored> stored(List<Row> rows) {
        return rows.stream().map(Row::stored).flatMap(Optional::stream).toList();
    }

    private static List<Row> rows(Connection connection, String sql, Setting setting) throws SQLException {
        try (var query = connection.prepareStatement(sql)) {
            query.setFetchSize(FETCH_ROWS);
            setting.of(query);
            return rows(query);
        }
    }

    private static List<Row> rows(PreparedStatement query) throws SQLException {
        try (var found = query.executeQuery()) {
            return rows(found);
        }
    }

    private static List<Row> rows(ResultSet found) throws SQLException {
        var rows = new ArrayList<Row>();
        while (found.next()) {
            Row.read(found).ifPresent(rows::add);
        }
        return rows;
    }

    private static long number(Connection connection, String sql, Setting setting) throws SQLException {
        try (var query = connection.prepareStatement(sql)) {
            setting.of(query);
            try (var rows = query.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }
}
