-- A platform's store: what boxes have sent, each record once, and how far each log is complete.

CREATE TABLE IF NOT EXISTS log (
    log_id    INTEGER PRIMARY KEY,
    org       TEXT    NOT NULL, -- the box
    site      TEXT    NOT NULL,
    device    TEXT    NOT NULL,
    stream    TEXT    NOT NULL, -- {camera}, {camera}.kf or sys
    epoch     INTEGER NOT NULL,
    watermark INTEGER NOT NULL DEFAULT 0, -- all up to here is stored or explained; the cursor that the box gets (contract C2, C4)
    last_hash TEXT, -- digest of the record at the watermark, base64url; NULL when a tombstone left it unknown
    UNIQUE (org, site, device, stream, epoch)
) STRICT;

CREATE TABLE IF NOT EXISTS record (
    record_id     INTEGER PRIMARY KEY, -- order of arrival
    log_id        INTEGER NOT NULL REFERENCES log (log_id),
    sequence      INTEGER NOT NULL,
    previous_hash TEXT    NOT NULL,
    hash          TEXT    NOT NULL, -- digest of the body, base64url
    body          BLOB    NOT NULL, -- exact bytes, as they arrived
    image         BLOB    NOT NULL, -- the JPEG of a key frame; empty for events
    UNIQUE (log_id, sequence) -- contract C1: the id is the log and the sequence
) STRICT;

-- What tombstones explained, already clipped at the watermark of that moment (contract C3).
CREATE TABLE IF NOT EXISTS explained (
    log_id    INTEGER NOT NULL REFERENCES log (log_id),
    first     INTEGER NOT NULL,
    last      INTEGER NOT NULL,
    reason    TEXT    NOT NULL,
    last_hash TEXT    NOT NULL, -- digest of the record that stood at the end
    body      BLOB    NOT NULL DEFAULT x'', -- the tombstone's exact bytes, for an archive
    PRIMARY KEY (log_id, first, last)
) STRICT, WITHOUT ROWID;

-- Parts of key frames whose other parts are still to come, to whichever process of a shared subscription (contract C7).
CREATE TABLE IF NOT EXISTS chunk (
    log_id   INTEGER NOT NULL REFERENCES log (log_id),
    sequence INTEGER NOT NULL,
    part     INTEGER NOT NULL, -- from 0
    parts    INTEGER NOT NULL,
    body     BLOB    NOT NULL,
    image    BLOB    NOT NULL,
    PRIMARY KEY (log_id, sequence, part)
) STRICT, WITHOUT ROWID;
