-- The first version of the store's schema. {text}, {bytes} and {serial} are what the database calls these.
-- A database that commits each of these by itself may stop after any, and begin again.
--
-- The journal and the snapshots are Akka's: their columns are not ours to choose.

CREATE TABLE IF NOT EXISTS "margay_journal" (
    "ordering" {serial} NOT NULL UNIQUE,
    "deleted" BOOLEAN DEFAULT FALSE NOT NULL,
    "persistence_id" VARCHAR(255) NOT NULL,
    "sequence_number" BIGINT NOT NULL,
    "writer" VARCHAR(255) NOT NULL,
    "write_timestamp" BIGINT NOT NULL,
    "adapter_manifest" VARCHAR(255) NOT NULL,
    "event_payload" {bytes} NOT NULL,
    "event_ser_id" INTEGER NOT NULL,
    "event_ser_manifest" VARCHAR(255) NOT NULL,
    "meta_payload" {bytes},
    "meta_ser_id" INTEGER,
    "meta_ser_manifest" VARCHAR(255),
    PRIMARY KEY ("persistence_id", "sequence_number")
);

CREATE TABLE IF NOT EXISTS "margay_journal_tag" (
    "event_id" BIGINT NOT NULL REFERENCES "margay_journal" ("ordering") ON DELETE CASCADE,
    "tag" VARCHAR(255) NOT NULL,
    PRIMARY KEY ("event_id", "tag")
);

CREATE TABLE IF NOT EXISTS "margay_snapshot" (
    "persistence_id" VARCHAR(255) NOT NULL,
    "sequence_number" BIGINT NOT NULL,
    "created" BIGINT NOT NULL,
    "snapshot_ser_id" INTEGER NOT NULL,
    "snapshot_ser_manifest" VARCHAR(255) NOT NULL,
    "snapshot_payload" {bytes} NOT NULL,
    "meta_ser_id" INTEGER,
    "meta_ser_manifest" VARCHAR(255),
    "meta_payload" {bytes},
    PRIMARY KEY ("persistence_id", "sequence_number")
);

-- What exists.
CREATE TABLE IF NOT EXISTS margay_resource (
    kind VARCHAR(255) NOT NULL,
    namespace VARCHAR(500) NOT NULL,
    name VARCHAR(500) NOT NULL,
    document {text} NOT NULL,
    revision BIGINT NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    author VARCHAR(500) NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (kind, namespace, name)
);

CREATE INDEX IF NOT EXISTS margay_resource_revision ON margay_resource (revision);
CREATE INDEX IF NOT EXISTS margay_resource_changed ON margay_resource (changed_at, revision);

-- What existed, until the revision in which it ended. A deletion is a row, too, whose document is empty.
CREATE TABLE IF NOT EXISTS margay_past (
    kind VARCHAR(255) NOT NULL,
    namespace VARCHAR(500) NOT NULL,
    name VARCHAR(500) NOT NULL,
    document {text} NOT NULL,
    revision BIGINT NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    author VARCHAR(500) NOT NULL,
    version BIGINT NOT NULL,
    ended BIGINT NOT NULL,
    PRIMARY KEY (kind, namespace, name, revision)
);

CREATE INDEX IF NOT EXISTS margay_past_revision ON margay_past (revision);
CREATE INDEX IF NOT EXISTS margay_past_changed ON margay_past (changed_at, revision);
CREATE INDEX IF NOT EXISTS margay_past_ended ON margay_past (ended);

-- The last revision that is in these tables, and the first of which all is kept.
INSERT INTO margay_number (name, number)
    SELECT 'revision', 0 WHERE NOT EXISTS (SELECT 1 FROM margay_number WHERE name = 'revision');
INSERT INTO margay_number (name, number)
    SELECT 'floor', 0 WHERE NOT EXISTS (SELECT 1 FROM margay_number WHERE name = 'floor');
