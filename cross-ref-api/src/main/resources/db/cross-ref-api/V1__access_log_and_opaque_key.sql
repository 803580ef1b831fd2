-- Who looked at what. Entries are only ever added.
create table access_event (
    sequence  bigint generated always as identity primary key,
    at        timestamptz not null,
    user_name text        not null,
    roles     text[]      not null,
    action    text        not null,
    owner     text        not null,
    patients  text[]      not null,
    record_id text        not null,
    outcome   text        not null,
    detail    text        not null,
    trace_id  text        not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the access log only grows';
end
$$;

create trigger access_event_only_grows
    before update or delete or truncate on access_event
    for each statement execute function refuse_change();

-- The key behind the opaque identifiers of patients and records; one row.
create table opaque_key (
    id      smallint primary key check (id = 1),
    key     bytea       not null check (octet_length(key) = 32),
    made_at timestamptz not null default now()
);
