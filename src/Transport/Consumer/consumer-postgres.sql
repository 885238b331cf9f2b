-- A platform's store in PostgreSQL; the columns are those of consumer.sql.

CREATE TABLE IF NOT EXISTS sc_log (
    log_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    org       text   NOT NULL,
    site      text   NOT NULL,
    device    text   NOT NULL,
    stream    text   NOT NULL,
    epoch     bigint NOT NULL,
    watermark bigint NOT NULL DEFAULT 0,
    last_hash text,
    UNIQUE (org, site, device, stream, epoch)
);

CREATE TABLE IF NOT EXISTS sc_record (
    record_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    log_id        bigint NOT NULL REFERENCES sc_log (log_id),
    sequence      bigint NOT NULL,
    previous_hash text   NOT NULL,
    hash          text   NOT NULL,
    body          bytea  NOT NULL,
    image         bytea  NOT NULL,
    UNIQUE (log_id, sequence)
);

CREATE TABLE IF NOT EXISTS sc_explained (
    log_id    bigint NOT NULL REFERENCES sc_log (log_id),
    first     bigint NOT NULL,
    last      bigint NOT NULL,
    reason    text   NOT NULL,
    last_hash text   NOT NULL,
    body      bytea  NOT NULL,
    PRIMARY KEY (log_id, first, last)
);

CREATE TABLE IF NOT EXISTS sc_chunk (
    log_id   bigint NOT NULL REFERENCES sc_log (log_id),
    sequence bigint NOT NULL,
    part     bigint NOT NULL,
    parts    bigint NOT NULL,
    body     bytea  NOT NULL,
    image    bytea  NOT NULL,
    PRIMARY KEY (log_id, sequence, part)
);
