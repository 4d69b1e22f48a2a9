-- Accounts beyond the foundation: profiles, what only the owner sees, tokens for scripts, what was done by whom.

alter table accounts.person add column "biography" text not null default ''
        constraint "person_biography_rules"
        check (char_length("biography") <= 1000 and ("biography" = '' or "biography" collate "C" ~ '^[^\u0001-\u0008\u000B-\u001F\u007F-\u009F]*$'));
alter table accounts.person add column "location" text not null default ''
        constraint "person_location_rules"
        check (char_length("location") <= 100 and ("location" = '' or "location" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$'));
alter table accounts.person add column "avatar" text not null default ''
        constraint "person_avatar_rules"
        check (char_length("avatar") <= 64 and ("avatar" = '' or "avatar" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$'));
alter table accounts.person add column "blocked" boolean not null default false;

create table "accounts"."workspace" (
    "id" uuid not null constraint "workspace_id_key" primary key
        constraint "workspace_id_rules"
        check ("id" <> '00000000-0000-0000-0000-000000000000'),
    "administrators" bigint not null
        constraint "workspace_administrators_rules"
        check ("administrators" >= 0 and "administrators" <= 1000000)
);
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
    "erase_messages" boolean not null
);
create table "accounts"."token" (
    "id" uuid not null constraint "token_id_key" primary key
        constraint "token_id_rules"
        check ("id" <> '00000000-0000-0000-0000-000000000000'),
    "person" uuid not null
        constraint "token_person_rules"
        check ("person" <> '00000000-0000-0000-0000-000000000000'),
    "name" text not null
        constraint "token_name_rules"
        check (char_length("name") <= 100 and "name" collate "C" ~ '[^ \t\n\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF]' and ("name" = '' or "name" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
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
create index token_person on accounts.token (person);

alter table accounts.workspace add column revision bigint not null default 0;
create trigger grow_revision before insert or update on accounts.workspace for each row execute function public.grow_revision();
alter table accounts.account add column revision bigint not null default 0;
create trigger grow_revision before insert or update on accounts.account for each row execute function public.grow_revision();
alter table accounts.token add column revision bigint not null default 0;
create trigger grow_revision before insert or update on accounts.token for each row execute function public.grow_revision();

-- What the foundation's people have by now.
insert into accounts.account (id, language, theme, email_confirmed, new_email, second_factor, recovery_codes, erase_messages)
    select id, '', 'system', false, '', false, 0, false from accounts.person;
insert into accounts.workspace (id, administrators)
    select '00000000-0000-0000-0000-000000000001', count(*) from accounts.person where administrator having count(*) > 0;

-- The words of scripts' tokens, hashed.
create table accounts.token_word (
    token uuid not null primary key references accounts.token on delete cascade,
    hash bytea not null unique
);

-- Who did what to whom. It is only ever added to: what an entry says cannot be changed, but for the address, which is
-- forgotten, and for ids, which become pseudonyms when a person is deleted.
create table accounts.audit (
    id uuid not null primary key,
    at bigint not null,                        -- microseconds since 1970
    actor uuid not null,                       -- zeros: the server itself, or somebody unknown
    subject uuid not null,
    action text not null,
    address text not null,
    detail text not null
);
create index audit_at on accounts.audit (at, id);
create index audit_actor on accounts.audit (actor);
create index audit_subject on accounts.audit (subject);
create function accounts.keep_audit() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then raise exception 'the audit log is only added to'; end if;
    if (new.id, new.at, new.action, new.detail) is distinct from (old.id, old.at, old.action, old.detail)
       or (new.address is distinct from old.address and new.address <> '') then
        raise exception 'the audit log is only added to';
    end if;
    return new;
end $$;
create trigger keep_audit before update or delete on accounts.audit for each row execute function accounts.keep_audit();
create function accounts.keep_whole_audit() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is only added to';
end $$;
create trigger keep_whole_audit before truncate on accounts.audit for each statement execute function accounts.keep_whole_audit();
