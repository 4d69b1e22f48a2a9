"""What tools/test does, in this order: the one list of builds and of tests.

A test needs builds; a build is made only when a chosen test needs it. Test programs are not named here: CMake
writes every target that begins with "test-" or "fuzz-" into build/<preset>/tests.txt and fuzz.txt, and every
tests/end-to-end/*.mjs is a script.
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
    list_file: str = "tests.txt"
    long_only: bool = False
    fast: bool = False


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


@dataclass(frozen=True)
class Scripts:
    """Files of one folder, each a test: it prints a line "ok - name" or "not ok - name" for every check."""

    folder: str
    pattern: str
    command: tuple  # what runs it
    needs: tuple
    long_only: bool = False
    fast: bool = False


DEV = Build("dev")
CLANG = Build("clang")
# Clang with the sanitizers compiles everything, so that both compilers have seen every line; a build by clang
# without them is for --long.
ASAN = Build("asan")
WASM = Build("wasm", ("all-test",))
WEB = Build("wasm-release", ("web-client",))
RELEASE = Build("release", ("kontor-server",))

PLAN = (
    Scripts("tests/tools", "*_test.py", ("/usr/bin/python3",), (), fast=True),
    Scripts("tests/tidy", "*_test.py", ("/usr/bin/python3",), (), fast=True),
    Scripts("tests/tidy", "house_rules.py", ("/usr/bin/python3",), (), fast=True),
    Programs("dev", (DEV,), fast=True),
    Scripts("tests/screens", "*.py", ("/usr/bin/python3",), (DEV,)),
    Programs("wasm", (WASM,)),
    Scripts("tests/size", "*.py", ("/usr/bin/python3",), (WEB,)),
    Scripts("tests/end-to-end", "*.mjs", ("node",), (DEV, WEB)),
    Scripts("tests/commands", "*.py", ("/usr/bin/python3",), (RELEASE, WEB)),
    Programs("asan", (ASAN,)),
    Fuzzers("asan", (ASAN,)),
    Scripts("tests/tidy", "sources_are_built.py", ("/usr/bin/python3",), (DEV, WEB, ASAN)),
    Programs("clang", (CLANG,), long_only=True),
)
