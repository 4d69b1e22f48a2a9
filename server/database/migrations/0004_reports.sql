-- Unexpected failures: one row for what failed alike in one release.

create table "accounts"."report" (
    "id" uuid not null constraint "report_id_key" primary key
        constraint "report_id_rules"
        check ("id" <> '00000000-0000-0000-0000-000000000000'),
    "number" bigint not null generated always as identity constraint "report_number_key" unique,
    "at" bigint not null
        constraint "report_at_rules"
        check ("at" >= -62135596800000000 and "at" <= 253402300799999999),
    "times" bigint not null
        constraint "report_times_rules"
        check ("times" >= 1),
    "origin" text not null
        constraint "report_origin_rules"
        check (char_length("origin") <= 20),
    "place" text not null
        constraint "report_place_rules"
        check (char_length("place") <= 200),
    "text" text not null
        constraint "report_text_rules"
        check (char_length("text") <= 4000),
    "release" text not null
        constraint "report_release_rules"
        check (char_length("release") <= 100)
);
create unique index report_same on accounts.report (release, origin, place, md5(text));
create index report_at on accounts.report (at, id);
