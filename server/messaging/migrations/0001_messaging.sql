-- Channels, who is in them, and what is said there.
select public.make_domain('messaging');

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
select public.track('messaging.channel');

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
select public.track('messaging.member');

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
select public.track('messaging.mark');

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
select public.track('messaging.message');

create unique index member_channel_person_unique on messaging.member (channel, person);
create unique index message_channel_number_unique on messaging.message (channel, number);
-- Whose channels these are, and what becomes of somebody's messages when they leave, is found by person.
create index member_person on messaging.member (person);
create unique index mark_channel_person_unique on messaging.mark (channel, person);
create index mark_person on messaging.mark (person);
create index message_author on messaging.message (author);
