-- The trial domain: notebooks, and the notes in them.
select public.make_domain('notes');

create table "notes"."notebook" (
    "id" uuid not null constraint "notebook_id_key" primary key
        constraint "notebook_id_rules"
        check ("id" <> '00000000-0000-0000-0000-000000000000'),
    "owner" uuid not null
        constraint "notebook_owner_rules"
        check ("owner" <> '00000000-0000-0000-0000-000000000000'),
    "title" text not null
        constraint "notebook_title_rules"
        check (char_length("title") <= 60 and "title" collate "C" ~ '[^\u0009-\u000D\u0020\u0085\u00A0\u00AD\u034F\u061C\u115F-\u1160\u1680\u17B4-\u17B5\u180B-\u180F\u2000-\u200F\u2028-\u202F\u205F-\u206F\u2800\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U00013430-\U0001343F\U00013441-\U00013442\U00016FE4\U0001BCA0-\U0001BCA3\U0001D159\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]' and ("title" = '' or "title" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "ends" date
        constraint "notebook_ends_rules"
        check ("ends" >= '0001-01-01' and "ends" <= '9999-12-31'),
    "planned_minor" bigint
        constraint "notebook_planned_minor_rules"
        check ("planned_minor" >= 0 and "planned_minor" <= 1000000000000),
    "planned_currency" text
        constraint "notebook_planned_currency_rules"
        check ("planned_currency" collate "C" ~ '^[A-Z]{3}$' and ("planned_minor" is null) = ("planned_currency" is null)),
    "notes" bigint not null
        constraint "notebook_notes_rules"
        check ("notes" >= 0 and "notes" <= 1000)
);

create table "notes"."note" (
    "id" uuid not null constraint "note_id_key" primary key
        constraint "note_id_rules"
        check ("id" <> '00000000-0000-0000-0000-000000000000'),
    "notebook" uuid not null
        constraint "note_notebook_rules"
        check ("notebook" <> '00000000-0000-0000-0000-000000000000'),
    "title" text not null
        constraint "note_title_rules"
        check (char_length("title") <= 60 and "title" collate "C" ~ '[^\u0009-\u000D\u0020\u0085\u00A0\u00AD\u034F\u061C\u115F-\u1160\u1680\u17B4-\u17B5\u180B-\u180F\u2000-\u200F\u2028-\u202F\u205F-\u206F\u2800\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U00013430-\U0001343F\U00013441-\U00013442\U00016FE4\U0001BCA0-\U0001BCA3\U0001D159\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]' and ("title" = '' or "title" collate "C" ~ '^[^\u0001-\u001F\u007F-\u009F\u2028\u2029]*$')),
    "due" date not null
        constraint "note_due_rules"
        check ("due" >= '0001-01-01' and "due" <= '9999-12-31'),
    "amount_thousandths" bigint not null
        constraint "note_amount_thousandths_rules"
        check ("amount_thousandths" >= 0 and "amount_thousandths" <= 1000000000),
    "price_minor" bigint
        constraint "note_price_minor_rules"
        check ("price_minor" >= 0 and "price_minor" <= 1000000000000),
    "price_currency" text
        constraint "note_price_currency_rules"
        check ("price_currency" collate "C" ~ '^[A-Z]{3}$' and ("price_minor" is null) = ("price_currency" is null)),
    "state" text not null
        constraint "note_state_rules"
        check ("state" in ('open', 'done')),
    "finished" bigint
        constraint "note_finished_rules"
        check ("finished" >= -62135596800000000 and "finished" <= 253402300799999999)
);

select public.track('notes.notebook');
select public.track('notes.note');

create index notebook_owner on notes.notebook (owner, title);
-- No two notes of a notebook have one title, since commands read for it while they hold the notebook: were the index
-- unique, too, nobody would see whether they do.
create index note_notebook_title on notes.note (notebook, title);
create index note_notebook_due on notes.note (notebook, due);
create index note_finished on notes.note (finished);
