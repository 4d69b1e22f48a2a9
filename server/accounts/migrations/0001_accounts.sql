-- People, what proves that somebody is one of them, and what only administrators see.
select public.make_domain('accounts');

create table "accounts"."person" (
    "id" uuid not null constraint "person_id_key" primary key
        constraint "person_id_rules"
        check ("id" <> '00000000-0000-0000-0000-000000000000'),
    "name" text not null
        constraint "person_name_rules"
        check (char_length("name") <= 100 and "name" collate "C" ~ '[^\u0009-\u000D\u0020\u0085\u00A0\u00AD\u034F\u061C\u115F-\u1160\u1680\u17B4-\u17B5\u180B-\u180F\u2000-\u200F\u2028-\u202F\u205F-\u206F\u2800\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U00013430-\U0001343F\U00013441-\U00013442\U00016FE4\U0001BCA0-\U0001BCA3\U0001D159\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]' and ("name" = '' or "name" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "email" text not null
        constraint "person_email_rules"
        check (char_length("email") <= 254 and "email" collate "C" ~ '[^\u0009-\u000D\u0020\u0085\u00A0\u00AD\u034F\u061C\u115F-\u1160\u1680\u17B4-\u17B5\u180B-\u180F\u2000-\u200F\u2028-\u202F\u205F-\u206F\u2800\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U00013430-\U0001343F\U00013441-\U00013442\U00016FE4\U0001BCA0-\U0001BCA3\U0001D159\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]' and ("email" = '' or "email" collate "C" ~ '^(?=.{1,254}$)(?=[^@]{1,64}@)[A-Za-z0-9!#$%&''*+/=?^_`{|}~-]+([.][A-Za-z0-9!#$%&''*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?[.])+[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$')),
    "administrator" boolean not null,
    "registered" bigint not null
        constraint "person_registered_rules"
        check ("registered" >= -62135596800000000 and "registered" <= 253402300799999999),
    "biography" text not null
        constraint "person_biography_rules"
        check (char_length("biography") <= 1000 and ("biography" = '' or "biography" collate "C" ~ '^[^\u0001-\u0008\u000B-\u001F\u007F-\u009F]*$')),
    "location" text not null
        constraint "person_location_rules"
        check (char_length("location") <= 100 and ("location" = '' or "location" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "avatar" text not null
        constraint "person_avatar_rules"
        check (char_length("avatar") <= 64 and ("avatar" = '' or "avatar" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "blocked" boolean not null
);
create unique index "person_email_unique" on "accounts"."person" (lower("email" collate "und-x-icu"));
select public.track('accounts.person');

create table "accounts"."workspace" (
    "id" uuid not null constraint "workspace_id_key" primary key
        constraint "workspace_id_rules"
        check ("id" <> '00000000-0000-0000-0000-000000000000'),
    "administrators" bigint not null
        constraint "workspace_administrators_rules"
        check ("administrators" >= 0 and "administrators" <= 1000000)
);
select public.track('accounts.workspace');

create table "accounts"."account" (
    "id" uuid not null constraint "account_id_key" primary key
        constraint "account_id_rules"
        check ("id" <> '00000000-0000-0000-0000-000000000000'),
    "language" text not null
        constraint "account_language_rules"
        check (char_length("language") <= 8 and ("language" = '' or "language" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "theme" text not null
        constraint "account_theme_rules"
        check ("theme" in ('system', 'light', 'dark')),
    "email_confirmed" boolean not null,
    "new_email" text not null
        constraint "account_new_email_rules"
        check (char_length("new_email") <= 254 and ("new_email" = '' or "new_email" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "second_factor" boolean not null,
    "recovery_codes" bigint not null
        constraint "account_recovery_codes_rules"
        check ("recovery_codes" >= 0 and "recovery_codes" <= 100),
    "deletion" bigint
        constraint "account_deletion_rules"
        check ("deletion" >= -62135596800000000 and "deletion" <= 253402300799999999),
    "erase_messages" boolean not null,
    "deletion_ordered" boolean not null
);
select public.track('accounts.account');

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
select public.track('accounts.session');

create table "accounts"."token" (
    "id" uuid not null constraint "token_id_key" primary key
        constraint "token_id_rules"
        check ("id" <> '00000000-0000-0000-0000-000000000000'),
    "person" uuid not null
        constraint "token_person_rules"
        check ("person" <> '00000000-0000-0000-0000-000000000000'),
    "name" text not null
        constraint "token_name_rules"
        check (char_length("name") <= 100 and "name" collate "C" ~ '[^\u0009-\u000D\u0020\u0085\u00A0\u00AD\u034F\u061C\u115F-\u1160\u1680\u17B4-\u17B5\u180B-\u180F\u2000-\u200F\u2028-\u202F\u205F-\u206F\u2800\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U00013430-\U0001343F\U00013441-\U00013442\U00016FE4\U0001BCA0-\U0001BCA3\U0001D159\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]' and ("name" = '' or "name" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "scope" text not null
        constraint "token_scope_rules"
        check ("scope" in ('read', 'write', 'admin')),
    "made" bigint not null
        constraint "token_made_rules"
        check ("made" >= -62135596800000000 and "made" <= 253402300799999999),
    "ends" bigint not null
        constraint "token_ends_rules"
        check ("ends" >= -62135596800000000 and "ends" <= 253402300799999999),
    "used" bigint
        constraint "token_used_rules"
        check ("used" >= -62135596800000000 and "used" <= 253402300799999999)
);
select public.track('accounts.token');

create index person_name on accounts.person (name collate "ru-RU-x-icu", id);
create index account_deletion on accounts.account (deletion) where deletion is not null;
create index session_person on accounts.session (person);
create index token_person on accounts.token (person);

-- Credentials: never in the shared model, never in the log.
create table accounts.credential (
    person uuid not null primary key references accounts.person on delete cascade,
    password_hash text not null
);
-- A session's refresh tokens, hashed. The one before is accepted until its successor has been used; the last columns tell
-- a lost reply from a refresh token that two hold.
create table accounts.refresh (
    session uuid not null primary key references accounts.session on delete cascade,
    current_hash bytea not null unique,
    previous_hash bytea unique,
    rotated timestamptz not null default now(),
    network text not null default '',          -- from where the last one was asked for
    turn bigint not null default 0,            -- how often, for the one before it
    used boolean not null default false        -- an access token that came with it was
);
-- The words of scripts' tokens, hashed.
create table accounts.token_word (
    token uuid not null primary key references accounts.token on delete cascade,
    hash bytea not null unique
);
-- Keys that sign access tokens, keys that refresh tokens and signed addresses are proven with, and the key from which
-- each person's is made that their browsers seal with what was written there and not sent, when a session ends; sealed.
-- That one is never replaced: what it sealed is nowhere else.
create table accounts.key (
    id text not null primary key,
    kind text not null check (kind in ('signing', 'refresh', 'browser')),
    sealed text not null,
    made timestamptz not null default now()
);
-- Secrets of second factors. A step of time whose code was accepted is never accepted again.
create table accounts.second_factor (
    person uuid not null primary key references accounts.person on delete cascade,
    secret bytea,                              -- in clear, from before it was sealed
    is_on boolean not null default false,      -- from its first right code
    last_step bigint not null default 0,
    sealed text
);
create table accounts.recovery_code (
    person uuid not null references accounts.person on delete cascade,
    hash bytea not null,
    primary key (person, hash)
);

-- Words of links, hashed. A registration waits here, with what it will consist of, until its e-mail is confirmed. What
-- was pressed twice says that all is done: a link that was used stays until its end, with nothing in it but its kind.
create table accounts.link (
    hash bytea not null primary key,
    kind text not null check (kind in ('registration', 'confirm', 'new-email', 'reset', 'enrolled', 'invitation')),
    person uuid references accounts.person on delete cascade,
    email text not null,
    made bigint not null,
    ends bigint not null,
    letter uuid references server.letter on delete set null,
    name text not null default '',
    language text not null default '',
    password_hash text not null default '',
    invitation bytea,                          -- the hash of the invitation that the registration came with
    used bigint,
    id uuid not null default gen_random_uuid() unique  -- its name that is no secret
);
create index link_person on accounts.link (person);
create index link_email on accounts.link (lower("email" collate "und-x-icu"));
create index link_ends on accounts.link (ends);
-- Invitations that are out.
create view accounts.invitation as
    select id, email, made, ends from accounts.link
    where kind = 'invitation' and used is null and ends > (extract(epoch from now()) * 1000000)::bigint;

-- Wrong passwords and codes in a row: by the hash of the e-mail, whether anybody has it or not, and by who guesses.
create table accounts.failure (
    email_hash bytea not null,
    who bytea not null,                        -- a hash: strangers of a network, a known browser, a session; or empty: all strangers
    count bigint not null,
    waits_until bigint not null,
    at bigint not null,
    primary key (email_hash, who)
);
create index failure_at on accounts.failure (at);

-- What the files of a person's picture take, which counts among what the person stores.
create table accounts.picture (
    person uuid not null primary key references accounts.person on delete cascade,
    bytes bigint not null
);
-- What each domain stores of them, as it last told.
create table accounts.stored_in (
    person uuid not null references accounts.person on delete cascade,
    domain text not null,
    bytes bigint not null,
    primary key (person, domain)
);
create view accounts.overview as
    select p.id, p.name, p.email, a.email_confirmed, p.administrator, p.blocked, a.second_factor, p.registered,
           (select max(s.last_seen) from accounts.session as s where s.person = p.id) as last_seen,
           (select count(*) from accounts.session as s where s.person = p.id) as sessions,
           (select coalesce(sum(d.bytes), 0)::bigint from accounts.stored_in as d where d.person = p.id)
               + coalesce((select f.bytes from accounts.picture as f where f.person = p.id), 0) as stored_bytes,
           a.deletion
    from accounts.person as p join accounts.account as a on a.id = p.id;

-- Whoever is leaving for good, and which domains were told of it and have given up what they kept.
create table accounts.departure (
    person uuid not null references accounts.person on delete cascade,
    domain text not null,
    told bigint not null,                      -- when, last
    answered boolean not null default false,
    primary key (person, domain)
);

-- Letters tell who somebody was, so they go with the person: those to their e-mail, and those that name them, also to an
-- e-mail that was theirs before, or was only asked for.
create function accounts.forget_letters() returns trigger language plpgsql as $$
begin
    delete from server.letter where person = old.id
        or lower("recipient" collate "und-x-icu") = lower(old.email collate "und-x-icu");
    return old;
end $$;
create trigger forget_letters after delete on accounts.person for each row execute function accounts.forget_letters();

-- Who did what to whom is never rewritten while they are there: only of the deleted the ids become others, of nobody.
create function accounts.keep_people_in_audit() returns trigger language plpgsql as $$
begin
    if (new.actor is distinct from old.actor
        and exists (select from accounts.person where id in (old.actor, new.actor)))
       or (new.subject is distinct from old.subject
           and exists (select from accounts.person where id in (old.subject, new.subject))) then
        raise exception 'the audit log is only added to';
    end if;
    return new;
end $$;
create trigger keep_people before update on server.audit for each row execute function accounts.keep_people_in_audit();
