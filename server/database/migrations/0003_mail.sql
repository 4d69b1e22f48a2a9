-- Work that is done later, letters, one-time links, and what slows down whoever guesses.

-- Jobs of all domains: what has to be done once the transaction that asks for it is committed, by whichever server comes
-- first. Times are microseconds since 1970, by the database's clock.
create schema jobs;
create function jobs.now_us() returns bigint language sql volatile as
    $$ select (extract(epoch from clock_timestamp()) * 1000000)::bigint $$;
create table jobs.job (
    id uuid not null primary key,
    kind text not null,
    payload text not null,                     -- emptied when it is done
    state text not null check (state in ('waiting', 'running', 'done', 'dead')),
    attempts bigint not null default 0,
    made bigint not null,
    due bigint not null,                       -- waiting: the next attempt; running: another server may take it over then
    failure text not null default ''           -- of the last attempt
);
create index job_due on jobs.job (due) where state in ('waiting', 'running');
create index job_ended on jobs.job (due) where state in ('done', 'dead');

-- Letters, as administrators see them, and what is needed to write them. A secret link stays only until the letter was
-- sent; where no mail is sent, it stands in "link" for the administrator, until it was used or has ended.
create table accounts.letter (
    id uuid not null primary key,
    recipient text not null,
    kind text not null,
    state text not null check (state in ('waiting', 'sent', 'dead')),
    attempts bigint not null default 0,
    made bigint not null,
    next_attempt bigint,
    failure text not null default '',
    link text not null default '',
    language text not null,
    detail text not null default '',
    secret_link text not null default '',
    job uuid                                   -- in jobs.job
);
create index letter_made on accounts.letter (made);
create index letter_recipient on accounts.letter (lower("recipient" collate "und-x-icu"));

-- Words of links, hashed. A registration waits here, with what it will consist of, until its e-mail is confirmed.
create table accounts.link (
    hash bytea not null primary key,
    kind text not null check (kind in ('registration', 'confirm', 'new-email', 'reset', 'enrolled', 'invitation')),
    person uuid references accounts.person on delete cascade,
    email text not null,
    made bigint not null,
    ends bigint not null,
    letter uuid references accounts.letter on delete set null,
    name text not null default '',
    language text not null default '',
    password_hash text not null default '',
    invitation bytea                           -- the hash of the invitation that the registration came with
);
create index link_person on accounts.link (person);
create index link_email on accounts.link (lower("email" collate "und-x-icu"));
create index link_ends on accounts.link (ends);

-- Letters tell who somebody was, so they go with the person.
create function accounts.forget_letters() returns trigger language plpgsql as $$
begin
    delete from accounts.letter where lower("recipient" collate "und-x-icu") = lower(old.email collate "und-x-icu");
    return old;
end $$;
create trigger forget_letters after delete on accounts.person for each row execute function accounts.forget_letters();

-- Wrong passwords in a row, by the hash of the e-mail, whether anybody has it or not.
create table accounts.failure (
    email_hash bytea not null primary key,
    count bigint not null,
    locked_until bigint not null,
    at bigint not null
);
create index failure_at on accounts.failure (at);

-- How many attempts each address and account has left, where several servers share this database.
create table accounts.allowance (
    key bytea not null primary key,
    left_over double precision not null,
    granted boolean not null,
    at bigint not null
);
create index allowance_at on accounts.allowance (at);
