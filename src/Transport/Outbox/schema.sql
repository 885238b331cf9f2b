-- The outbox: records that are committed and not yet safely with the platform. One file per device, one agent per file.
-- Times are Unix milliseconds, UTC.

CREATE TABLE store (
    id         INTEGER PRIMARY KEY CHECK (id = 1), -- one row
    org        TEXT    NOT NULL, -- whose records these are; the names are part of every record and of the hash chain
    site       TEXT    NOT NULL,
    device     TEXT    NOT NULL,
    boot       INTEGER NOT NULL CHECK (boot >= 0), -- how often an agent has opened this file
    created_ms INTEGER NOT NULL, -- wall time at creation
    consumer   TEXT -- whose cursor deletes (end-to-end mode); NULL in broker mode (contract D4)
) STRICT;

-- A log. Its state stands apart from its records, so that deleting records never gives a sequence again.
CREATE TABLE stream (
    stream_id     INTEGER PRIMARY KEY,
    name          TEXT    NOT NULL, -- {camera}, {camera}.kf or sys
    epoch         INTEGER NOT NULL CHECK (epoch > 0), -- UTC second of creation; above every earlier epoch of the same name
    next_sequence INTEGER NOT NULL CHECK (next_sequence >= 1), -- what the next record gets
    last_digest   BLOB    NOT NULL CHECK (length(last_digest) = 32), -- SHA-256 of the last record's body, at first of the source
    committed_sequence INTEGER NOT NULL DEFAULT 0, -- cursor of the named consumer; never goes back; 0 in broker mode (contract D7)
    sealed_sequence INTEGER NOT NULL DEFAULT 0, -- all up to here is covered by seals (contract, section 7)
    UNIQUE (name, epoch)
) STRICT;

CREATE TABLE record (
    record_id       INTEGER PRIMARY KEY, -- order of insertion
    stream_id       INTEGER NOT NULL REFERENCES stream (stream_id),
    sequence        INTEGER NOT NULL CHECK (sequence >= 1),
    state           INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)), -- 0 stored, 2 in the replay ring (contract D4)
    type            TEXT    NOT NULL, -- 'track', ..., 'keyframe': the class by which a full store sheds (contract D8)
    urgent          INTEGER NOT NULL CHECK (urgent IN (0, 1)), -- 1 for alarms: shed last
    recorded_ms     INTEGER NOT NULL, -- wall time of the record, for retention
    acknowledged_ms INTEGER, -- wall time at which it became committed; never runs backwards, the replay ring is ordered by it
    bytes           INTEGER NOT NULL, -- body and image; stands before them so that it can be read without them
    topic           TEXT    NOT NULL, -- where it is published
    body            BLOB    NOT NULL, -- the exact bytes that the hash chain runs over
    image           BLOB    NOT NULL, -- the JPEG of a key frame; empty for events
    last_sequence   INTEGER, -- of a tombstone (type 'gap'): the last sequence that it stands for; else NULL
    UNIQUE (stream_id, sequence),
    CHECK ((state = 2) = (acknowledged_ms IS NOT NULL))
) STRICT;

-- Commands that were begun, and what was replied: a repeated one does nothing (contract, section 8); the last thousand.
CREATE TABLE command (
    command_id TEXT    PRIMARY KEY,
    reply      BLOB    NOT NULL, -- the payload, as it was sent
    at_ms      INTEGER NOT NULL -- when it was stored
) STRICT;

-- The last seal, which the next one names.
CREATE TABLE seal (
    id        INTEGER PRIMARY KEY CHECK (id = 1), -- one row, once there is a seal
    last_hash TEXT NOT NULL -- SHA-256 of its record, base64url
) STRICT;

-- How many records are gone under their number without having been delivered, since the file was made.
CREATE TABLE shed (
    reason  TEXT    NOT NULL, -- as in the tombstone: full, expired, rejected, erased; or renamed, into a new epoch (contract D2)
    type    TEXT    NOT NULL,
    records INTEGER NOT NULL,
    PRIMARY KEY (reason, type)
) STRICT;

-- Records that no broker takes (contract D9), for a person to look at; the last hundred.
CREATE TABLE quarantine (
    quarantine_id INTEGER PRIMARY KEY,
    stream_id     INTEGER NOT NULL REFERENCES stream (stream_id),
    sequence      INTEGER NOT NULL,
    cause         TEXT    NOT NULL, -- what the broker said
    aside_ms      INTEGER NOT NULL, -- when it was set aside
    type          TEXT    NOT NULL,
    topic         TEXT    NOT NULL,
    body          BLOB    NOT NULL,
    image         BLOB    NOT NULL
) STRICT;

-- What is still to be sent, in order; small, because committed records leave it.
CREATE INDEX record_pending ON record (stream_id, sequence) WHERE state < 2;

-- The replay ring, the oldest first.
CREATE INDEX record_ring ON record (acknowledged_ms, record_id) WHERE state = 2;
