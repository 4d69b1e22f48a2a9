-- The ground on which all domains stand: what each of them is made of, the jobs, and what is kept of no domain. A domain's
-- own tables are made by its own migrations, and no statement names the schemas of two domains: each can have a database
-- of its own one day, with this ground in it.

-- Every write of a row makes its revision grow, also when the row was erased and came again in between.
create function public.grow_revision() returns trigger language plpgsql as $$
begin
    new.revision := greatest((extract(epoch from clock_timestamp()) * 1000000)::bigint,
                             case when tg_op = 'UPDATE' then old.revision + 1 else 0 end);
    return new;
end $$;
-- For each table of described rows: `select public.track('messaging.message')`.
create function public.track(rows regclass) returns void language plpgsql as $$
begin
    execute format('alter table %s add column revision bigint not null default 0', rows);
    execute format('create trigger grow_revision before insert or update on %s for each row '
                   'execute function public.grow_revision()', rows);
end $$;

-- The schema of a domain, and what each keeps beside its rows.
create function public.make_domain(domain name) returns void language plpgsql as $make$
begin
    execute format('create schema %I', domain);
    execute replace($tables$
-- The identity of the domain's history, and the tables that it was written in. It is renewed when a backup is restored,
-- so that clients that are ahead of it know that their versions mean nothing here.
create table @.history (
    id uuid not null primary key default gen_random_uuid(),
    began timestamptz not null default now(),
    place text                                 -- none: nobody has looked yet
);
insert into @.history default values;
-- What take and news keep: how far each space is, what happened in it (keys only), and what each client's commands were
-- answered.
create table @.space (
    name text not null primary key,            -- "channel:<id>"
    version bigint not null,
    log_begins bigint not null default 0       -- the log holds what came after this version
);
create table @.log (
    space text not null,
    version bigint not null,
    row_type text not null,
    row_id uuid not null,
    op "char" not null check (op in ('p', 'e')),
    at timestamptz not null default now(),
    primary key (space, version, row_type, row_id)
);
create index log_at on @.log (at);
create table @.client (
    id uuid not null primary key,
    person uuid not null,
    last_number bigint not null default 0,
    seen timestamptz not null default now()
);
create table @.answer (
    client uuid not null references @.client on delete cascade,
    number bigint not null,
    hash bytea not null,
    answer text not null,                      -- JSON, as it was sent
    at timestamptz not null default now(),
    primary key (client, number)
);
create index answer_at on @.answer (at);
-- What other domains, or itself, told this one and what was not carried out yet; for each stream the last number that
-- was given, and the last that was carried out.
create table @.inbox (
    stream text not null,
    number bigint not null,
    message text not null,                     -- named JSON
    at timestamptz not null default now(),
    primary key (stream, number)
);
create table @.inbox_sent (
    stream text not null primary key,
    number bigint not null
);
create table @.inbox_taken (
    stream text not null primary key,
    number bigint not null default 0
);
-- How many bytes it stores of whom, counted in the transaction that writes them, and how many it last told of.
create table @.stored (
    person uuid not null primary key,
    bytes bigint not null,
    told bigint
);
create index stored_untold on @.stored (person) where told is distinct from bytes;
    $tables$, '@', quote_ident(domain));
end $make$;

-- Work that is done later, of all domains: what has to be done once the transaction that asks for it is committed, by
-- whichever server comes first. Times are microseconds since 1970, by the database's clock.
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

-- Which key seals what is sealed, told by its mark; and the database that this was written in: in another one it is a
-- backup that was restored.
create table installation (
    one boolean not null primary key default true check (one),
    key_mark text not null,
    place text not null
);

-- What is of no domain stands in the schema of the server, where the list of migrations is.

-- Who did what to whom. It is only ever added to: what an entry says cannot be changed, but for the address, which is
-- forgotten, and for ids, which become pseudonyms when a person is deleted. The server forgets addresses after 90 days by
-- its own clock, and not before, since whoever gets to write to the log would wipe where they came from; a day is for
-- clocks that differ.
create table server.audit (
    id uuid not null primary key,
    at bigint not null,                        -- microseconds since 1970
    actor uuid not null,                       -- zeros: the server itself, or somebody unknown
    subject uuid not null,
    action text not null,
    address text not null,
    detail text not null
);
create index audit_at on server.audit (at, id);
create index audit_actor on server.audit (actor);
create index audit_subject on server.audit (subject);
create function server.keep_audit() returns trigger language plpgsql as $$
declare
    forgotten_before constant bigint := (extract(epoch from now() - interval '89 days') * 1000000)::bigint;
begin
    if tg_op = 'DELETE' then raise exception 'the audit log is only added to'; end if;
    if (new.id, new.at, new.action, new.detail) is distinct from (old.id, old.at, old.action, old.detail)
       or (new.address is distinct from old.address and (new.address <> '' or old.at > forgotten_before)) then
        raise exception 'the audit log is only added to';
    end if;
    return new;
end $$;
create trigger keep_audit before update or delete on server.audit for each row execute function server.keep_audit();
create function server.keep_whole_audit() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is only added to';
end $$;
create trigger keep_whole_audit before truncate on server.audit for each statement execute function server.keep_whole_audit();

-- Letters, as administrators see them, and what is needed to write them. A secret link stays only until the letter was
-- sent; where no mail is sent, it stands in "link" for the administrator, until it was used or has ended.
create table server.letter (
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
    job uuid,                                  -- in jobs.job
    person uuid,                               -- whom it names
    has_link boolean not null generated always as (link <> '') stored
);
create index letter_made on server.letter (made);
create index letter_recipient on server.letter (lower("recipient" collate "und-x-icu"));
create index letter_person on server.letter (person);

-- How many attempts each address and account has left, where several servers share this database.
create table server.allowance (
    key bytea not null primary key,
    left_over double precision not null,
    granted boolean not null,
    at bigint not null
);
create index allowance_at on server.allowance (at);

-- Unexpected failures: one row for what failed alike in one release.
create table server.report (
    "id" uuid not null constraint "report_id_key" primary key
        constraint "report_id_rules"
        check ("id" <> '00000000-0000-0000-0000-000000000000'),
    "number" bigint not null generated always as identity constraint "report_number_key" unique,
    "at" bigint not null
        constraint "report_at_rules"
        check ("at" >= -62135596800000000 and "at" <= 253402300799999999),
    "times" bigint not null
        constraint "report_times_rules"
        check ("times" >= 1),
    "origin" text not null
        constraint "report_origin_rules"
        check (char_length("origin") <= 20),
    "place" text not null
        constraint "report_place_rules"
        check (char_length("place") <= 200),
    "text" text not null
        constraint "report_text_rules"
        check (char_length("text") <= 4000),
    "release" text not null
        constraint "report_release_rules"
        check (char_length("release") <= 100)
);
create unique index report_same on server.report (release, origin, place, md5(text));
create index report_at on server.report (at, id);
