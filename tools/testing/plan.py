"""What tools/test does, in this order: the one list of builds and of tests.

A test needs builds; a build is made only when a chosen test needs it. The steps that are marked "beside" run in this
order, too, but at the same time as the others: most tests wait for something other than the processor. Test programs
are not named here: CMake writes every target that begins with "test-" or "fuzz-" into build/<preset>/tests.txt and
fuzz.txt, and every tests/end-to-end/*.mjs is a script.
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
    beside: bool = False


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
    beside: bool = False


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
    beside: bool = False


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

PLAN = (
    Scripts("tests/tools", "*_test.py", ("/usr/bin/python3",), (), fast=True),
    Scripts("tests/tidy", "*_test.py", ("/usr/bin/python3",), (), fast=True),
    Scripts("tests/tidy", "house_rules.py", ("/usr/bin/python3",), (), fast=True),
    Programs("dev", (DEV,), fast=True),
    Scripts("tests/corpus", "*.mjs", ("node",), ()),
    Programs("trial", (TRIAL,), only=HELD_TO_ALL, told_of="trial", beside=True),
    Scripts("tests/corpus", "*.mjs", ("node",), (TRIAL,), preset="trial", beside=True),
    Scripts("tests/trial-domain", "*.py", ("/usr/bin/python3",), (TRIAL,), beside=True),
    Scripts("tests/screens", "*.py", ("/usr/bin/python3",), (DEV,), beside=True),
    Programs("trial-wasm", (TRIAL_WEB,), only=IN_BOTH, beside=True),
    Scripts("tests/size", "*.py", ("/usr/bin/python3",), (WEB,)),
    Scripts("tests/end-to-end", "*.mjs", ("node",), (DEV, WEB)),
    # A page and a window of before the domain, and a server of after.
    Scripts("tests/trial-domain", "*.mjs", ("node",), (DEV, WEB, TRIAL), preset="trial", beside=True),
    Scripts(HOLDS_ANSWERS, "*.mjs", ("node",), (TRIAL,), preset="trial", beside=True),
    Scripts("tests/attacks", "?_*.py", ("/usr/bin/python3",), (DEV,)),
    Scripts("tests/attacks", "?_*.mjs", ("node",), (DEV, WEB)),
    Scripts("tests/openapi", "*.mjs", ("node",), (DEV, WEB)),
    Scripts("tests/commands", "*.py", ("/usr/bin/python3",), (DEV, WEB)),
    Scripts("tests/deploy", "*.py", ("/usr/bin/python3",), (DEV,)),
    Scripts("tests/proxies", "*_test.py", ("/usr/bin/python3",), (DEV,)),
    # After all that asks servers of this build.
    Scripts(HOLDS_ANSWERS, "*.mjs", ("node",), (DEV, WEB)),
    Programs("asan", (ASAN,), only=WATCHED, beside=True),
    Fuzzers("asan", (ASAN,), beside=True),
    Scripts("tests/tidy", "sources_are_built.py", ("/usr/bin/python3",), (DEV, TRIAL, WEB, ASAN)),
    Programs("asan", (ASAN_ALL,), only=("test-look", "test-platform"), long_only=True, beside=True),
    Programs("wasm-release", (WEB_TESTS,), only=IN_BOTH, long_only=True, beside=True),
    Programs("clang", (CLANG,), long_only=True, beside=True),
    Scripts("tests/commands", "*.py", ("/usr/bin/python3",), (RELEASE, WEB), long_only=True, preset="release"),
)
