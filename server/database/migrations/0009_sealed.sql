-- What would let the holder of a copy of the database act is sealed, with a key that lies outside of it.

-- Which key that is, told by its mark; and the database that this was written in: in another one it is a backup that
-- was restored.
create table installation (
    one boolean not null primary key default true check (one),
    key_mark text not null,
    place text not null
);

-- Keys that sign access tokens, and keys that refresh tokens and signed addresses are proven with; sealed.
create table accounts.key (
    id text not null primary key,
    kind text not null check (kind in ('signing', 'refresh')),
    sealed text not null,
    made timestamptz not null default now()
);
-- Those before stood here in clear, and so in every backup: they are good for nothing any more.
drop table accounts.signing_key;

-- What stands in clear is sealed when the server next starts.
alter table accounts.second_factor alter column secret drop not null;
alter table accounts.second_factor add column sealed text;
