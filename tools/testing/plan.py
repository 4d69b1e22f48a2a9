"""What tools/test does, in this order: the one list of builds and of tests.

A test needs builds; a build is made only when a chosen test needs it. The builds are made in the order in which the
tests need them, and two tests run at a time in this order, as soon as what they need is there; of those that draw in a
browser one, since it takes a processor for itself. Test programs are not named here: CMake writes every target that
begins with "test-" or "fuzz-" into build/<preset>/tests.txt and fuzz.txt, and every tests/end-to-end/*.mjs is a script.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Build:
    preset: str
    targets: tuple = ("all",)

    @property
    def name(self):
        return f"build {self.preset}"


@dataclass(frozen=True)
class Programs:
    """Test programs with doctest's main."""

    preset: str
    needs: tuple
    only: tuple = ()  # names of programs; empty: all that the preset has
    told_of: str = "dev"  # the preset whose server and window they are told of
    list_file: str = "tests.txt"
    long_only: bool = False
    fast: bool = False
    in_browser: bool = False


@dataclass(frozen=True)
class Fuzzers:
    """Fuzz targets, with a fixed number of inputs from a fixed seed."""

    preset: str
    needs: tuple
    list_file: str = "fuzz.txt"
    runs: int = 20_000
    long_runs: int = 2_000_000
    long_only: bool = False
    fast: bool = False
    in_browser: bool = False


@dataclass(frozen=True)
class Scripts:
    """Files of one folder, each a test: it prints a line "ok - name" or "not ok - name" for every check."""

    folder: str
    pattern: str
    command: tuple  # what runs it
    needs: tuple
    preset: str = "dev"  # whose server and window it is told of
    long_only: bool = False
    fast: bool = False
    in_browser: bool = False


DEV = Build("dev")
CLANG = Build("clang")
# With the trial domain of the tests in all lists: what every domain is held to.
HELD_TO_ALL = ("test-server", "test-shared", "test-simulation", "test-look", "test-sync")
TRIAL = Build("trial", (*HELD_TO_ALL, "kontor-window"))
# The sanitizers watch what strangers' bytes reach: the model and the server. Their compiler is clang, and so is
# Emscripten's, which compiles the client: together with g++ two compilers have seen nearly every line. The rest of
# clang's builds is for --long.
WATCHED = ("test-server", "test-shared", "test-simulation")
ASAN = Build("asan", (*WATCHED, "all-fuzz"))
ASAN_ALL = Build("asan")
# What runs in the browser; and under node the tests of what it shares with the server, with the trial domain beside
# those of the product. Without it they run under node in --long.
IN_BOTH = ("test-shared", "test-simulation")
WEB = Build("wasm-release", ("web-client", "platform-trial-page"))
WEB_TESTS = Build("wasm-release", IN_BOTH)
TRIAL_WEB = Build("trial-wasm", IN_BOTH)
RELEASE = Build("release", ("kontor-server", "kontor-window"))

HOLDS_ANSWERS = "tests/openapi/answers"

# The browser's tests wait for each other, so what they need is built early; the sanitizers' programs take long, too.
PLAN = (
    Scripts("tests/tools", "*_test.py", ("/usr/bin/python3",), (), fast=True),
    Scripts("tests/tidy", "*_test.py", ("/usr/bin/python3",), (), fast=True),
    Scripts("tests/tidy", "house_rules.py", ("/usr/bin/python3",), (), fast=True),
    Programs("dev", (DEV,), fast=True),
    Scripts("tests/corpus", "*.mjs", ("node",), ()),
    Scripts("tests/size", "*.py", ("/usr/bin/python3",), (WEB,)),
    Scripts("tests/end-to-end", "*.mjs", ("node",), (DEV, WEB), in_browser=True),
    Scripts("tests/screens", "*.py", ("/usr/bin/python3",), (DEV,)),
    Scripts("tests/attacks", "?_*.py", ("/usr/bin/python3",), (DEV,)),
    Scripts("tests/attacks", "?_*.mjs", ("node",), (DEV, WEB), in_browser=True),
    Scripts("tests/openapi", "*.mjs", ("node",), (DEV, WEB), in_browser=True),
    Scripts("tests/commands", "*.py", ("/usr/bin/python3",), (DEV, WEB)),
    Scripts("tests/deploy", "*.py", ("/usr/bin/python3",), (DEV,)),
    Scripts("tests/proxies", "*_test.py", ("/usr/bin/python3",), (DEV,)),
    # After all that asks servers of this build.
    Scripts(HOLDS_ANSWERS, "*.mjs", ("node",), (DEV, WEB)),
    Programs("trial", (TRIAL,), only=HELD_TO_ALL, told_of="trial"),
    Scripts("tests/corpus", "*.mjs", ("node",), (TRIAL,), preset="trial"),
    Scripts("tests/trial-domain", "left_out.py", ("/usr/bin/python3",), (TRIAL,)),
    # A page and a window of before the domain, and a server of after.
    Scripts("tests/trial-domain", "*.mjs", ("node",), (DEV, WEB, TRIAL), preset="trial", in_browser=True),
    Scripts(HOLDS_ANSWERS, "*.mjs", ("node",), (TRIAL,), preset="trial"),
    Programs("asan", (ASAN,), only=WATCHED),
    Fuzzers("asan", (ASAN,)),
    Programs("trial-wasm", (TRIAL_WEB,), only=IN_BOTH),
    Scripts("tests/tidy", "sources_are_built.py", ("/usr/bin/python3",), (DEV, TRIAL, WEB, ASAN)),
    Programs("asan", (ASAN_ALL,), only=("test-look", "test-platform"), long_only=True),
    Programs("wasm-release", (WEB_TESTS,), only=IN_BOTH, long_only=True),
    Programs("clang", (CLANG,), long_only=True),
    Scripts("tests/commands", "*.py", ("/usr/bin/python3",), (RELEASE, WEB), long_only=True, preset="release"),
)

# Programs that take longest run in several parts at a time: each pattern's files, and those of none.
SHARES = {f"{preset}/test-server": ("*/server/app/i*,*/server/app/k*,*/server/app/l*", "*/server/app/*")
          for preset in ("dev", "asan", "clang")}


def shares_of(program):
    """What each part's name ends with, and how it is chosen. Every file is in one part."""
    patterns = SHARES.get(program)
    if not patterns:
        return [("", [])]
    parts = [(f" {number}", [f"--source-file={pattern}", *excluded(patterns[: number - 1])])
             for number, pattern in enumerate(patterns, 1)]
    return [*parts, (f" {len(patterns) + 1}", excluded(patterns))]


def excluded(patterns):
    return [f"--source-file-exclude={','.join(patterns)}"] if patterns else []


def told_of(step):
    """The preset whose server and window the step's tests are told of."""
    if isinstance(step, Fuzzers):
        return None
    return step.told_of if isinstance(step, Programs) else step.preset


def holds_answers(step):
    """Whether it looks at what servers answered in the tests before it."""
    return isinstance(step, Scripts) and step.folder == HOLDS_ANSWERS
