"""Words of the trade instead of words that mean anything."""

import re
from pathlib import Path

import cpp
from tree import CPP, Finding, code

INSTEAD = {
    "Manager": "say what it does: Pool, Registry, Keeper of one thing",
    "Helper": "make it a function of the concept it serves",
    "Util": "name the concept: text, time, id",
    "Utils": "name the concept: text, time, id",
    "Utility": "name the concept: text, time, id",
    "Impl": "name what is particular about it, or keep it in the .cpp",
    "Data": "say which: Row, Message, Bytes, Settings",
    "Misc": "split it",
}
DEFINED = re.compile(
    r"\b(?:class|struct|union|enum(?:\s+(?:class|struct))?|concept|using)\s+(?:\[\[\w+\]\]\s*)?([A-Z]\w*)\b"
    r"\s*(?=[:{=]|final)"
)
UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK")) + r")\b")
PLAIN = r"const|inline|void|bool|auto|int|char|unsigned|long|double|float|std::u?int|std::size_t"  # no destructor
SINGLETON = re.compile(
    r"\b(?:get_)?instance\s*\(\s*\)\s*\{"
    rf"|^\s*static\s+(?!{PLAIN})[\w:]+(?:<[^;()]*>)?\s+\w+\s*(?:;|\{{\s*\}}\s*;)"
)
# The shape of addresses of package registries and their mirrors, without naming one.
REGISTRY = re.compile(
    r"\bregistry\.\w+\.(?:org|com)|\bpypi\.\w+|\bfiles\.python\w+\."
    r"|\b(?:deb|ftp|snapshot|security|archive)\.[\w.]+\.(?:org|com)\b"
    r"|\b[\w-]+\.pkg\.dev\b|\bproxy\.golang\.|\bcrates\.io\b|\brepo\d?\.maven\.",
    re.I,
)


def type_names(tree):
    """no name says Manager, Helper, Util, Impl, Data"""
    for path, text in code(tree, *CPP):
        clean = cpp.blank(text)
        for match in DEFINED.finditer(clean):
            for word, instead in INSTEAD.items():
                if re.search(rf"{word}(?![a-z])", match[1]) and not match[1].startswith("Im"):
                    yield Finding(path, clean.count("\n", 0, match.start()) + 1, f"{match[1]}: {instead}")


def file_names(tree):
    """files and folders are named by what lives in them, in small letters"""
    for path in tree:
        for part in re.split(r"[/._-]", path):
            word = part.lower().capitalize()
            if word in INSTEAD and word != "Data":
                yield Finding(path, 0, f'"{part}": {INSTEAD[word]}')
        if path.endswith((".cpp", ".hpp", ".py", ".mjs", ".sql")) and not re.fullmatch(
                r"[a-z0-9_./-]+", path):
            yield Finding(path, 0, "has a capital letter, a space or a sign in its name")


def unfinished(tree):
    """nothing is left for later in the code"""
    for path, text in code(tree):
        for number, line in enumerate(text.split("\n"), 1):
            found = UNFINISHED.search(line)
            if found:
                yield Finding(path, number, f"{found[1]}: do it now, or open an issue")


def tests_apart(tree):
    """what a file of tests declares lies in a namespace of its own, since several may be compiled as one"""
    owners = {}
    for path, text in code(tree, *CPP):
        if not path.startswith("tests/") or not path.endswith("_test.cpp"):
            continue
        clean = cpp.blank(text)
        named = re.search(r"^namespace (\w+) \{", clean, re.M)
        bare = re.search(r"^(?:namespace \{|using )", clean, re.M)
        if bare and (not named or bare.start() < named.start()):
            yield Finding(path, clean.count("\n", 0, bare.start()) + 1, f"open namespace {Path(path).stem} before it")
        elif named and owners.setdefault(named[1], path) != path:
            yield Finding(path, clean.count("\n", 0, named.start()) + 1, f"{owners[named[1]]} is in {named[1]}, too")


def globals_and_singletons(tree):
    """no singletons, and no statics with destructors"""
    for path, text in code(tree, *CPP):
        if path.startswith("tests/"):
            continue
        for number, line in enumerate(cpp.blank(text).split("\n"), 1):
            if SINGLETON.search(line):
                yield Finding(path, number, "a static object: construct it in main, and pass it down")


def registries(tree):
    """no address of a package registry stands in the repository"""
    for path, text in tree.items():
        if path.startswith("tests/tidy/"):
            continue
        for number, line in enumerate(text.split("\n"), 1):
            found = REGISTRY.search(line)
            if found:
                yield Finding(path, number, f"names {found[0]}: take it from the machine's own configuration")
        if path.endswith("package-lock.json") and '"resolved"' in text:
            yield Finding(path, 0, 'holds "resolved": lock versions and their sums, not where they came from')
