"""What a domain owes: where it stands in the trial domain, as which pattern, and what is said when it is left out."""

SHARED, SERVER, SYNC = "tests/test-shared", "tests/server/test-server", "tests/web-client/test-sync"
LOOK = "tests/web-client/test-look"


def function(name):
    """The definition of a template's member in tests/domains or tests/server/domains, whole."""
    return r"template <>\n[^\n]* Notes::" + name + r"\([^{}]*\{(?:\}\n|\n.*?\n\}\n)"


def line(part):
    return r"[^\n]*" + part + r"[^\n]*\n"


def statement(begin):
    return r" *" + begin + r"[^;]*;\n"


# What is left out: where, and as which pattern. Then how it is seen: by compiling a file, by linking a program, or by
# one of its tests; and what is said.
ROWS, COMMANDS = "shared/notes/rows.hpp", "shared/notes/commands.hpp"
MODULE, STORE, SYNCED = "server/notes/module.cpp", "server/notes/store.cpp", "server/notes/sync.cpp"
TESTS, SERVER_TESTS = "tests/domains/notes.cpp", "tests/server/domains/notes.cpp"
ROOM_TESTS = "tests/web-client/domains/notes.cpp"
DECIDE, ROOM, REPLICA = "shared/notes/decide.cpp", "web-client/notes/room.cpp", "web-client/notes/replica.cpp"
DOMAINS, MODULES, ROOMS = "shared/domains.hpp", "server/modules.hpp", "web-client/rooms.hpp"

COMPILED = (
    ("the domain's name", COMMANDS, statement(r"static constexpr std::string_view name"), DOMAINS, "name"),
    ("what it is about", COMMANDS, statement(r"static constexpr std::string_view about"), DOMAINS, "about"),
    ("who follows which spaces", COMMANDS, r" *static constexpr auto followed\(\) \{.*?\n    \}\n", DOMAINS,
     "followed"),
    ("where a row is published", ROWS,
     r"(struct Note \{.*?)    static constexpr auto published\(\) \{.*?\n    \}\n", DOMAINS,
     "published", r"\1"),
    ("that a row's space is followed", COMMANDS, r",\s*world::named_by<[^;]*on_request\(\)", DOMAINS,
     "everything_is_followed"),
    ("whether administrators change a row", ROWS,
     r"(struct Note \{.*?)    static constexpr auto editing = [^;]*;\n", DECIDE, "editing", r"\1"),
    ("the command by which they do", COMMANDS, r"EditRows, (?=EraseNotes)", DOMAINS, "edits_its_rows"),
    ("a member of a row among its fields", ROWS, r",\s*base::field\(\"finished\", &Note::finished\)", STORE,
     "must list every member"),
    ("an index that a command reads by", ROWS, r"world::index<&Note::notebook, &Note::title>\(\),", DECIDE,
     "no declared index"),
    ("what a command reads", COMMANDS, statement(r"static world::Reads reads"), DOMAINS, "reads"),
    ("how commands are decided", COMMANDS, statement(r"static World::Verdict decide"), DOMAINS, "decide"),
    ("its endpoints", COMMANDS, statement(r"using Endpoints"), DOMAINS, "Endpoints"),
    ("the options of its module", "server/notes/module.hpp", statement(r"struct Options"), MODULES, "Options"),
    ("what others may tell it", "server/notes/module.hpp", statement("using Hears"), MODULES, "Hears"),
    ("the facts of its commands", "server/notes/module.hpp", r" *Facts facts_of\(.*?\n    \}\n", MODULES, "facts_of"),
    *((what, "server/notes/module.hpp", statement(member), MODULES, said) for what, member, said in (
        ("the binding of its endpoints", r"void bind\(", "bind"),
        ("its jobs", r"void handle\(", "handle"),
        ("its clean-up", r"void clean_up\(", "clean_up"),
        ("its numbers", r"void measure\(", "measure"),
        ("its part of an archive", r"void add_to_archive\(", "add_to_archive"),
        ("what becomes of a person's rows", r"bool depart\(", "depart"),
    )),
    *((what, "web-client/notes/room.hpp", member, ROOMS, said) for what, member, said in (
        ("the routes that its room takes", statement(r"bool go\("), "go"),
        ("what is closed when its place is left", statement(r"void leave\("), "leave"),
        ("its part of the navigation", statement(r"std::vector<shell::Section> sections"), "sections"),
        ("what must not be forgotten", line(r"notices\("), "notices"),
        ("the title of its place", statement(r"house::Place place"), "place"),
        ("what can be done in it", statement(r"parts::Commands commands"), "commands"),
        ("whether it has details", line(r"has_details\("), "has_details"),
        ("its views", statement(r"void refresh\("), "refresh"),
        ("its screen", statement(r"void frame\("), "frame"),
        ("its dialogs", statement(r"void dialogs\("), "dialogs"),
        ("how the tray names its commands", statement(r"house::Said<Command> said"), "said"),
        ("what its drafts are of", line(r"draft_title\("), "draft_title"),
    )),
    ("one half of what is stored of somebody", ROWS, line(r"base::Id128 stored_by"), SYNCED, "says of whom"),
    ("a room at all", ROOMS, r"notes::Room, ", ROOMS, "each domain has exactly one room"),
    ("a module at all", MODULES, r", notes::Module", MODULES, "a module for each domain"),
)
LINKED = (
    ("what a client knows of its facts", REPLICA, r"template <>\nnotes::Facts.*?\n\}\n", SYNC, "known_facts"),
    ("the code of its outbox", REPLICA, r"template struct Account::Part<notes::Domain>;\n", SYNC,
     "Part<notes::Domain>"),
    ("what a broken constraint means", SYNCED, r"template <>\nstd::optional.*?\n\}\n", SERVER, "meaning_of"),
    *((f"what is compiled for it: {what}", file, statement("template (class|struct) [a-z:]*" + what), program,
       f"{what}<notes::Domain>::") for what, file, program in (
        ("PostgresStore", SYNCED, SERVER),
        ("Taking", SYNCED, SERVER),
        ("Optimistic", "shared/notes/optimistic.cpp", SYNC),
        ("MemoryStore", "tests/stores/notes.cpp", SYNC),
    )),
    *((f"tests: {name}", TESTS, function(name), SHARED, f"Tests<notes::Domain>::{name}")
      for name in ("commands", "news", "trial")),
    *((f"simulation: {name}", TESTS, function(name), "tests/test-simulation", f"Tests<notes::Domain>::{name}")
      for name in ("begin", "context", "next")),
    *((f"tests of the server: {name}", SERVER_TESTS, function(name), SERVER, f"ServerTests<notes::Domain>::{name}")
      for name in ("things", "endpoints", "commands", "never_writes", "good", "live", "keeps_nobody", "archived",
                   "not_archived", "stored", "gauges")),
    ("tests of the client: fill", ROOM_TESTS, function("fill"), SYNC, "RoomTests<notes::Domain>::fill"),
)
TESTED = (
    ("an endpoint in the list of endpoints, or its binding", MODULE, r"http::bind_one<ListNotes>\(.*?\}\);\n", SERVER,
     "*endpoint*bound*", "/api/v1/notes", "static_cast<void>(routes);"),
    ("an endpoint in the table of permissions", SERVER_TESTS, line(r'"GET /api/v1/notes"'), SERVER,
     "everybody may do what*", "no row for GET /api/v1/notes"),
    ("a command in the table of permissions", SERVER_TESTS, r'\{"notes\.set-state".*?\},\n', SERVER,
     "everybody may command what*", "no row for notes.set-state"),
    ("a command among the samples", TESTS, r",\s*SetState\{\{id\(10\)\}, \{id\(11\)\}, State::done\}", SHARED,
     "every message has the form*", "commands.notes"),
    ("what is written, in the archive", STORE, statement(r'archive\.add\("notes\.json"'), SERVER,
     "the archive holds what*",
     "notes.json"),
    ("rows of whoever leaves", MODULE, r"return give_up_some\([^;]*;", SERVER, "nothing of somebody*", "notes.note",
     "return person.is_none();"),
    ("a number", MODULE, statement(r"gauges\.add"), SERVER, "the numbers that domains tell*", "kontor_notes",
     "static_cast<void>(gauges);\n"),
    ("rows of somebody, in the archive", STORE, statement(r'archive\.add\("notebooks\.json"'), SERVER,
     "the archive holds each row*", "notes.notebook"),
    ("what its job does", MODULE, r" *runner\.handle\(.*?\}\}\);\n", SERVER, "notes that were done long ago*",
     "select 1 from notes.note", "static_cast<void>(runner);\n"),
    ("what its clean-up does", MODULE, r" *chores\.add\(.*?\}\);\n", SERVER, "notes that were done long ago*",
     "select 1 from notes.note", "static_cast<void>(chores);\n"),
    ("that a command reads by a title", DECIDE,
     r"\s*\.range<&Note::notebook, &Note::title>\(c\.notebook, c\.title\)", SHARED, "every domain decides by the*",
     "rows that its command does not declare"),
    ("following the space that is shown", ROOM, statement(r"if \(id\) account_\.follow"), SYNC,
     "a notebook stands in the navigation*", "Flour"),
    ("a place of its room with something in it", ROOM_TESTS, statement(r"anna\.server\.carry_out"), SYNC,
     "whatever can be done*", "notes.new-note"),
)
# In a file that others include: with which source it is compiled anew.
HEADERS = (
    ("what is stored of somebody", ROWS, r" *base::Id128 stored_by.*?\n *std::int64_t stored_bytes[^\n]*\n", SYNCED,
     SERVER, "what is stored of somebody*", "0 == 17"),
)
# What the tests read from the folder of the domain.
READ = (
    ("a message of its own, in the golden files", "golden/messages/commands.notes.json", None,
     "every message has the form*", "commands.notes"),
    ("the outbox of a release", "golden/outbox/0.1.notes.jsonl", None, "the outboxes of all releases*",
     "no outbox of notes"),
)
# What stands in its migrations.
MIGRATION = "server/notes/migrations/0001_notes.sql"
TABLES = (
    ("a column of a field", r',\n    "notes" bigint not null\n[^\n]*\n[^\n]*(?=\n\);)',
     "the tables that the migrations make*", "lacks the column notes"),
    ("an index that rows are looked for by", line("create index note_notebook_due"), "what rows are looked for by*",
     "notebook,due,"),
)
# What the house rules say of it.
FOREIGN = (
    ("itself alone, when it includes", STORE, r'(?=#include "server/database/rows\.hpp")',
     '#include "server/accounts/store.hpp"\n', "domains_apart", "may not include server/accounts/store.hpp"),
    ("itself alone, when it asks for rows", MODULE, r"from notes\.notebook where",
     "from notes.notebook join accounts.person on true where", "schemas_apart", "accounts and notes"),
)
# What stands in the corpus for a field, or for one value of an enumeration.
CORPUS = "tests/corpus/values.json"
WHOLE_CORPUS = "every field of every row*"
JUDGED = (
    ("a field in the corpus", r',\n[^\n]*"notes\.note", "field": "finished"[^\n]*', WHOLE_CORPUS,
     "notes.note finished"),
    ("a value in the corpus that a field may not have", r'("field": "state".*?"refused": \[)[^\]]*', WHOLE_CORPUS,
     "notes.note state", r"\1"),
    ("a value of an enumeration in the corpus", r', "done"(?=\])', WHOLE_CORPUS,
     'notes.note state = "done"'),
    ("a value in the corpus that everybody judges alike", r'"state", "accepted": \["open"', "C++ judges every value*",
     'notes.note state = "other"', '"state", "accepted": ["open", "other"'),
)
# Words that are left out of all languages: those of one alone are seen when they are made.
WORDS = (
    ("the words of a reason to refuse", "reason.title-taken", LOOK, "every reason*", "title-taken"),
    ("the words of a field", "field.amount", LOOK, "every table*", "field.amount"),
    ("the words of a table", "table.notes.note", LOOK, "every table*", "table.notes.note"),
    ("the words of what can be done in its room", "notes.new-notebook", SYNC, "whatever can be done*",
     "notes.new-notebook"),
    ("the words by which the tray names a command", "tray.notes.write-note", SYNC, "the tray and signing out*",
     "tray.notes.write-note"),
)
