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
    "blocked" boolean not null,
    "manages_groups" boolean not null,
    "kind" text not null
        constraint "person_kind_rules"
        check ("kind" in ('member', 'guest'))
);
create unique index "person_email_unique" on "accounts"."person" (lower("email" collate "und-x-icu"));

create table "accounts"."workspace" (
    "id" uuid not null constraint "workspace_id_key" primary key
        constraint "workspace_id_rules"
        check ("id" <> '00000000-0000-0000-0000-000000000000'),
    "administrators" bigint not null
        constraint "workspace_administrators_rules"
        check ("administrators" >= 0 and "administrators" <= 1000000),
    "settled" boolean not null,
    "name" text not null
        constraint "workspace_name_rules"
        check (char_length("name") <= 100 and ("name" = '' or "name" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "picture" text not null
        constraint "workspace_picture_rules"
        check (char_length("picture") <= 64 and ("picture" = '' or "picture" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "language" text not null
        constraint "workspace_language_rules"
        check (char_length("language") <= 8 and ("language" = '' or "language" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "zone" text not null
        constraint "workspace_zone_rules"
        check (char_length("zone") <= 64 and ("zone" = '' or "zone" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "currency" text not null
        constraint "workspace_currency_rules"
        check ("currency" collate "C" ~ '^([A-Z]{3})?$'),
    "working_days" integer not null
        constraint "workspace_working_days_rules"
        check ("working_days" >= 1 and "working_days" <= 127),
    "holidays" jsonb not null
        constraint "workspace_holidays_rules"
        check (case when jsonb_typeof("holidays") = 'array' then jsonb_array_length("holidays") <= 400 else false end and octet_length("holidays"::text) <= 30802),
    "work_begins" integer not null
        constraint "workspace_work_begins_rules"
        check ("work_begins" >= 0 and "work_begins" <= 1440),
    "work_ends" integer not null
        constraint "workspace_work_ends_rules"
        check ("work_ends" >= 0 and "work_ends" <= 1440),
    "rooms_off" jsonb not null
        constraint "workspace_rooms_off_rules"
        check (case when jsonb_typeof("rooms_off") = 'array' then jsonb_array_length("rooms_off") <= 50 else false end and octet_length("rooms_off"::text) <= 8902),
    "registration" text not null
        constraint "workspace_registration_rules"
        check ("registration" in ('open', 'invitation', 'closed')),
    "newcomers" text not null
        constraint "workspace_newcomers_rules"
        check ("newcomers" in ('member', 'guest')),
    "admin_second_factor" boolean not null,
    "message" text not null
        constraint "workspace_message_rules"
        check (char_length("message") <= 1000 and ("message" = '' or "message" collate "C" ~ '^[^\u0001-\u0008\u000B-\u001F\u007F-\u009F]*$'))
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
    "erase_messages" boolean not null,
    "deletion_ordered" boolean not null
);

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

create table "accounts"."group" (
    "id" uuid not null constraint "group_id_key" primary key
        constraint "group_id_rules"
        check ("id" <> '00000000-0000-0000-0000-000000000000'),
    "name" text not null
        constraint "group_name_rules"
        check (char_length("name") <= 100 and "name" collate "C" ~ '[^\u0009-\u000D\u0020\u0085\u00A0\u00AD\u034F\u061C\u115F-\u1160\u1680\u17B4-\u17B5\u180B-\u180F\u2000-\u200F\u2028-\u202F\u205F-\u206F\u2800\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U00013430-\U0001343F\U00013441-\U00013442\U00016FE4\U0001BCA0-\U0001BCA3\U0001D159\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]' and ("name" = '' or "name" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "made" bigint not null
        constraint "group_made_rules"
        check ("made" >= -62135596800000000 and "made" <= 253402300799999999)
);
create unique index "group_name_unique" on "accounts"."group" (lower("name" collate "und-x-icu"));

create table "accounts"."group-member" (
    "id" uuid not null constraint "group-member_id_key" primary key
        constraint "group-member_id_rules"
        check ("id" <> '00000000-0000-0000-0000-000000000000'),
    "group" uuid not null
        constraint "group-member_group_rules"
        check ("group" <> '00000000-0000-0000-0000-000000000000'),
    "person" uuid not null
        constraint "group-member_person_rules"
        check ("person" <> '00000000-0000-0000-0000-000000000000')
);

create table "accounts"."view" (
    "id" uuid not null constraint "view_id_key" primary key
        constraint "view_id_rules"
        check ("id" <> '00000000-0000-0000-0000-000000000000'),
    "person" uuid not null
        constraint "view_person_rules"
        check ("person" <> '00000000-0000-0000-0000-000000000000'),
    "table" text not null
        constraint "view_table_rules"
        check (char_length("table") <= 100 and "table" collate "C" ~ '[^\u0009-\u000D\u0020\u0085\u00A0\u00AD\u034F\u061C\u115F-\u1160\u1680\u17B4-\u17B5\u180B-\u180F\u2000-\u200F\u2028-\u202F\u205F-\u206F\u2800\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U00013430-\U0001343F\U00013441-\U00013442\U00016FE4\U0001BCA0-\U0001BCA3\U0001D159\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]' and ("table" = '' or "table" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "name" text not null
        constraint "view_name_rules"
        check (char_length("name") <= 100 and "name" collate "C" ~ '[^\u0009-\u000D\u0020\u0085\u00A0\u00AD\u034F\u061C\u115F-\u1160\u1680\u17B4-\u17B5\u180B-\u180F\u2000-\u200F\u2028-\u202F\u205F-\u206F\u2800\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U00013430-\U0001343F\U00013441-\U00013442\U00016FE4\U0001BCA0-\U0001BCA3\U0001D159\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]' and ("name" = '' or "name" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "query" text not null
        constraint "view_query_rules"
        check (char_length("query") <= 4000 and ("query" = '' or "query" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "shared" boolean not null
);

create table "accounts"."edit" (
    "id" uuid not null constraint "edit_id_key" primary key
        constraint "edit_id_rules"
        check ("id" <> '00000000-0000-0000-0000-000000000000'),
    "table" text not null
        constraint "edit_table_rules"
        check (char_length("table") <= 100 and "table" collate "C" ~ '[^\u0009-\u000D\u0020\u0085\u00A0\u00AD\u034F\u061C\u115F-\u1160\u1680\u17B4-\u17B5\u180B-\u180F\u2000-\u200F\u2028-\u202F\u205F-\u206F\u2800\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U00013430-\U0001343F\U00013441-\U00013442\U00016FE4\U0001BCA0-\U0001BCA3\U0001D159\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]' and ("table" = '' or "table" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "row" uuid not null
        constraint "edit_row_rules"
        check ("row" <> '00000000-0000-0000-0000-000000000000'),
    "act" uuid not null
        constraint "edit_act_rules"
        check ("act" <> '00000000-0000-0000-0000-000000000000'),
    "number" bigint not null
        constraint "edit_number_rules"
        check ("number" >= 1 and "number" <= 100),
    "actor" uuid not null
        constraint "edit_actor_rules"
        check ("actor" <> '00000000-0000-0000-0000-000000000000'),
    "at" bigint not null
        constraint "edit_at_rules"
        check ("at" >= -62135596800000000 and "at" <= 253402300799999999),
    "address" text not null
        constraint "edit_address_rules"
        check (char_length("address") <= 64 and ("address" = '' or "address" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "before" text not null
        constraint "edit_before_rules"
        check (char_length("before") <= 100000 and ("before" = '' or "before" collate "C" ~ '^[^\u0001-\u0008\u000B-\u001F\u007F-\u009F]*$')),
    "after" text not null
        constraint "edit_after_rules"
        check (char_length("after") <= 100000 and ("after" = '' or "after" collate "C" ~ '^[^\u0001-\u0008\u000B-\u001F\u007F-\u009F]*$'))
);

create table "messaging"."channel" (
    "id" uuid not null constraint "channel_id_key" primary key
        constraint "channel_id_rules"
        check ("id" <> '00000000-0000-0000-0000-000000000000'),
    "title" text not null
        constraint "channel_title_rules"
        check (char_length("title") <= 80 and "title" collate "C" ~ '[^\u0009-\u000D\u0020\u0085\u00A0\u00AD\u034F\u061C\u115F-\u1160\u1680\u17B4-\u17B5\u180B-\u180F\u2000-\u200F\u2028-\u202F\u205F-\u206F\u2800\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U00013430-\U0001343F\U00013441-\U00013442\U00016FE4\U0001BCA0-\U0001BCA3\U0001D159\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]' and ("title" = '' or "title" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "about" text not null
        constraint "channel_about_rules"
        check (char_length("about") <= 500 and ("about" = '' or "about" collate "C" ~ '^[^\u0001-\u0008\u000B-\u001F\u007F-\u009F]*$')),
    "created_by" uuid not null,
    "created" bigint not null
        constraint "channel_created_rules"
        check ("created" >= -62135596800000000 and "created" <= 253402300799999999),
    "last_number" bigint not null
        constraint "channel_last_number_rules"
        check ("last_number" >= 0 and "last_number" <= 1000000000000),
    "runs" jsonb not null
        constraint "channel_runs_rules"
        check (case when jsonb_typeof("runs") = 'array' then jsonb_array_length("runs") <= 32 else false end and octet_length("runs"::text) <= 4802),
    "earlier" bigint not null
        constraint "channel_earlier_rules"
        check ("earlier" >= 0 and "earlier" <= 1000000000000)
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
        check (char_length("text") <= 10000 and "text" collate "C" ~ '[^\u0009-\u000D\u0020\u0085\u00A0\u00AD\u034F\u061C\u115F-\u1160\u1680\u17B4-\u17B5\u180B-\u180F\u2000-\u200F\u2028-\u202F\u205F-\u206F\u2800\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U00013430-\U0001343F\U00013441-\U00013442\U00016FE4\U0001BCA0-\U0001BCA3\U0001D159\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]' and ("text" = '' or "text" collate "C" ~ '^[^\u0001-\u0008\u000B-\u001F\u007F-\u009F]*$')),
    "sent" bigint not null
        constraint "message_sent_rules"
        check ("sent" >= -62135596800000000 and "sent" <= 253402300799999999)
);

create table "messaging"."draft" (
    "id" uuid not null constraint "draft_id_key" primary key
        constraint "draft_id_rules"
        check ("id" <> '00000000-0000-0000-0000-000000000000'),
    "channel" uuid not null
        constraint "draft_channel_rules"
        check ("channel" <> '00000000-0000-0000-0000-000000000000'),
    "person" uuid not null
        constraint "draft_person_rules"
        check ("person" <> '00000000-0000-0000-0000-000000000000'),
    "text" text not null
        constraint "draft_text_rules"
        check (char_length("text") <= 20000 and ("text" = '' or "text" collate "C" ~ '^[^\u0001-\u0008\u000B-\u001F\u007F-\u009F]*$')),
    "edition" bigint not null
        constraint "draft_edition_rules"
        check ("edition" >= 1 and "edition" <= 1000000000000)
);

create table "messaging"."edit" (
    "id" uuid not null constraint "edit_id_key" primary key
        constraint "edit_id_rules"
        check ("id" <> '00000000-0000-0000-0000-000000000000'),
    "table" text not null
        constraint "edit_table_rules"
        check (char_length("table") <= 100 and "table" collate "C" ~ '[^\u0009-\u000D\u0020\u0085\u00A0\u00AD\u034F\u061C\u115F-\u1160\u1680\u17B4-\u17B5\u180B-\u180F\u2000-\u200F\u2028-\u202F\u205F-\u206F\u2800\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U00013430-\U0001343F\U00013441-\U00013442\U00016FE4\U0001BCA0-\U0001BCA3\U0001D159\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]' and ("table" = '' or "table" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "row" uuid not null
        constraint "edit_row_rules"
        check ("row" <> '00000000-0000-0000-0000-000000000000'),
    "act" uuid not null
        constraint "edit_act_rules"
        check ("act" <> '00000000-0000-0000-0000-000000000000'),
    "number" bigint not null
        constraint "edit_number_rules"
        check ("number" >= 1 and "number" <= 100),
    "actor" uuid not null
        constraint "edit_actor_rules"
        check ("actor" <> '00000000-0000-0000-0000-000000000000'),
    "at" bigint not null
        constraint "edit_at_rules"
        check ("at" >= -62135596800000000 and "at" <= 253402300799999999),
    "address" text not null
        constraint "edit_address_rules"
        check (char_length("address") <= 64 and ("address" = '' or "address" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "before" text not null
        constraint "edit_before_rules"
        check (char_length("before") <= 100000 and ("before" = '' or "before" collate "C" ~ '^[^\u0001-\u0008\u000B-\u001F\u007F-\u009F]*$')),
    "after" text not null
        constraint "edit_after_rules"
        check (char_length("after") <= 100000 and ("after" = '' or "after" collate "C" ~ '^[^\u0001-\u0008\u000B-\u001F\u007F-\u009F]*$'))
);

