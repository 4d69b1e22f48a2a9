-- From where something was done is forgotten when it is old, and not before: whoever gets to write to the log would
-- wipe where they came from. The server forgets after 90 days by its own clock; a day is for clocks that differ.
create or replace function accounts.keep_audit() returns trigger language plpgsql as $$
declare
    forgotten_before constant bigint := (extract(epoch from now() - interval '89 days') * 1000000)::bigint;
begin
    if tg_op = 'DELETE' then raise exception 'the audit log is only added to'; end if;
    if (new.id, new.at, new.action, new.detail) is distinct from (old.id, old.at, old.action, old.detail)
       or (new.address is distinct from old.address and (new.address <> '' or old.at > forgotten_before))
       or (new.actor is distinct from old.actor
           and exists (select from accounts.person where id in (old.actor, new.actor)))
       or (new.subject is distinct from old.subject
           and exists (select from accounts.person where id in (old.subject, new.subject))) then
        raise exception 'the audit log is only added to';
    end if;
    return new;
end $$;
