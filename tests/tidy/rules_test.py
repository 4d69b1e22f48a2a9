"""Every house rule finds what it is there to find, and leaves good code alone."""

import json
import sys

import cpp
import files
import languages
import layers
import names
import schemas
import sizes

GOOD_HEADER = "// What a thing is, and why.\n#pragma once\n\nstruct Thing {};\n"


def long_function(lines, opening="void f() {"):
    return opening + "\n" + "    g();\n" * (lines - 2) + "}\n"


WORDS = {"hello": "Hello, {name}", "n.files": {"one": "{n} file", "other": "{n} files"}}
WORDS_RU = {"hello": "Привет, {name}", "n.files": {"one": "{n} файл", "few": "{n} файла", "many": "{n} файлов",
                                                    "other": "{n} файла"}}


def books(english=None, russian=None, said='words.say("hello"); words.say("n.files", 3);'):
    return {
        "assets/words/en.json": json.dumps(english or WORDS),
        "assets/words/ru.json": json.dumps(russian or WORDS_RU),
        "web-client/app.cpp": said,
    }


def naming(tree):
    return layers.domains_unnamed(tree, {"web-client/house/names.cpp": ("accounts", "it is a test")})


def included(edges):
    """A tree of headers in which each includes the other one."""
    tree = {f"{path}.hpp": "" for pair in edges.items() for path in pair}
    return tree | {f"{path}.hpp": f'#include "{other}.hpp"\n' for path, other in edges.items()}


def listing(files):
    return files | {"shared/domains.hpp": "using Domains = world::Domains<accounts::Domain, messaging::Domain>;\n"}


def trial(files):
    """With a trial domain that is laid over the tree."""
    return listing({"tests/trial-domain/" + path: text for path, text in files.items()} | {
        "tests/trial-domain/shared/domains.hpp":
            "using Domains = world::Domains<accounts::Domain, messaging::Domain, notes::Domain>;\n"})


def excepted(tree):
    return layers.domains_apart(tree, {("server/jobs/a.cpp", "server/accounts/"): "it is a test"})


# (what, rule, tree, number of findings)
CASES = (
    ("SQL must not join two domains", schemas.schemas_apart, listing(
        {"server/accounts/a.cpp": 'run(t, "select 1 from accounts.person as p " "join messaging.member as m on x");'}),
     2),
    ("nor put together of two texts", schemas.schemas_apart, listing(
        {"server/accounts/a.cpp": 'run(t, "delete from accounts.x using " + some + "\\"messaging\\".\\"member\\"");'}),
     2),
    ("nor name another one's tables alone", schemas.schemas_apart, listing(
        {"server/accounts/a.cpp": 'run(t, "delete from messaging.client");'}), 1),
    ("nor where it is no domain", schemas.schemas_apart, listing(
        {"server/watch/a.cpp": 'add("select count(*) from accounts.session");'}), 1),
    ("nor in a migration", schemas.schemas_apart, listing(
        {"server/accounts/migrations/0002_x.sql":
             "create view accounts.v as\n select 1 from messaging.message; -- sums\ndrop view accounts.w;"}), 2),
    ("nor within a function of one", schemas.schemas_apart, listing(
        {"server/messaging/migrations/0002_x.sql":
             "create function messaging.f() returns int language sql as $$ select 1; select 2 from accounts.a $$;"}),
     2),
    ("nor in the ground's", schemas.schemas_apart, listing(
        {"server/database/migrations/0002_x.sql": "alter table accounts.person add column x int;"}), 1),
    ("its own tables, and the ground's, are a domain's to name", schemas.schemas_apart, listing(
        {"server/accounts/a.cpp": 'run(t, "select 1 from accounts.person join server.letter as l on true");'
                                  ' log("messaging.post"); say("messaging.x");',
         "server/messaging/migrations/0001_a.sql": "-- not accounts.person\nselect 1 from messaging.member;"}), 0),
    ("what is no SQL may name commands of all", schemas.schemas_apart, listing(
        {"server/services.cpp": 'add("accounts.links"); add("messaging.post");'}), 0),
    ("nor may a domain of the tests", schemas.schemas_apart, trial(
        {"server/notes/a.cpp": 'run(t, "select 1 from notes.note as n join accounts.person as p on true");'}), 2),
    ("which has tables of its own", schemas.schemas_apart, trial(
        {"server/notes/a.cpp": 'run(t, "select 1 from notes.note");',
         "server/notes/migrations/0001_a.sql": "create index x on notes.note (due);"}), 0),
    ("and nobody else names them", schemas.schemas_apart, trial(
        {"server/messaging/a.cpp": 'run(t, "select 1 from notes.note");'}), 1),
    ("a domain without migrations", schemas.migrations_of_all, listing(
        {"server/accounts/migrations/0001_accounts.sql": ""}), 1),
    ("or with some in the tests", schemas.migrations_of_all, trial(
        {f"server/{name}/migrations/0001_a.sql": "" for name in ("accounts", "messaging", "notes")}), 0),
    ("base must not include wire", layers.layering, {"shared/base/a.cpp": '#include "shared/wire/json.hpp"\n'}, 1),
    ("world may include wire", layers.layering, {"shared/world/a.cpp": '#include "shared/wire/json.hpp"\n'}, 0),
    ("wire must not include a domain", layers.layering,
     {"shared/wire/a.hpp": '#include "shared/messaging/rows.hpp"\n'}, 1),
    ("the server must not include the client", layers.layering, {"server/a.cpp": '#include "web-client/app.hpp"\n'}, 1),
    ("the client must not include the server", layers.layering, {"web-client/a.cpp": '#include "server/log.hpp"\n'}, 1),
    ("shared must not include the server", layers.layering, {"shared/orders/a.cpp": '#include "server/log.hpp"\n'}, 1),
    ("tests may include everything", layers.layering, {"tests/a.cpp": '#include "server/log.hpp"\n'}, 0),
    ("a domain must not include another", layers.domains_apart, listing(
        {"server/messaging/a.cpp": '#include "server/accounts/store.hpp"\n'}), 1),
    ("nor its model", layers.domains_apart, listing(
        {"shared/messaging/a.hpp": '#include "shared/accounts/rows.hpp"\n'}), 1),
    ("nor on screen", layers.domains_apart, listing(
        {"web-client/accounts/a.cpp": '#include "web-client/messaging/channel.hpp"\n'}), 1),
    ("nor one that only tests lay over the tree", layers.domains_apart, trial(
        {"server/notes/a.cpp": '#include "server/accounts/store.hpp"\n'}), 1),
    ("nor is that one included", layers.domains_apart, trial(
        {"shared/messaging/a.hpp": '#include "shared/notes/rows.hpp"\n',
         "web-client/tables/a.hpp": '#include "shared/notes/rows.hpp"\n'}), 2),
    ("a domain includes itself", layers.domains_apart, trial(
        {"server/notes/own/a.cpp": '#include "shared/notes/rows.hpp"\n#include "server/notes/store.hpp"\n'}), 0),
    ("http must not know a domain", layers.domains_apart, listing(
        {"server/http/a.cpp": '#include "server/accounts/store.hpp"\n'}), 1),
    ("nor the look the model of one", layers.domains_apart, listing(
        {"web-client/look/a.hpp": '#include "shared/messaging/rows.hpp"\n'}), 1),
    ("nor what panels are made of", layers.domains_apart, listing(
        {"web-client/parts/a.hpp": '#include "web-client/accounts/mine.hpp"\n'}), 1),
    ("nor the house the panels of one", layers.domains_apart, listing(
        {"web-client/house/a.hpp": '#include "web-client/messaging/channel.hpp"\n'}), 1),
    ("nor the server's house a module", layers.domains_apart, listing(
        {"server/house/a.hpp": '#include "server/messaging/module.hpp"\n'}), 1),
    ("nor every table the rows of one", layers.domains_apart, listing(
        {"web-client/tables/a.cpp": '#include "shared/accounts/rows.hpp"\n'}), 1),
    ("a room of no domain knows any of them", layers.domains_apart, listing(
        {"web-client/later/a.cpp": '#include "web-client/accounts/mine.hpp"\n'}), 0),
    ("what panels are made of knows no house", layers.layering,
     {"web-client/parts/a.hpp": '#include "web-client/house/room.hpp"\n'}, 1),
    ("nor does the shell", layers.layering, {"web-client/shell/a.hpp": '#include "web-client/house/room.hpp"\n'}, 1),
    ("nor the house which rooms there are", layers.layering,
     {"web-client/house/a.hpp": '#include "web-client/rooms.hpp"\n'}, 1),
    ("a room may know the house", layers.layering,
     {"web-client/orders/room.hpp": '#include "web-client/house/room.hpp"\n'}, 0),
    ("rooms are named in one place", layers.libraries,
     {"web-client/app.hpp": '#include "web-client/orders/room.hpp"\n'}, 1),
    ("and that is this", layers.libraries,
     {"web-client/rooms.hpp": '#include "web-client/orders/room.hpp"\n#include "web-client/house/room.hpp"\n'}, 0),
    ("files of http are no domain", layers.domains_apart, listing(
        {"server/http/a.cpp": '#include "server/http/files.hpp"\n'}), 0),
    ("what makes everything knows all domains", layers.domains_apart, listing(
        {"server/services.hpp": '#include "server/accounts/store.hpp"\n#include "server/messaging/store.hpp"\n'}), 0),
    ("an exception is named", excepted, listing({"server/jobs/a.cpp": '#include "server/accounts/store.hpp"\n'}), 0),
    ("and is for one domain", excepted, listing(
        {"server/jobs/a.cpp": '#include "server/accounts/store.hpp"\n#include "server/messaging/store.hpp"\n'}), 1),
    ("and goes when it is needed no more", excepted, listing({"server/jobs/a.cpp": "int a;\n"}), 1),
    ("the shell names no domain", layers.domains_unnamed, listing(
        {"web-client/shell/a.cpp": "auto const* me = shown<accounts::Domain>();\n"}), 1),
    ("nor by a text", layers.domains_unnamed, listing(
        {"server/house/a.cpp": 'auto const table = "messaging.member", path = "/api/v1/messaging/commands";\n'}), 2),
    ("nor what lies under all of them", layers.domains_unnamed, trial(
        {"shared/world/a.hpp": "notes::Note note;\n"}), 1),
    ("a comment may", layers.domains_unnamed, listing(
        {"server/http/a.cpp": '// "accounts.person", accounts::Person\n'}), 0),
    ("and what is of a domain, or of none", layers.domains_unnamed, listing(
        {"web-client/later/a.cpp": "accounts::Person person;\n", "server/messaging/a.cpp": "accounts::Person p;\n"}),
     0),
    ("one that says who somebody is does", naming, listing(
        {"web-client/house/names.cpp": "accounts::Person person;\n"}), 0),
    ("and names no other", naming, listing(
        {"web-client/house/names.cpp": "accounts::Person person; messaging::Member member;\n"}), 1),
    ("and is held to all when it names none", naming, listing({"web-client/house/names.cpp": "int a;\n"}), 1),
    ("two folders that include one another", layers.no_circles,
     included({"server/a/x": "server/b/y", "server/b/z": "server/a/w"}), 1),
    ("three folders in a circle", layers.no_circles,
     included({"server/a/x": "server/b/y", "server/b/z": "server/c/y", "server/c/x": "server/a/w"}), 1),
    ("a folder and a file above it", layers.no_circles,
     included({"server/a/x": "server/log", "server/log": "server/a/y"}), 1),
    ("folders in one direction", layers.no_circles,
     included({"server/a/x": "server/b/y", "server/b/z": "server/c/y", "server/a/z": "server/c/y"}), 0),
    ("folders of a domain in a circle", layers.no_circles,
     included({"server/a/b/x": "server/a/c/y", "server/a/c/z": "server/a/b/w"}), 1),
    ("files of one folder may", layers.no_circles,
     included({"server/a/x": "server/a/y", "server/a/y": "server/a/x"}), 0),
    ("Pistache has one place", layers.libraries, {"server/sync/take.cpp": "#include <pistache/http.h>\n"}, 1),
    ("and may be used there", layers.libraries, {"server/http/pistache.cpp": "#include <pistache/http.h>\n"}, 0),
    ("libpqxx stays in the database", layers.libraries, {"server/http/route.cpp": "#include <pqxx/pqxx>\n"}, 1),
    ("stores may use libpqxx", layers.libraries, {"server/accounts/store.cpp": "#include <pqxx/pqxx>\n"}, 0),
    ("emscripten stays in the platform", layers.libraries, {"web-client/sync/a.cpp": "#include <emscripten.h>\n"}, 1),
    ("the order of texts asks the browser", layers.libraries,
     {"shared/base/order_page.cpp": "#include <emscripten.h>\n"}, 0),
    ("and so do domains", layers.libraries, {"shared/base/ascii_domain_page.cpp": "#include <emscripten.h>\n"}, 0),
    ("and nothing else that is shared does", layers.libraries,
     {"shared/base/text.cpp": "#include <emscripten.h>\n"}, 1),
    ("utf8proc has one place", layers.libraries, {"web-client/look/text.cpp": "#include <utf8proc.h>\n"}, 1),
    ("ICU has one place", layers.libraries, {"shared/base/unicode.cpp": "#include <unicode/coll.h>\n"}, 1),
    ("ImGui stays out of sync", layers.libraries, {"web-client/sync/a.cpp": "#include <imgui.h>\n"}, 1),
    ("and out of panels", layers.libraries, {"web-client/messaging/a.cpp": "#include <imgui.h>\n"}, 1),
    ("what panels are drawn with uses it", layers.libraries, {"web-client/look/a.cpp": "#include <imgui.h>\n"}, 0),
    ("what tests lay over the tree is held to the same", layers.libraries,
     {"tests/trial-domain/server/notes/module.cpp": "#include <pqxx/pqxx>\n"}, 1),
    ("shared has no threads", layers.shared_is_pure, {"shared/base/a.hpp": "#include <thread>\n"}, 1),
    ("shared has no clock", layers.shared_is_pure,
     {"shared/base/a.cpp": "auto t = std::chrono::system_clock::now();\n"}, 1),
    ("shared does not print", layers.shared_is_pure, {"shared/base/a.cpp": "printf(text);\n"}, 1),
    ("writing into memory is not printing", layers.shared_is_pure, {"shared/base/a.cpp": "snprintf(text);\n"}, 0),
    ("a comment about a clock is no clock", layers.shared_is_pure, {"shared/base/a.cpp": "// not system_clock\n"}, 0),
    ("includes are named from the root", layers.includes_from_the_root, {"server/a.cpp": '#include "a.hpp"\n'}, 1),
    ("an include exists", layers.includes_from_the_root, {"server/a.cpp": '#include "server/b.hpp"\n'}, 1),
    ("a line of 101 columns", sizes.line_lengths, {"server/a.cpp": "x" * 101 + "\n"}, 1),
    ("columns are not bytes", sizes.line_lengths, {"server/a.cpp": "//" + "я" * 98 + "\n"}, 0),
    ("a file of 401 lines", sizes.file_lengths, {"server/a.cpp": "\n" * 401}, 1),
    ("a function of 81 lines", sizes.function_lengths, {"server/a.cpp": long_function(81)}, 1),
    ("a function of 80 lines", sizes.function_lengths, {"server/a.cpp": long_function(80)}, 0),
    ("a long member function", sizes.function_lengths,
     {"server/a.cpp": "struct A {\n" + long_function(81, "    int f(int a) const noexcept {") + "};\n"}, 1),
    ("a long constructor with initialisers", sizes.function_lengths,
     {"server/a.cpp": long_function(82, "A::A(int b) : b_(b), c_{1} {")}, 1),
    ("a long template", sizes.function_lengths,
     {"server/a.cpp": long_function(81, "template <class A>\nrequires Good<A>\nauto f(A a) -> B {")}, 1),
    ("a long table is no function", sizes.function_lengths,
     {"server/a.cpp": "Row const rows[] = {\n" + "    {f(1)},\n" * 90 + "};\n"}, 0),
    ("a long namespace is no function", sizes.function_lengths,
     {"server/a.cpp": "namespace a {\n" + "int b(int);\n" * 90 + "}\n"}, 0),
    ("a brace in a string is no brace", sizes.function_lengths,
     {"server/a.cpp": 'void f() {\n    g("}");\n' + "    h();\n" * 80 + "}\n"}, 1),
    ("a Manager", names.type_names, {"server/a.hpp": "class PoolManager {};\n"}, 1),
    ("Data at the end", names.type_names, {"server/a.hpp": "struct UserData {\n};\n"}, 1),
    ("a Database is fine", names.type_names, {"server/a.hpp": "struct Database {};\n"}, 0),
    ("a comment may say Manager", names.type_names, {"server/a.hpp": "// class PoolManager {};\n"}, 0),
    ("a test's helpers in no namespace", names.tests_apart, {"tests/a_test.cpp": "namespace {\nint one;\n}\n"}, 1),
    ("nor its other names", names.tests_apart, {"tests/a_test.cpp": "using b::C;\nnamespace a_test {\n}\n"}, 1),
    ("nor two tests in one", names.tests_apart,
     {"tests/a_test.cpp": "namespace a_test {\n}\n", "tests/b/a_test.cpp": "namespace a_test {\n}\n"}, 1),
    ("a test in its namespace", names.tests_apart,
     {"tests/a_test.cpp": "namespace a_test {\nnamespace {\nusing b::C;\n}\n}\n"}, 0),
    ("a file of helpers", names.file_names, {"server/http_helper.cpp": ""}, 1),
    ("a folder of utils", names.file_names, {"server/utils/a.cpp": ""}, 1),
    ("a capital letter", names.file_names, {"server/Pool.cpp": ""}, 1),
    ("something unfinished", names.unfinished, {"server/a.cpp": "// TO" "DO: later\n"}, 1),
    ("a singleton", names.globals_and_singletons, {"server/a.cpp": "    static Pool pool;\n"}, 1),
    ("a constant table is fine", names.globals_and_singletons,
     {"server/a.cpp": "    static constexpr int a = 3;\n"}, 0),
    ("a registry", names.registries, {"tools/x": "curl https://registry." "example.org/a\n"}, 1),
    ("a lock file with addresses", names.registries, {"assets/package-lock.json": '{"resolved": "x"}\n'}, 1),
    ("a good header", files.headers, {"server/a.hpp": GOOD_HEADER}, 0),
    ("a header without pragma", files.headers, {"server/a.hpp": "// A thing.\nstruct A;\n"}, 1),
    ("a header without a sentence", files.headers, {"server/a.hpp": "#pragma once\n\nstruct A;\n"}, 1),
    ("own header first", files.own_header_first,
     {"server/a.hpp": GOOD_HEADER, "server/a.cpp": '#include <string>\n#include "server/a.hpp"\n'}, 1),
    ("no newline at the end", files.endings, {"server/a.cpp": "int a;"}, 1),
    ("an empty line at the end", files.endings, {"server/a.cpp": "int a;\n\n"}, 1),
    ("spaces at the end", files.endings, {"server/a.cpp": "int a; \n"}, 1),
    ("a tab", files.endings, {"server/a.cpp": "\tint a;\n"}, 1),
    ("a carriage return", files.endings, {"server/a.cpp": "int a;\r\n"}, 1),
    ("a header that nobody includes", files.dead_files, {"server/a.hpp": GOOD_HEADER}, 1),
    ("only its own source includes it", files.dead_files,
     {"server/a.hpp": GOOD_HEADER, "server/a.cpp": '#include "server/a.hpp"\n'}, 1),
    ("a used header", files.dead_files,
     {"server/a.hpp": GOOD_HEADER, "server/b.cpp": '#include "server/a.hpp"\n'}, 0),
    ("a script that nobody calls", files.dead_files, {"tools/lib/a.sh": "echo\n"}, 1),
    ("a script that goes on after failures", files.scripts, {"tools/x": "#!/bin/bash\necho\n"}, 1),
    ("complete words", languages.complete, books(), 0),
    ("a word is missing", languages.complete, books(russian={"n.files": WORDS_RU["n.files"]}), 1),
    ("a plural form is missing", languages.complete,
     books(russian={**WORDS_RU, "n.files": {"one": "{n} файл", "few": "{n} файла", "other": "{n} файла"}}), 1),
    ("an argument is missing", languages.complete, books(russian={**WORDS_RU, "hello": "Привет"}), 1),
    ("a language is missing", languages.complete, {"assets/words/en.json": json.dumps(WORDS)}, 1),
    ("all words are said", languages.used, books(), 0),
    ("a word is said nowhere", languages.used, books(said='words.say("hello");'), 1),
    ("an unknown word is said", languages.used,
     books(said='words.say("hello"); words.say("n.files", 3); words.say("bye");'), 1),
)

# Text, and its functions as (line, lines).
FUNCTIONS = (
    ("int f() {\n}\nstruct A {\n    bool operator==(A const& b) const {\n        return b == b;\n    }\n};\n",
     [(1, 2), (4, 3)]),
    ("namespace a {\nnamespace {\nint const b = 1;\nauto c = [](int d) {\n};\nint e(\n    int f) {\n}\n}\n}\n",
     [(7, 2)]),
)


def main():
    failed = 0
    for what, rule, tree, expected in CASES:
        found = list(rule(tree))
        good = len(found) == expected
        failed += not good
        print(f"{'ok' if good else 'not ok'} - {rule.__name__}: {what}")
        if not good:
            print(f"    expected {expected}, found: " + "; ".join(map(str, found)))
    for text, expected in FUNCTIONS:
        found = sorted(cpp.functions(text))
        failed += found != expected
        print(f"{'ok' if found == expected else 'not ok'} - functions of {text.splitlines()[0]}")
        if found != expected:
            print(f"    expected {expected}, found {found}")
    covered = {rule for _, rule, _, _ in CASES}
    import house_rules
    for rule in house_rules.RULES:
        print(f"{'ok' if rule in covered else 'not ok'} - {rule.__name__} has cases here")
        failed += rule not in covered
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
