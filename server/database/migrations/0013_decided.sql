-- What an administrator ordered is another thing than what its owner wished, who may take that back.
alter table accounts.account add column "deletion_ordered" boolean not null default false;
update accounts.account as a set deletion_ordered = true
    where a.deletion is not null and not exists (select from accounts.credential as c where c.person = a.id);

-- Administrators are counted as they will be.
update accounts.workspace set administrators =
    (select count(*) from accounts.person as p join accounts.account as a on a.id = p.id
     where p.administrator and a.deletion is null);

-- Invitations that are out, by a name that is no secret.
alter table accounts.link add column id uuid not null default gen_random_uuid() unique;
create view accounts.invitation as
    select id, email, made, ends from accounts.link
    where kind = 'invitation' and used is null and ends > (extract(epoch from now()) * 1000000)::bigint;
