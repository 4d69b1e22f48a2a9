-- Groups of people, who is in them, and who may make and change them without being an administrator.
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
create index "group_name" on "accounts"."group" ("name");
select public.track('accounts."group"');

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
select public.track('accounts."group-member"');
create unique index "group-member_group_person_unique" on accounts."group-member" ("group", person);
create index "group-member_person_group" on accounts."group-member" (person, "group");

alter table "accounts"."person" add column "manages_groups" boolean not null default false;
alter table "accounts"."person" alter column "manages_groups" drop default;
