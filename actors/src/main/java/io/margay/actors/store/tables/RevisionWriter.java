package io.margay.actors.store.tables;

import io.margay.actors.store.Revision;
import io.margay.actors.store.Stored;
import io.margay.model.resource.ResourceKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/// Writes revisions into the tables, in one transaction: what was goes to the past, what is takes its place.
///
/// Those that follow each other and have no resource in common are written together, as batches.
final class RevisionWriter implements AutoCloseable {
    private static final String AT_KEY = " WHERE kind = ? AND namespace = ? AND name = ?";
    private static final String LAST_VERSION = "(SELECT COALESCE(MAX(version), 0) + 1 FROM margay_past" + AT_KEY + ")";

    private final PreparedStatement end;
    private final PreparedStatement remove;
    private final PreparedStatement insert;
    private final PreparedStatement bury;
    private final Set<ResourceKey> touched = new HashSet<>();

    RevisionWriter(Connection connection) throws SQLException {
        end = connection.prepareStatement("INSERT INTO margay_past (" + Row.COLUMNS + ", version, ended) SELECT "
                + Row.COLUMNS + ", version, CAST(? AS BIGINT) FROM margay_resource" + AT_KEY);
        remove = connection.prepareStatement("DELETE FROM margay_resource" + AT_KEY);
        insert = connection.prepareStatement("INSERT INTO margay_resource (" + Row.COLUMNS
                + ", version) VALUES (?, ?, ?, ?, ?, ?, ?, " + LAST_VERSION + ")");
        bury = connection.prepareStatement("INSERT INTO margay_past (" + Row.COLUMNS
                + ", version, ended) VALUES (?, ?, ?, ?, ?, ?, ?, " + LAST_VERSION + ", ?)");
    }

    /// The next one.
    void write(Revision revision) throws SQLException {
        boolean isApart = revision.upserted().stream()
                        .noneMatch(it -> touched.contains(it.resource().key()))
                && revision.deleted().stream().noneMatch(touched::contains);
        if (!isApart) {
            flush();
        }
        for (var stored : revision.upserted()) {
            upsert(stored);
        }
        for (var key : revision.deleted()) {
            delete(new Row(key, "", revision.stamp()));
        }
    }

    /// What was written so far is sent.
    void flush() throws SQLException {
        end.executeBatch();
        remove.executeBatch();
        insert.executeBatch();
        bury.executeBatch();
        touched.clear();
    }

    private void upsert(Stored stored) throws SQLException {
        var row = new Row(stored.resource().key(), stored.document(), stored.changed());
        endWhatWas(row);
        Row.set(insert, row.set(insert, 1), row.key());
        insert.addBatch();
    }

    private void delete(Row row) throws SQLException {
        endWhatWas(row);
        int next = Row.set(bury, row.set(bury, 1), row.key());
        bury.setLong(next, row.stamp().revision());
        bury.addBatch();
    }

    private void endWhatWas(Row row) throws SQLException {
        touched.add(row.key());
        end.setLong(1, row.stamp().revision());
        Row.set(end, 2, row.key());
        end.addBatch();
        Row.set(remove, 1, row.key());
        remove.addBatch();
    }

    @Override
    public void close() throws SQLException {
        try (end;
                remove;
                insert;
                bury) {
            touched.clear();
        }
    }
}
