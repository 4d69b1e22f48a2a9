"""What a domain owes and does not bring stops the build, or fails a test that names it.

Leaves each thing that owed.py lists out of a copy of the trial domain, builds what it concerns as build/trial does, and
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
sys.path.append(str(ROOT / "tests/tidy"))
import house_rules  # noqa: E402
import tree  # noqa: E402
from owed import (  # noqa: E402
    COMPILED, CORPUS, DECIDE, FOREIGN, HEADERS, JUDGED, LINKED, MIGRATION, MODULE, READ, ROOM, SERVER, SHARED, TABLES,
    TESTED, WORDS, line)

OVERLAY = ROOT / "tests/trial-domain"
BUILD = ROOT / "build/trial"
LIBRARIES = {"shared": "shared/libkontor_shared.a", "server": "server/libkontor_server.a",
             "web-client": "web-client/libkontor_client.a", "tests/stores": "tests/libkontor_stores.a"}
READS_OVERLAY, MADE_WORDS = "tests/support/tests_folder.cpp", "generated/assets/words.cpp"
TESTS_FOLDER, ASSETS = "tests/libkontor_tests_folder.a", "web-client/look/libkontor_assets.a"
MADE_TABLES, DATABASE = "server/embedded_migrations.cpp", "server/libkontor_database.a"
MOST_PLACES = 8


class Failed(Exception):
    pass


@functools.cache
def compiled():
    """How the build compiles each file: entries with a file, a command and an output."""
    return json.loads((BUILD / "compile_commands.json").read_text())


class Variant:
    """A copy of the trial domain without one thing."""

    def __init__(self, folder, file, pattern, instead=""):
        """A pattern of None leaves out the whole file."""
        self.over = Path(folder) / "over"
        shutil.copytree(OVERLAY, self.over)
        changed = self.over / file
        self.folder = Path(folder)
        if pattern is None:
            changed.unlink()
            return
        text = changed.read_text()
        left, count = re.subn(pattern, instead, text, count=1, flags=re.S | re.M)
        if count != 1:
            raise Failed(f"{file} has nothing like that to leave out")
        changed.write_text(left)

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
        owner = Path(target).name
        library = next((built for folder, built in LIBRARIES.items() if file.startswith(folder + "/")), None)
        compiled, built = self.compile(file, Path(library).stem[3:] if library else owner, False)
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


def see_header(folder, header, pattern, source, program, test, said):
    """What this source makes of the header comes before whatever another, compiled as one with it, makes of it."""
    variant = Variant(folder, header, pattern)
    library = LIBRARIES[source.split("/", 1)[0]]
    compiled, _ = variant.compile(source, Path(library).stem[3:], False)
    if compiled.returncode != 0:
        raise Failed("it does not compile: " + compiled.stderr[:500])
    see_run(folder, variant.relink(program, lambda word: word == library, variant.folder / "own.o", library), test,
            said)


def see_corpus(folder, pattern, test, said, instead=""):
    see_read(folder, CORPUS, pattern, test, said, instead)


def see_read(folder, file, pattern, test, said, instead=""):
    """The shared tests read their files from the folder that is named in one of their sources."""
    variant = Variant(folder, file, pattern, instead)
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


def embed(variant):
    """The migrations of all domains, with the variant's for its own."""
    files = [str(each) for each in sorted(ROOT.glob("server/*/migrations/*.sql"))]
    files += [str(each) for each in sorted(variant.over.glob("server/*/migrations/*.sql"))]
    made = variant.folder / "embedded_migrations.cpp"
    return variant.run(["cmake", f"-DDOMAINS={variant.over}/shared/domains.hpp", f"-DFILES={';'.join(files)}",
                        f"-DOUTPUT={made}", "-P", str(ROOT / "server/database/embed_migrations.cmake")]), made


def see_migrations(folder, said):
    variant = Variant(folder, MIGRATION, r"\Z")
    shutil.rmtree(variant.over / "server/notes/migrations")
    result, _ = embed(variant)
    if result.returncode == 0 or said not in result.stderr:
        raise Failed(f"embedding the migrations does not say {said!r}: {result.stderr[:500]}")


def see_tables(folder, pattern, test, said):
    variant = Variant(folder, MIGRATION, pattern)
    result, made = embed(variant)
    if result.returncode != 0:
        raise Failed(result.stderr[:500])
    see_run(folder, variant.relink_with(made, MADE_TABLES, SERVER, DATABASE), test, said)


def see_rules(folder, file, pattern, instead, rule, said):
    variant = Variant(folder, file, pattern, instead)
    files = tree.load()
    files[tree.OVERLAY + file] = (variant.over / file).read_text()
    found = "\n".join(map(str, next(each for each in house_rules.RULES if each.__name__ == rule)(files)))
    if said not in found:
        raise Failed(f"the rule does not say {said!r}: {found[:500]}")


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
        [(see_header, *row) for row in HEADERS] + [(see_read, *row) for row in READ] + \
        [(see_tables, *row) for row in TABLES] + [(see_rules, *row) for row in FOREIGN] + \
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
