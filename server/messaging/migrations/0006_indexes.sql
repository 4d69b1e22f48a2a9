-- What is someone's in one channel is found by both, as the declared indexes of members and drafts have it.
drop index messaging.member_person;
drop index messaging.draft_person;
create index member_person_channel on messaging.member (person, channel);
create index draft_person_channel on messaging.draft (person, channel);
