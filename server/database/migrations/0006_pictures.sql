-- What the files of a person's picture take, which counts among what the person stores.
create table accounts.picture (
    person uuid not null primary key references accounts.person on delete cascade,
    bytes bigint not null
);

create or replace view accounts.overview as
    select p.id, p.name, p.email, a.email_confirmed, p.administrator, p.blocked, a.second_factor, p.registered,
           (select max(s.last_seen) from accounts.session as s where s.person = p.id) as last_seen,
           (select count(*) from accounts.session as s where s.person = p.id) as sessions,
           (select coalesce(sum(octet_length(m.text)), 0)::bigint from messaging.message as m where m.author = p.id)
               + coalesce((select f.bytes from accounts.picture as f where f.person = p.id), 0) as stored_bytes,
           a.deletion
    from accounts.person as p join accounts.account as a on a.id = p.id;
