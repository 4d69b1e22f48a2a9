-- People who are no members: what a person is, what whoever registers becomes, and whoever uses an invitation.
alter table "accounts"."person" add column "kind" text not null default 'member'
    constraint "person_kind_rules"
    check ("kind" in ('member', 'guest'));
alter table "accounts"."person" alter column "kind" drop default;
alter table "accounts"."workspace" add column "newcomers" text not null default 'member'
    constraint "workspace_newcomers_rules"
    check ("newcomers" in ('member', 'guest'));
alter table "accounts"."workspace" alter column "newcomers" drop default;
alter table accounts.link add column becomes text not null default 'member' check (becomes in ('member', 'guest'));
create or replace view accounts.overview as
    select p.id, p.name, p.email, a.email_confirmed, p.administrator, p.blocked, a.second_factor, p.registered,
           (select max(s.last_seen) from accounts.session as s where s.person = p.id) as last_seen,
           (select count(*) from accounts.session as s where s.person = p.id) as sessions,
           (select coalesce(sum(d.bytes), 0)::bigint from accounts.stored_in as d where d.person = p.id)
               + coalesce((select f.bytes from accounts.picture as f where f.person = p.id), 0) as stored_bytes,
           a.deletion, p.kind
    from accounts.person as p join accounts.account as a on a.id = p.id;
-- What is told in which space is another thing now: clients begin anew.
insert into accounts.history default values;
