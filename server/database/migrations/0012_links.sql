-- What was pressed twice says that all is done: a link that was used stays until its end, with nothing in it but its kind.
alter table accounts.link add column used bigint;

-- Administrators see which letters have a link, and ask for each by itself.
alter table accounts.letter add column has_link boolean not null generated always as (link <> '') stored;
