-- What administrators look at again and again in a table, under a name.
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
select public.track('accounts."view"');
create index "view_person" on accounts."view" (person);
