-- Rows stay until their keys expire, so a busy key manager keeps a million; what is counted and looked
-- for again and again are the few that still wait.
create index waiting_key_ready on waiting_key (made_at) where state = 'READY';
create index issued_key_reserved on issued_key (made_at) where state = 'RESERVED';
