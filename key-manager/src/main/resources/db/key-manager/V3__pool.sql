-- The stock of link key is built anew: blocks have states, material is sealed, and what was used is
-- an offset or a set of ranges instead of a second byte array.
drop table link_block;
drop table link;

-- Counts the starts of this database's service; the witness file outside the database counts too,
-- so that a restored backup is noticed.
create table pool_incarnation (
    single boolean primary key default true check (single),
    number bigint not null
);

-- One row per QKD link of this site. "unsure": this end has opened the epoch by itself, because its
-- past may be missing here, and the other end has not confirmed yet that it never had that number.
-- Blocks up to a floor are burned here and must be burned at the other end.
create table link (
    alice varchar(32) not null,
    bob varchar(32) not null,
    epoch bigint not null default 1 check (epoch >= 1),
    unsure boolean not null default false,
    next_sequence bigint not null default 1,
    outgoing_floor bigint not null default 0,
    incoming_floor bigint not null default 0,
    alarm boolean not null default false,
    qber double precision,
    alarm_reason varchar(200),
    primary key (alice, bob)
);

-- A QKD block. Of an outgoing block (this site sends under it) the first used_bytes are used; of an
-- incoming one those in "used". length = free + used + burned, to the byte. The first 32 bytes are
-- the one-time key of the tag by which the two ends compare the rest; they are never a pad. A
-- destroyed block keeps its row, so that its number is never taken again.
create table link_block (
    alice varchar(32) not null,
    bob varchar(32) not null,
    sequence bigint not null,
    epoch bigint not null,
    block_id uuid not null,
    outgoing boolean not null,
    state varchar(11) not null
        check (state in ('GENERATED', 'POOLED', 'QUARANTINED', 'DESTROYED')),
    length_bytes integer not null,
    used_bytes integer not null default 32,
    burned_bytes integer not null default 0,
    used int4multirange not null default '{[0,32)}',
    tag bytea not null,
    sealed bytea,
    sealed_at timestamptz not null,
    stored_at timestamptz not null,
    primary key (alice, bob, sequence),
    foreign key (alice, bob) references link (alice, bob),
    check (used_bytes >= 32 and burned_bytes >= 0 and used_bytes + burned_bytes <= length_bytes),
    check (state = 'DESTROYED' or (sealed is not null and burned_bytes = 0)),
    check (state <> 'DESTROYED' or used_bytes + burned_bytes = length_bytes)
) with (fillfactor = 60);
-- Sealed bytes do not shrink; out of line they are not copied when an offset changes.
alter table link_block alter column sealed set storage external;
create index link_block_alive on link_block (alice, bob, outgoing, sequence)
    where state <> 'DESTROYED';
