-- The journal keeps identifiers, hashes and places; what a record says is only in the shares.
-- Ids of paths and contents are the first 16 bytes of a SHA-256, because a path may be longer than
-- an index row, and because the same content of the same patient must find itself again.

create table patient (
    patient_id          text primary key,
    -- From which message the catalogue's demographics come: see PatientStanding.
    demographics_rank   integer not null,
    demographics_time   text    not null,
    demographics_sha256 text
);

-- Bytes of one patient that are kept in shares; several paths may name the same.
create table content (
    content_id uuid   primary key,
    patient_id text   not null,
    sha256     text   not null,
    size_bytes bigint not null
);
create index content_by_patient on content (patient_id);

create table content_part (
    content_id  uuid    not null references content,
    ordinal     integer not null,
    object_id   uuid    not null,
    entry_index integer not null,
    primary key (content_id, ordinal)
);
create index content_part_by_object on content_part (object_id);

-- Every version that was ever accepted, in the order of acceptance.
create table version (
    version_id  bigint generated always as identity primary key,
    path_id     uuid        not null,
    path        text        not null,
    content_id  uuid        not null references content,
    segment     uuid        not null,
    accepted_at timestamptz not null default now()
);
create index version_by_content on version (content_id);
create index version_by_segment on version (segment);

create table move (
    move_id     bigint generated always as identity primary key,
    from_path   text        not null,
    to_path     text        not null,
    segment     uuid        not null,
    accepted_at timestamptz not null default now()
);

-- What lies where now, as far as the last scan saw.
create table file (
    path_id    uuid primary key,
    path       text not null,
    patient_id text not null,
    root       text not null,
    content_id uuid not null references content,
    segment    uuid not null
);
create index file_by_patient on file (patient_id);
create index file_by_content on file (content_id);
create index file_by_segment on file (segment);
create index file_by_root on file (root);

-- Packs and catalogue segments; missing counts the receipts that are not in yet.
create table object (
    object_id  uuid primary key,
    kind       text        not null,
    audience   text        not null,
    pseudonym  uuid,
    root       text        not null,
    missing    integer     not null check (missing >= 0),
    created_at timestamptz not null default now()
);
create index object_open on object (root) where missing > 0;

-- Shares on their way. A row leaves only together with the arrival of its receipt.
create table outbox (
    outbox_id  bigint generated always as identity primary key,
    object_id  uuid        not null references object,
    site       text        not null,
    share      bytea       not null,
    sha256     text        not null,
    attempts   integer     not null default 0,
    not_before timestamptz not null default '-infinity',
    unique (object_id, site)
);
create index outbox_by_site on outbox (site, outbox_id);
-- Shares are random bytes: trying to compress them only costs time.
alter table outbox alter column share set storage external;

create table receipt (
    object_id uuid not null references object,
    site      text not null,
    sha256    text not null,
    stored_at text not null,
    signature text not null,
    primary key (object_id, site)
);

-- One row: its lock makes acceptance one after another, so that segments are numbered without gaps.
create table catalogue (
    only_row      boolean primary key default true check (only_row),
    next_sequence bigint not null
);
insert into catalogue (next_sequence) values (1);

create table ingest (
    ingest_id  uuid primary key,
    root       text        not null,
    state      text        not null,
    started_at timestamptz not null,
    report     text        not null
);
create index ingest_by_time on ingest (started_at);
