"""What a domain owes and does not bring stops the build, or fails a test that names it.

Each line below leaves one thing out of a copy of the trial domain, builds what is concerned as build/trial does, and
sees the compiler, the linker or a test say what is missing. Prints a line "ok - …" or "not ok - …" for each.
"""

import concurrent.futures
import functools
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OVERLAY = ROOT / "tests/trial-domain"
BUILD = ROOT / "build/trial"
SHARED, SERVER, SYNC = "tests/test-shared", "tests/server/test-server", "tests/web-client/test-sync"
LOOK = "tests/web-client/test-look"
LIBRARIES = {"shared": "shared/libkontor_shared.a", "server": "server/libkontor_server.a",
             "web-client": "web-client/libkontor_client.a", "tests/stores": "tests/libkontor_stores.a"}
READS_OVERLAY, MADE_WORDS = "tests/support/tests_folder.cpp", "generated/assets/words.cpp"
TESTS_FOLDER, ASSETS = "tests/libkontor_tests_folder.a", "web-client/look/libkontor_assets.a"
MOST_PLACES = 8


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
      for name in ("things", "endpoints", "commands", "never_writes", "good", "live", "archived", "gauges")),
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
    ("the words of what can be done in its room", "notes.new-notebook", SYNC, "whatever can be done*",
     "notes.new-notebook"),
)


class Failed(Exception):
    pass


@functools.cache
def compiled():
    """How the build compiles each file: entries with a file, a command and an output."""
    return json.loads((BUILD / "compile_commands.json").read_text())


class Variant:
    """A copy of the trial domain without one thing."""

    def __init__(self, folder, file, pattern, instead=""):
        self.over = Path(folder) / "over"
        shutil.copytree(OVERLAY, self.over)
        changed = self.over / file
        text = changed.read_text()
        left, count = re.subn(pattern, instead, text, count=1, flags=re.S | re.M)
        if count != 1:
            raise Failed(f"{file} has nothing like that to leave out")
        changed.write_text(left)
        self.folder = Path(folder)

    def command(self, file, target):
        """How the build compiles a file of the overlay (for a target), with the copy in the overlay's place."""
        for entry in compiled():
            if Path(entry["file"]) == OVERLAY / file and target in entry["command"]:
                words = shlex.split(entry["command"].replace(str(OVERLAY), str(self.over)))
                if "ccache" in words[0]:
                    words = words[1:]
                return words, (BUILD / words[words.index("-o") + 1])
        raise Failed(f"build/trial does not compile {file}")

    def run(self, words, cwd=BUILD, **options):
        return subprocess.run(words, cwd=cwd, text=True, capture_output=True, errors="replace", **options)

    def compile(self, file, target, check_only):
        like = file
        if file.endswith(".hpp"):
            like = {"shared": DECIDE, "server": MODULE, "web-client": ROOM}[file.split("/", 1)[0]]
        words, built = self.command(like, target)
        if like != file:  # by a source that includes it
            source = self.folder / "alone.cpp"
            source.write_text(f'#include "{file}"\n')
            words = [str(source) if word.endswith(like) else word for word in words]
        if check_only:
            at = words.index("-o")
            # Both compilers say that it is no domain, module or room; clang also says for want of what.
            # It warns of what only the other one knows to do.
            words = ["clang++", *words[1:at], *words[at + 2:], "-fsyntax-only", "-w"]
        else:
            words[words.index("-o") + 1] = str(self.folder / "own.o")
        return self.run(words), built

    def link(self, file, target):
        """The program with this file's object in place of the build's; and what the linker says."""
        owner = {"tests/test-shared": "test-shared", "tests/test-simulation": "test-simulation"}.get(target, "")
        library = next((built for folder, built in LIBRARIES.items() if file.startswith(folder + "/")), None)
        compiled, built = self.compile(file, Path(library).stem[3:] if library else owner or "test-server", False)
        if compiled.returncode != 0:
            raise Failed("it does not compile: " + compiled.stderr[:500])
        own = self.folder / "own.o"
        if not library:
            return self.relink(target, lambda word: BUILD / word == built, own)
        shutil.copy(BUILD / library, self.folder / "lib.a")
        member = built.name
        shutil.copy(own, self.folder / member)
        self.replace(member, built)
        return self.relink(target, lambda word: word == library, self.folder / "lib.a")

    def relink(self, target, is_replaced, *instead):
        """The program as the build links it, but for one object or library."""
        told = self.run(["ninja", "-C", str(BUILD), "-t", "commands", "-s", target])
        link = told.stdout.splitlines()[-1]
        link = link[link.index("&& ") + 3:].rsplit("&&", 1)[0]
        words = shlex.split(link)
        words[words.index("-o") + 1] = str(self.folder / "program")
        at = next((at for at, word in enumerate(words) if is_replaced(word)), None)
        if at is None:
            raise Failed(f"{target} is not linked with what is to be replaced")
        words[at:at + 1] = map(str, instead)
        return self.run(words)

    def relink_with(self, source, like, target, library):
        """The program with this source in place of the one of a library that is like it: what is linked before a
        library is not looked for in it."""
        words = next(shlex.split(entry["command"].replace(str(OVERLAY), str(self.over))) for entry in compiled()
                     if entry["file"].endswith(like))
        words = [str(source) if word.endswith(like) else word for word in words if "ccache" not in word]
        own = self.folder / "own.o"
        words[words.index("-o") + 1] = str(own)
        made = self.run(words)
        if made.returncode != 0:
            raise Failed("it does not compile: " + made.stderr[:500])
        return self.relink(target, lambda word: word == library, own, library)

    def replace(self, member, built):
        """Members of an archive have no folders: the one to replace is found by what it holds."""
        listing = subprocess.run(["ar", "t", self.folder / "lib.a"], text=True, capture_output=True, check=True).stdout
        places = [number for number, name in enumerate(n for n in listing.splitlines()) if name == member]
        for count in range(1, len(places) + 1):
            found = subprocess.run(["ar", "xN", str(count), self.folder / "lib.a", member], cwd=self.folder / "..",
                                   capture_output=True, check=False)
            there = self.folder / ".." / member
            if found.returncode == 0 and there.read_bytes() == built.read_bytes():
                subprocess.run(["ar", "dN", str(count), self.folder / "lib.a", member], check=True)
                subprocess.run(["ar", "q", self.folder / "lib.a", self.folder / member], check=True)
                subprocess.run(["ranlib", self.folder / "lib.a"], check=True)
                there.unlink()
                return
        raise Failed(f"the library has no {member} of this domain")


def see_compiler(folder, file, pattern, compiled, said, instead=""):
    variant = Variant(folder, file, pattern, instead)
    result, _ = variant.compile(compiled, "", True)
    if result.returncode == 0:
        raise Failed("it compiles")
    if said not in result.stderr:
        raise Failed(f"the compiler does not say {said!r}: {result.stderr[:300]}")


def see_linker(folder, file, pattern, program, said):
    result = Variant(folder, file, pattern).link(file, program)
    if result.returncode == 0:
        raise Failed("it links")
    if said not in result.stderr:
        raise Failed(f"the linker does not say {said!r}: {result.stderr[:300]}")


def see_run(folder, linked, test, said):
    if linked.returncode != 0:
        raise Failed("it does not link: " + linked.stderr[:500])
    run = subprocess.run([Path(folder) / "program", f"-tc={test}", "--no-colors"], cwd=BUILD, text=True,
                         capture_output=True, errors="replace", env=os.environ | {"TEST_ANSWERS": ""})
    if run.returncode == 0:
        raise Failed("the test passes: " + run.stdout[-300:])
    if said not in run.stdout:
        raise Failed(f"the test does not say {said!r}: {run.stdout[-1500:]}")


def see_test(folder, file, pattern, program, test, said, instead=""):
    see_run(folder, Variant(folder, file, pattern, instead).link(file, program), test, said)


def see_corpus(folder, pattern, test, said, instead=""):
    """The shared tests read the corpus from the folder that is named in one file of theirs."""
    variant = Variant(folder, CORPUS, pattern, instead)
    linked = variant.relink_with(ROOT / READS_OVERLAY, READS_OVERLAY, SHARED, TESTS_FOLDER)
    see_run(folder, linked, test, said)


def see_words(folder, key, program, test, said):
    variant = Variant(folder, "assets/words/en.json", r"\Z")
    made = (BUILD / MADE_WORDS).read_text()
    source = variant.folder / "words.cpp"
    left, count = re.subn(line(re.escape(f'"{key}"')), "", made)
    if count != 2:
        raise Failed(f"{key} stands {count} times in the words of two languages")
    source.write_text(left)
    see_run(folder, variant.relink_with(source, MADE_WORDS, program, ASSETS), test, said)


def see_assets(folder, file, pattern, said):
    variant = Variant(folder, file, pattern)
    result = variant.run([ROOT / "tools/make-assets", str(variant.folder), str(variant.over)])
    if result.returncode == 0 or said not in result.stderr:
        raise Failed(f"making the words does not say {said!r}: {result.stderr[:500]}")


def see_migrations(folder, said):
    variant = Variant(folder, "server/notes/migrations/0001_notes.sql", r"\Z")
    shutil.rmtree(variant.over / "server/notes/migrations")
    files = [str(each) for each in sorted(ROOT.glob("server/*/migrations/*.sql"))]
    result = variant.run(["cmake", f"-DDOMAINS={variant.over}/shared/domains.hpp", f"-DFILES={';'.join(files)}",
                          f"-DOUTPUT={variant.folder}/embedded.cpp", "-P",
                          str(ROOT / "server/database/embed_migrations.cmake")])
    if result.returncode == 0 or said not in result.stderr:
        raise Failed(f"embedding the migrations does not say {said!r}: {result.stderr[:500]}")


def places():
    """The files of the product that name the domain: those that the overlay lays something over."""
    over = {path.relative_to(OVERLAY) for path in OVERLAY.rglob("*") if path.is_file()}
    return sorted(str(path) for path in over if (ROOT / path).exists() and "golden" not in path.parts)


def judge(what, see, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        inner = Path(folder) / "variant"
        inner.mkdir()
        try:
            see(inner, *arguments)
        except Failed as failure:
            return False, f"without {what}: {failure}"
    return True, f"it is seen when a domain does not bring {what}"


def main():
    wanted = sys.argv[1:]
    jobs = [(see_compiler, *row) for row in COMPILED] + [(see_linker, *row) for row in LINKED] + \
        [(see_test, *row) for row in TESTED] + \
        [(see_corpus, *row) for row in JUDGED] + [(see_words, *row) for row in WORDS] + \
        [(see_assets, "a word in one of the languages", "assets/words/ru.json", line("notes.due"),
          "ru: notes.due is missing"),
         (see_assets, "a word in the other language", "assets/words/en.json", line("notes.finish"),
          "en: notes.finish is missing"),
         (see_assets, "a plural form of a word", "assets/words/ru.json", r', "few": "[^"]*"',
          "ru: notes.notes needs the forms"),
         (see_migrations, "its migrations", "the domain notes brings no migrations")]
    jobs = [job for job in jobs if not wanted or any(word in job[1] for word in wanted)]
    good = True
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for well, said in pool.map(lambda job: judge(job[1], job[0], *job[2:]), jobs):
            good = good and well
            print(f"{'ok' if well else 'not ok'} - {said}", flush=True)
    named = places()
    well = 0 < len(named) <= MOST_PLACES
    print(f"{'ok' if well else 'not ok'} - a domain is named in {len(named)} files outside of its own folders, at most "
          f"{MOST_PLACES}: {', '.join(named)}")
    return 0 if good and well else 1


sys.exit(main())
