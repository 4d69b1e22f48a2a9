-- Wrong passwords and codes in a row: by the hash of the e-mail, whether anybody has it or not, and by who guesses.

drop table accounts.failure;
create table accounts.failure (
    email_hash bytea not null,
    who bytea not null,                        -- a hash: strangers of a network, a known browser, a session; or empty: all strangers
    count bigint not null,
    waits_until bigint not null,
    at bigint not null,
    primary key (email_hash, who)
);
create index failure_at on accounts.failure (at);
