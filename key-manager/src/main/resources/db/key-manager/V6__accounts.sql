-- Keys and bits issued per pair of SAEs, since the database was made.
create table pair_account (
    master varchar(128) not null,
    slave varchar(128) not null,
    keys bigint not null,
    bits bigint not null,
    primary key (master, slave)
);
