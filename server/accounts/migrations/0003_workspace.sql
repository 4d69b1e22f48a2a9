-- What administrators say of the workspace. A row that was there before is settled at the next start, as a new one is:
-- by what the server is started with.
alter table "accounts"."workspace"
    add column "settled" boolean not null default false,
    add column "name" text not null default ''
        constraint "workspace_name_rules"
        check (char_length("name") <= 100 and ("name" = '' or "name" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    add column "picture" text not null default ''
        constraint "workspace_picture_rules"
        check (char_length("picture") <= 64 and ("picture" = '' or "picture" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    add column "language" text not null default ''
        constraint "workspace_language_rules"
        check (char_length("language") <= 8 and ("language" = '' or "language" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    add column "zone" text not null default ''
        constraint "workspace_zone_rules"
        check (char_length("zone") <= 64 and ("zone" = '' or "zone" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    add column "currency" text not null default ''
        constraint "workspace_currency_rules"
        check ("currency" collate "C" ~ '^([A-Z]{3})?$'),
    add column "working_days" integer not null default 31
        constraint "workspace_working_days_rules"
        check ("working_days" >= 1 and "working_days" <= 127),
    add column "holidays" jsonb not null default '[]'
        constraint "workspace_holidays_rules"
        check (case when jsonb_typeof("holidays") = 'array' then jsonb_array_length("holidays") <= 400 else false end and octet_length("holidays"::text) <= 30802),
    add column "work_begins" integer not null default 540
        constraint "workspace_work_begins_rules"
        check ("work_begins" >= 0 and "work_begins" <= 1440),
    add column "work_ends" integer not null default 1080
        constraint "workspace_work_ends_rules"
        check ("work_ends" >= 0 and "work_ends" <= 1440),
    add column "rooms_off" jsonb not null default '[]'
        constraint "workspace_rooms_off_rules"
        check (case when jsonb_typeof("rooms_off") = 'array' then jsonb_array_length("rooms_off") <= 50 else false end and octet_length("rooms_off"::text) <= 8902),
    add column "registration" text not null default 'open'
        constraint "workspace_registration_rules"
        check ("registration" in ('open', 'invitation', 'closed')),
    add column "admin_second_factor" boolean not null default false,
    add column "message" text not null default ''
        constraint "workspace_message_rules"
        check (char_length("message") <= 1000 and ("message" = '' or "message" collate "C" ~ '^[^\u0001-\u0008\u000B-\u001F\u007F-\u009F]*$'));
alter table "accounts"."workspace"
    alter column "settled" drop default,
    alter column "name" drop default,
    alter column "picture" drop default,
    alter column "language" drop default,
    alter column "zone" drop default,
    alter column "currency" drop default,
    alter column "working_days" drop default,
    alter column "holidays" drop default,
    alter column "work_begins" drop default,
    alter column "work_ends" drop default,
    alter column "rooms_off" drop default,
    alter column "registration" drop default,
    alter column "admin_second_factor" drop default,
    alter column "message" drop default;
