-- What a busy key manager writes for each key, it writes as few times as it can.

-- Keys on their way, one row for all that differ in their ids alone; the rows are few and live for
-- milliseconds. Long lists of ids stay in line.
create table reserved_keys (
    row_id bigint generated always as identity,
    ids uuid[] not null,
    master varchar(128) not null,
    slaves text[] not null,
    destinations text[] not null,
    size_bits integer not null,
    made_at timestamptz not null,
    expires_at timestamptz not null
) with (toast_tuple_target = 8160);
alter table reserved_keys alter column ids set storage main;

insert into reserved_keys (ids, master, slaves, destinations, size_bits, made_at, expires_at)
select array_agg(id), master, slaves, destinations, size_bits, made_at, expires_at
from issued_key where state = 'RESERVED'
group by master, slaves, destinations, size_bits, made_at, expires_at;
delete from issued_key where state = 'RESERVED';
drop index issued_key_reserved;
alter table issued_key drop constraint issued_key_state_check;
alter table issued_key add check (state in ('ISSUED', 'VOID'));

-- No index may name what changes at a delivery: then the new row, if its page
-- has room, stays beside the old one and no index is written. What the index counted is kept as a sum of changes; rows of an empty slave count
-- keys, the others what waits for that slave.
drop index waiting_key_ready;
alter table waiting_key set (fillfactor = 50);
create index waiting_key_made on waiting_key using brin (made_at);
create index issued_key_made on issued_key using brin (made_at);
create table waiting_change (
    slave varchar(128) not null,
    change bigint not null
);
insert into waiting_change (slave, change)
select slave, count(*) from waiting_key, unnest(undelivered) slave
where state = 'READY' group by slave
union all
select '', count(*) from waiting_key where state = 'READY';
