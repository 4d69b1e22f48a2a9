-- Sessions and tokens are read in the order of a declared index: by person, then by when they began.
drop index accounts.session_person;
drop index accounts.token_person;
create index session_person_opened on accounts.session (person, opened);
create index token_person_made on accounts.token (person, made);
