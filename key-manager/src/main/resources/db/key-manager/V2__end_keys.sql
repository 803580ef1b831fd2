-- End keys with their states, and the audit. What the first version kept in clear is given up.
drop table waiting_key;
drop table issued_key;

-- At the source: what was made for whom. Never the key itself.
create table issued_key (
    id uuid primary key,
    master varchar(128) not null,
    slaves text[] not null,
    destinations text[] not null,
    size_bits integer not null,
    state varchar(12) not null check (state in ('RESERVED', 'ISSUED', 'VOID')),
    made_at timestamptz not null,
    expires_at timestamptz not null,
    links text[] not null default '{}'
);
create index issued_key_expiry on issued_key (expires_at);

-- At the destination: sealed until the last slave has it, then an empty row until it expires, so
-- that a second question finds a key that was delivered. Room is left for that change.
create table waiting_key (
    id uuid primary key,
    master varchar(128) not null,
    slaves text[] not null,
    undelivered text[] not null,
    source varchar(32) not null,
    size_bits integer not null,
    state varchar(12) not null check (state in ('READY', 'DELIVERED', 'VOID', 'QUARANTINED')),
    sealed bytea,
    paths text not null,
    hybrid varchar(8) not null,
    links text[] not null,
    made_at timestamptz not null,
    expires_at timestamptz not null,
    check ((state = 'READY') = (sealed is not null))
) with (fillfactor = 70);
create index waiting_key_expiry on waiting_key (expires_at);

create table audit_event (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    actor varchar(160) not null,
    from_state varchar(12),
    to_state varchar(12) not null,
    subject varchar(300) not null,
    key_ids uuid[] not null,
    bits bigint not null,
    detail varchar(300) not null,
    position bigint unique,
    hash bytea,
    check ((position is null) = (hash is null))
) with (fillfactor = 70);
create index audit_event_loose on audit_event (id) where position is null;

-- Once an hour the end of the audit's chain, signed: whoever rewrites the chain cannot sign it anew.
create table audit_seal (
    position bigint primary key,
    hash bytea not null,
    signed_at timestamptz not null,
    signature bytea not null
);
