-- What tells a lost reply from a refresh token that two hold.

alter table accounts.refresh add column network text not null default '';   -- from where the last one was asked for
alter table accounts.refresh add column turn bigint not null default 0;     -- how often, for the one before it
alter table accounts.refresh add column used boolean not null default false;  -- an access token that came with it was
