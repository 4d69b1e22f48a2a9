"""What every file looks like, and that every file is used."""

import re

import cpp
from tree import CPP, OVERLAY, Finding, as_named, code, is_script

# Files that are found by their place or by a program's convention, not by their name in another file.
FOUND_BY_PLACE = re.compile(
    rf"(?:{OVERLAY})?(?:tests/corpus/values\.json|tests/golden/.*|golden/.*|assets/.*"
    r"|server/\w+/migrations/\d{4}_\w+\.sql)"
    r"|\.ci/run|tools/[a-z-]+|tools/deploy/.*|tools/bench\.d/.*|tests/trial-domain/[a-z_]+\.py"
    r"|tests/(?:attacks|end-to-end|corpus|openapi|openapi/answers)/[^/]+\.mjs|tests/\w+/\w+_test\.py"
    r"|tests/(?:attacks|commands|size|screens)/[^/]+\.py|web-client/api-docs/[^/]+\.(?:html|js)"
    r"|tests/bench/[^/]+|web-client/platform/page/.*"
    r"|tests/fuzz/corpus/.*|.*\.md|LICENSE|\.git\w+|\.clang-\w+|\.npmrc|CMakeLists\.txt"
    r"|CMakePresets\.json|.*/CMakeLists\.txt|.*package(-lock)?\.json"
)


def headers(tree):
    """a header begins with a sentence about what lives here, then #pragma once"""
    for path, text in code(tree, ".hpp"):
        first = re.match(r"((?://[^\n]*\n)+)\s*#pragma once\n", text)
        if "#pragma once" not in text:
            yield Finding(path, 1, "has no #pragma once")
        elif not first:
            yield Finding(path, 1, "does not begin with a comment that says what lives here, then #pragma once")
        elif not re.search(r"[A-Z\"`'<(#0-9a-z].*[.:]", first[1].replace("\n", " "), re.S):
            yield Finding(path, 1, "its first comment is not a sentence")


def own_header_first(tree):
    """x.cpp includes x.hpp before anything else, which proves that x.hpp compiles alone"""
    for path, text in code(tree, ".cpp"):
        own = path[:-4] + ".hpp"
        found = cpp.includes(text)
        if own in tree and found and found[0][1] != as_named(own):
            yield Finding(path, found[0][0], f"includes {found[0][1]} before {as_named(own)}")


def endings(tree):
    """text ends with one newline, without tabs, trailing spaces, carriage returns or a byte order mark"""
    for path, text in tree.items():
        data = ("tests/fuzz/corpus/", "tests/golden/", "golden/", "assets/", "LICENSE")
        if as_named(path).startswith(data):
            continue
        if text and not text.endswith("\n"):
            yield Finding(path, text.count("\n") + 1, "does not end with a newline")
        if text.endswith("\n\n"):
            yield Finding(path, text.count("\n"), "ends with an empty line")
        if text.startswith("\ufeff"):
            yield Finding(path, 1, "begins with a byte order mark")
        for number, line in enumerate(text.split("\n"), 1):
            if line.endswith((" ", "\t")) and not path.endswith(".md"):
                yield Finding(path, number, "spaces at the end of the line")
            if "\r" in line:
                yield Finding(path, number, "a carriage return")
            if "\t" in line and path.endswith((*CPP, ".py", ".mjs", ".cmake", ".sql")):
                yield Finding(path, number, "a tab")


def dead_files(tree):
    """every file is used by another one"""
    included = {name for path, text in code(tree, *CPP) for _, name, _ in cpp.includes(text)
                if name not in (as_named(path), as_named(path)[:-4] + ".hpp")}
    everything = {path: text for path, text in tree.items()}
    for path, text in tree.items():
        if FOUND_BY_PLACE.fullmatch(path) or path.endswith(".cpp"):
            continue
        if path.endswith(".hpp"):
            if as_named(path) not in included:
                yield Finding(path, 0, "is included by nobody but its own .cpp")
            continue
        name = path.rsplit("/", 1)[-1]
        stem = name.rsplit(".", 1)[0]
        needle = re.compile(rf"(?<![\w-]){re.escape(stem if name.endswith(('.py', '.cmake')) else name)}(?![\w-])")
        if not any(needle.search(other) for where, other in everything.items() if where != path):
            yield Finding(path, 0, "is mentioned nowhere")


def scripts(tree):
    """bash scripts stop at the first failure"""
    for path, text in tree.items():
        if is_script(path, text) and "bash" in text.split("\n", 1)[0]:
            if not re.search(r"^set -\w*e|\|\| exit|&& exec", text, re.M):
                yield Finding(path, 1, "neither sets -e nor checks each step")
