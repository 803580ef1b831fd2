-- Secrets that other sites agreed on with this one by ML-KEM-1024: sealed by the vault, never in
-- clear. Those that this site initiates stay in the memory of the process that sends under them.
create table hybrid_epoch (
    id uuid primary key,
    initiator varchar(32) not null,
    responder varchar(32) not null,
    transcript bytea not null check (octet_length(transcript) = 48),
    sealed bytea not null,
    made_at timestamptz not null,
    keep_until timestamptz not null,
    check (initiator <> responder)
);
create index hybrid_epoch_initiator on hybrid_epoch (initiator);
create index hybrid_epoch_expiry on hybrid_epoch (keep_until);

-- An SAE that was revoked keeps its line, so that an enrolment file does not bring it back.
alter table sae add column revoked_at timestamptz;

-- Certificates that are never enrolled again, under whatever name.
create table revoked_certificate (
    sha256 varchar(64) primary key,
    sae varchar(128) not null,
    revoked_at timestamptz not null
);
