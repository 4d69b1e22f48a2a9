-- Letters to whomever they name go with the person, also those to an e-mail that was theirs before, or was only asked for.
alter table accounts.letter add column person uuid references accounts.person on delete cascade;
create index letter_person on accounts.letter (person);

-- Who did what to whom is never rewritten while they are there: only of the deleted the ids become others, of nobody.
create or replace function accounts.keep_audit() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then raise exception 'the audit log is only added to'; end if;
    if (new.id, new.at, new.action, new.detail) is distinct from (old.id, old.at, old.action, old.detail)
       or (new.address is distinct from old.address and new.address <> '')
       or (new.actor is distinct from old.actor
           and exists (select from accounts.person where id in (old.actor, new.actor)))
       or (new.subject is distinct from old.subject
           and exists (select from accounts.person where id in (old.subject, new.subject))) then
        raise exception 'the audit log is only added to';
    end if;
    return new;
end $$;
