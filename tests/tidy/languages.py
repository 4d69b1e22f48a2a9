"""Words: every language says everything, with the same arguments, and nothing is said by nobody."""

import json
import re

from tree import Finding, code

FOLDER = "assets/words/"
PLURALS = {"en": {"one", "other"}, "ru": {"one", "few", "many", "other"}}
FORMS = {"zero", "one", "two", "few", "many", "other"}
ARGUMENT = re.compile(r"\{(\w+)\}")


def flat(words, prefix=""):
    """Keys to texts; a text with plural forms stays a dict of forms."""
    found = {}
    for key, value in words.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and not set(value) <= FORMS:
            found.update(flat(value, name + "."))
        else:
            found[name] = value
    return found


def arguments(text):
    texts = text.values() if isinstance(text, dict) else [text]
    return {argument for each in texts for argument in ARGUMENT.findall(each)}


def books(tree):
    return {
        path[len(FOLDER):-len(".json")]: flat(json.loads(text))
        for path, text in tree.items()
        if path.startswith(FOLDER) and path.endswith(".json")
    }


def complete(tree):
    """every language has every word, every plural form and the same arguments"""
    known = books(tree)
    for language in PLURALS:
        if language not in known:
            yield Finding(f"{FOLDER}{language}.json", 0, "is missing")
    keys = {key for book in known.values() for key in book}
    for language, book in sorted(known.items()):
        path = f"{FOLDER}{language}.json"
        for key in sorted(keys - set(book)):
            yield Finding(path, 0, f'has no "{key}"')
        for key, text in book.items():
            if isinstance(text, dict):
                missing = PLURALS.get(language, {"other"}) - set(text)
                if missing:
                    yield Finding(path, 0, f'"{key}" lacks the forms {", ".join(sorted(missing))}')
            if not text or (isinstance(text, str) and not text.strip()):
                yield Finding(path, 0, f'"{key}" is empty')
            for other, other_book in known.items():
                if other < language and key in other_book and arguments(other_book[key]) != arguments(text):
                    yield Finding(path, 0, f'"{key}" has other arguments than in {other}')


def used(tree):
    """every word is said somewhere, and every word that is said exists"""
    known = books(tree)
    keys = set().union(*known.values()) if known else set()
    literals, beginnings = set(), set()
    for path, text in code(tree, ".cpp", ".hpp", ".js", ".html"):
        if not path.startswith(("web-client/", "shared/", "server/")):
            continue
        for literal in re.findall(r'"([\w.:-]+)"', text):
            literals.add(literal)
            if literal.endswith((".", "-")):
                beginnings.add(literal)  # completed at run time, as "role." + name
        for said in re.finditer(r'\bsay\(\s*"([\w.:-]+)"\s*[,)]', text):
            if path.startswith("web-client/") and said[1] not in keys:
                yield Finding(path, text.count("\n", 0, said.start()) + 1, f'says "{said[1]}", which no book has')
    for key in sorted(keys - literals):
        if not any(key.startswith(beginning) for beginning in beginnings):
            yield Finding(FOLDER, 0, f'"{key}" is said nowhere')
