-- The foundation: one schema for each domain, each with its rows, its versions, its log and its answers, so that a
-- domain can one day move to a database of its own. No statement joins two schemas.

create schema accounts;
create schema messaging;

-- The identity of this database's history. It is renewed when a backup is restored, so that clients that are ahead of
-- it know that their versions mean nothing here.
create table history (
    id uuid not null primary key default gen_random_uuid(),
    began timestamptz not null default now()
);
insert into history default values;

-- Every write of a row makes its revision grow, also when the row was erased and came again in between.
create function grow_revision() returns trigger language plpgsql as $$
begin
    new.revision := greatest((extract(epoch from clock_timestamp()) * 1000000)::bigint,
                             case when tg_op = 'UPDATE' then old.revision + 1 else 0 end);
    return new;
end $$;

create table "accounts"."person" (
    "id" uuid not null constraint "person_id_key" primary key
        constraint "person_id_rules"
        check ("id" <> '00000000-0000-0000-0000-000000000000'),
    "name" text not null
        constraint "person_name_rules"
        check (char_length("name") <= 100 and "name" collate "C" ~ '[^ \t\n\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF]' and ("name" = '' or "name" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "email" text not null
        constraint "person_email_rules"
        check (char_length("email") <= 254 and "email" collate "C" ~ '[^ \t\n\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF]' and ("email" = '' or "email" collate "C" ~ '^(?=.{1,254}$)(?=[^@]{1,64}@)[A-Za-z0-9!#$%&''*+/=?^_`{|}~-]+([.][A-Za-z0-9!#$%&''*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?[.])+[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$')),
    "administrator" boolean not null,
    "registered" bigint not null
        constraint "person_registered_rules"
        check ("registered" >= -62135596800000000 and "registered" <= 253402300799999999)
);
create unique index "person_email_unique" on "accounts"."person" (lower("email" collate "und-x-icu"));

create table "accounts"."session" (
    "id" uuid not null constraint "session_id_key" primary key
        constraint "session_id_rules"
        check ("id" <> '00000000-0000-0000-0000-000000000000'),
    "person" uuid not null
        constraint "session_person_rules"
        check ("person" <> '00000000-0000-0000-0000-000000000000'),
    "device" text not null
        constraint "session_device_rules"
        check (char_length("device") <= 200 and ("device" = '' or "device" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "address" text not null
        constraint "session_address_rules"
        check (char_length("address") <= 64 and ("address" = '' or "address" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "opened" bigint not null
        constraint "session_opened_rules"
        check ("opened" >= -62135596800000000 and "opened" <= 253402300799999999),
    "last_seen" bigint not null
        constraint "session_last_seen_rules"
        check ("last_seen" >= -62135596800000000 and "last_seen" <= 253402300799999999)
);

create table "messaging"."channel" (
    "id" uuid not null constraint "channel_id_key" primary key
        constraint "channel_id_rules"
        check ("id" <> '00000000-0000-0000-0000-000000000000'),
    "title" text not null
        constraint "channel_title_rules"
        check (char_length("title") <= 80 and "title" collate "C" ~ '[^ \t\n\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF]' and ("title" = '' or "title" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "about" text not null
        constraint "channel_about_rules"
        check (char_length("about") <= 500 and ("about" = '' or "about" collate "C" ~ '^[^\u0001-\u0008\u000B-\u001F\u007F-\u009F]*$')),
    "created_by" uuid not null
        constraint "channel_created_by_rules"
        check ("created_by" <> '00000000-0000-0000-0000-000000000000'),
    "created" bigint not null
        constraint "channel_created_rules"
        check ("created" >= -62135596800000000 and "created" <= 253402300799999999),
    "last_number" bigint not null
        constraint "channel_last_number_rules"
        check ("last_number" >= 0 and "last_number" <= 1000000000000),
    "runs" jsonb not null
        constraint "channel_runs_rules"
        check (case when jsonb_typeof("runs") = 'array' then jsonb_array_length("runs") <= 32 else false end and octet_length("runs"::text) <= 4802)
);

create table "messaging"."member" (
    "id" uuid not null constraint "member_id_key" primary key
        constraint "member_id_rules"
        check ("id" <> '00000000-0000-0000-0000-000000000000'),
    "channel" uuid not null
        constraint "member_channel_rules"
        check ("channel" <> '00000000-0000-0000-0000-000000000000'),
    "person" uuid not null
        constraint "member_person_rules"
        check ("person" <> '00000000-0000-0000-0000-000000000000'),
    "role" text not null
        constraint "member_role_rules"
        check ("role" in ('owner', 'member')),
    "since" bigint not null
        constraint "member_since_rules"
        check ("since" >= -62135596800000000 and "since" <= 253402300799999999)
);

create table "messaging"."mark" (
    "id" uuid not null constraint "mark_id_key" primary key
        constraint "mark_id_rules"
        check ("id" <> '00000000-0000-0000-0000-000000000000'),
    "channel" uuid not null
        constraint "mark_channel_rules"
        check ("channel" <> '00000000-0000-0000-0000-000000000000'),
    "person" uuid not null
        constraint "mark_person_rules"
        check ("person" <> '00000000-0000-0000-0000-000000000000'),
    "read_up_to" bigint not null
        constraint "mark_read_up_to_rules"
        check ("read_up_to" >= 0 and "read_up_to" <= 1000000000000)
);

create table "messaging"."message" (
    "id" uuid not null constraint "message_id_key" primary key
        constraint "message_id_rules"
        check ("id" <> '00000000-0000-0000-0000-000000000000'),
    "channel" uuid not null
        constraint "message_channel_rules"
        check ("channel" <> '00000000-0000-0000-0000-000000000000'),
    "number" bigint not null
        constraint "message_number_rules"
        check ("number" >= 1 and "number" <= 1000000000000),
    "author" uuid not null
        constraint "message_author_rules"
        check ("author" <> '00000000-0000-0000-0000-000000000000'),
    "text" text not null
        constraint "message_text_rules"
        check (char_length("text") <= 10000 and "text" collate "C" ~ '[^ \t\n\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF]' and ("text" = '' or "text" collate "C" ~ '^[^\u0001-\u0008\u000B-\u001F\u007F-\u009F]*$')),
    "sent" bigint not null
        constraint "message_sent_rules"
        check ("sent" >= -62135596800000000 and "sent" <= 253402300799999999)
);


alter table accounts.person add column revision bigint not null default 0;
create trigger grow_revision before insert or update on accounts.person for each row execute function public.grow_revision();
alter table accounts.session add column revision bigint not null default 0;
create trigger grow_revision before insert or update on accounts.session for each row execute function public.grow_revision();
alter table messaging.channel add column revision bigint not null default 0;
create trigger grow_revision before insert or update on messaging.channel for each row execute function public.grow_revision();
alter table messaging.member add column revision bigint not null default 0;
create trigger grow_revision before insert or update on messaging.member for each row execute function public.grow_revision();
alter table messaging.mark add column revision bigint not null default 0;
create trigger grow_revision before insert or update on messaging.mark for each row execute function public.grow_revision();
alter table messaging.message add column revision bigint not null default 0;
create trigger grow_revision before insert or update on messaging.message for each row execute function public.grow_revision();

create index session_person on accounts.session (person);
create index person_name on accounts.person (name collate "ru-RU-x-icu", id);
create unique index member_channel_person_unique on messaging.member (channel, person);
create index member_person on messaging.member (person);
create unique index mark_channel_person_unique on messaging.mark (channel, person);
create index mark_person on messaging.mark (person);
create unique index message_channel_number_unique on messaging.message (channel, number);

-- What take and news keep of accounts: how far each space is, what happened in it (keys only), and what each
-- client's commands were answered.
create table accounts.space (
    name text not null primary key,            -- "channel:<id>"
    version bigint not null,
    log_begins bigint not null default 0       -- the log holds what came after this version
);
create table accounts.log (
    space text not null,
    version bigint not null,
    row_type text not null,
    row_id uuid not null,
    op "char" not null check (op in ('p', 'e')),
    at timestamptz not null default now(),
    primary key (space, version, row_type, row_id)
);
create index log_at on accounts.log (at);
create table accounts.client (
    id uuid not null primary key,
    person uuid not null,
    last_number bigint not null default 0,
    seen timestamptz not null default now()
);
create table accounts.answer (
    client uuid not null references accounts.client on delete cascade,
    number bigint not null,
    hash bytea not null,
    answer text not null,                      -- JSON, as it was sent
    at timestamptz not null default now(),
    primary key (client, number)
);
create index answer_at on accounts.answer (at);

-- What take and news keep of messaging: how far each space is, what happened in it (keys only), and what each
-- client's commands were answered.
create table messaging.space (
    name text not null primary key,            -- "channel:<id>"
    version bigint not null,
    log_begins bigint not null default 0       -- the log holds what came after this version
);
create table messaging.log (
    space text not null,
    version bigint not null,
    row_type text not null,
    row_id uuid not null,
    op "char" not null check (op in ('p', 'e')),
    at timestamptz not null default now(),
    primary key (space, version, row_type, row_id)
);
create index log_at on messaging.log (at);
create table messaging.client (
    id uuid not null primary key,
    person uuid not null,
    last_number bigint not null default 0,
    seen timestamptz not null default now()
);
create table messaging.answer (
    client uuid not null references messaging.client on delete cascade,
    number bigint not null,
    hash bytea not null,
    answer text not null,                      -- JSON, as it was sent
    at timestamptz not null default now(),
    primary key (client, number)
);
create index answer_at on messaging.answer (at);

-- Credentials: never in the shared model, never in the log.
create table accounts.credential (
    person uuid not null primary key references accounts.person on delete cascade,
    password_hash text not null
);
-- A session's refresh tokens, hashed. The one before is accepted until its successor has been used.
create table accounts.refresh (
    session uuid not null primary key references accounts.session on delete cascade,
    current_hash bytea not null unique,
    previous_hash bytea unique,
    rotated timestamptz not null default now()
);
-- Keys that sign access tokens, and the key that refresh tokens are derived with.
create table accounts.signing_key (
    kid text not null primary key,
    private_pem text not null,
    refresh_key bytea not null,
    made timestamptz not null default now()
);
