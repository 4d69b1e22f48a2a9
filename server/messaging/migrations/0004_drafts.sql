-- What members have begun to write, so that they can go on with it on any device.
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
select public.track('messaging.draft');
create unique index draft_channel_person_unique on messaging.draft (channel, person);
create index draft_person on messaging.draft (person);
