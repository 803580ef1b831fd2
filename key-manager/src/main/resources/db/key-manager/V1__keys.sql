-- Who may ask for keys; filled from the enrolment file and by the operator.
create table sae (
    id varchar(128) primary key,
    site varchar(32) not null,
    sha256 varchar(64) not null unique
);

-- One row per QKD link of this site; its lock puts reservations of one link in a row.
create table link (
    alice varchar(32) not null,
    bob varchar(32) not null,
    next_sequence bigint not null default 1,
    alarm boolean not null default false,
    qber double precision,
    alarm_reason varchar(200),
    primary key (alice, bob)
);

-- A QKD block. "taken" has one byte per byte of material, 0 while it is unused. Used material is
-- overwritten; a block without unused bytes keeps its row, so that its number is never taken again.
create table link_block (
    alice varchar(32) not null,
    bob varchar(32) not null,
    sequence bigint not null,
    block_id uuid not null,
    length_bytes integer not null,
    free_bytes integer not null,
    material bytea,
    taken bytea,
    stored_at timestamptz not null,
    primary key (alice, bob, sequence),
    foreign key (alice, bob) references link (alice, bob),
    check (free_bytes between 0 and length_bytes),
    check ((free_bytes = 0) = (material is null)),
    check ((free_bytes = 0) = (taken is null))
);
create index link_block_free on link_block (alice, bob, sequence) where free_bytes > 0;

-- End keys that wait for their slave SAE at this site.
create table waiting_key (
    id uuid primary key,
    master varchar(128) not null,
    slave varchar(128) not null,
    source_site varchar(32) not null,
    material bytea not null,
    expires_at timestamptz not null
);
create index waiting_key_slave on waiting_key (slave);
create index waiting_key_expiry on waiting_key (expires_at);

-- End keys handed to their master SAE at this site: never the key itself.
create table issued_key (
    id uuid primary key,
    master varchar(128) not null,
    slave varchar(128) not null,
    target_site varchar(32) not null,
    size_bits integer not null,
    issued_at timestamptz not null,
    expires_at timestamptz not null
);
create index issued_key_expiry on issued_key (expires_at);
