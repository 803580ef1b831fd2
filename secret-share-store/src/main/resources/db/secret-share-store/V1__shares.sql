-- The bytes of each share, as they came. Random bytes do not compress: EXTERNAL saves the attempt.
CREATE TABLE share_payload (
    object_id uuid PRIMARY KEY,
    payload bytea STORAGE EXTERNAL NOT NULL
);

-- What is known about each share. Apart from the bytes, so that listing never touches them.
CREATE TABLE share (
    object_id uuid PRIMARY KEY REFERENCES share_payload (object_id),
    sequence bigint NOT NULL UNIQUE,
    owner text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('RECORD', 'CATALOGUE')),
    audience text NOT NULL CHECK (audience IN ('OWNER', 'FEDERATION', 'EMERGENCY')),
    pseudonym uuid,
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    size_bytes bigint NOT NULL CHECK (size_bytes > 0),
    stored_at timestamptz NOT NULL,
    CHECK ((kind = 'RECORD') = (pseudonym IS NOT NULL))
);

CREATE INDEX share_by_owner_and_kind ON share (owner, kind, sequence);

-- One row: the last sequence given out, and totals. Its row lock is what orders the inserts.
CREATE TABLE share_totals (
    id smallint PRIMARY KEY CHECK (id = 1),
    last_sequence bigint NOT NULL,
    shares bigint NOT NULL,
    bytes bigint NOT NULL
);

INSERT INTO share_totals VALUES (1, 0, 0, 0);
