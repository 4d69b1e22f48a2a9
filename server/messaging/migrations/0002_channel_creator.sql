-- Nobody is told any more who created a channel once their account is deleted.
alter table "messaging"."channel" drop constraint "channel_created_by_rules";
create index channel_created_by on messaging.channel (created_by);
