package io.margay.actors.store.tables;

import io.margay.actors.store.Past;
import io.margay.actors.store.Stamp;
import io.margay.actors.store.Stored;
import io.margay.actors.store.StoredDocument;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// A version of a resource, as it stands in a table.
///
/// @param document empty where it was deleted
record Row(ResourceKey key, String document, Stamp stamp) {
    /// What [#read] reads.
    static final String COLUMNS = "kind, namespace, name, document, revision, changed_at, author";

    /// The row of a result; empty where its kind is none that this release knows.
    static Optional<Row> read(ResultSet rows) throws SQLException {
        var kind = rows.getString(1);
        int word = kind.lastIndexOf('/');
        var known = word < 0 ? Optional.<Kind>empty() : Kind.of(kind.substring(0, word), kind.substring(word + 1));
        if (known.isEmpty()) {
            return Optional.empty();
        }
        var key = new ResourceKey(known.get(), rows.getString(2), rows.getString(3));
        var time = rows.getObject(6, OffsetDateTime.class).toInstant();
        return Optional.of(new Row(key, rows.getString(4), new Stamp(rows.getLong(5), time, rows.getString(7))));
    }

    /// Sets the parameters from `at` on to a key; the next one's number.
    static int set(PreparedStatement statement, int at, ResourceKey key) throws SQLException {
        statement.setString(at, key.kind().apiVersion() + "/" + key.kind().word());
        statement.setString(at + 1, key.namespace());
        statement.setString(at + 2, key.name());
        return at + 3;
    }

    /// Sets the parameters from `at` on to all of it; the next one's number.
    int set(PreparedStatement statement, int at) throws SQLException {
        int next = set(statement, at, key);
        statement.setString(next, document);
        statement.setLong(next + 1, stamp.revision());
        statement.setObject(next + 2, stamp.time().atOffset(ZoneOffset.UTC));
        statement.setString(next + 3, stamp.author());
        return next + 4;
    }

    /// The resource that it is; empty where this release cannot read it, nor stand in for it.
    Optional<Stored> stored() {
        return StoredDocument.readKept(document).map(resource -> new Stored(resource, document, stamp));
    }

    /// What became of the resource.
    Past past() {
        return new Past(stamp, document);
    }
}
