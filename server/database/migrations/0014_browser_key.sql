-- And the key from which each person's is made that their browsers seal with what was written there and not sent, when
-- a session ends. It is never replaced: what it sealed is nowhere else.
alter table accounts.key drop constraint key_kind_check;
alter table accounts.key add constraint key_kind_check check (kind in ('signing', 'refresh', 'browser'));
