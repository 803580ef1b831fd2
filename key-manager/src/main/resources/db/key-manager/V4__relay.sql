-- Parts of a relayed batch that wait at the destination for the others, sealed by the vault.
create table relay_part (
    batch uuid not null,
    part smallint not null,
    path text not null,
    manifest bytea not null,
    sealed bytea not null,
    expires_at timestamptz not null,
    primary key (batch, part)
);
create index relay_part_expiry on relay_part (expires_at);
