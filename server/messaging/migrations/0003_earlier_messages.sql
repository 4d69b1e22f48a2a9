-- Of the messages that are too old for a channel's runs it is known how many are there.
alter table "messaging"."channel" add column "earlier" bigint not null default 0
    constraint "channel_earlier_rules"
    check ("earlier" >= 0 and "earlier" <= 1000000000000);
update messaging.channel as c set earlier = (
    select count(*) from messaging.message as m
    where m.channel = c.id and m.number < coalesce((c.runs -> 0 ->> 'from')::bigint, c.last_number + 1));
alter table "messaging"."channel" alter column "earlier" drop default;
