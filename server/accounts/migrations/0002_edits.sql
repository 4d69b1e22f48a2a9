-- What administrators changed by hand in rows of accounts.
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
select public.track('accounts.edit');
create index edit_row on accounts.edit ("row", "at");
create index edit_act on accounts.edit ("act");
create index edit_at on accounts.edit ("at");
