-- What people do with their own account, and what administrators see of all of them.

-- Secrets of second factors. A step of time whose code was accepted is never accepted again.
create table accounts.second_factor (
    person uuid not null primary key references accounts.person on delete cascade,
    secret bytea not null,
    is_on boolean not null default false,      -- from its first right code
    last_step bigint not null default 0
);
create table accounts.recovery_code (
    person uuid not null references accounts.person on delete cascade,
    hash bytea not null,
    primary key (person, hash)
);

-- What is stored of each person, and what becomes of it when the person leaves, is found by author.
create index message_author on messaging.message (author);
create index account_deletion on accounts.account (deletion) where deletion is not null;

create view accounts.overview as
    select p.id, p.name, p.email, a.email_confirmed, p.administrator, p.blocked, a.second_factor, p.registered,
           (select max(s.last_seen) from accounts.session as s where s.person = p.id) as last_seen,
           (select count(*) from accounts.session as s where s.person = p.id) as sessions,
           (select coalesce(sum(octet_length(m.text)), 0)::bigint from messaging.message as m where m.author = p.id)
               as stored_bytes,
           a.deletion
    from accounts.person as p join accounts.account as a on a.id = p.id;
