"""Whose tables SQL may name. A domain's are its own, so that it can have a database of its own one day."""

import re

import cpp
from tree import Finding, as_named, code, line_of, listed

IS_SQL = re.compile(r"\b(select|insert|update|delete|from|join|truncate|alter|create|grant|references)\b", re.I)


def named_in(text, domains):
    """The domains whose schemas a text names: accounts.person, "accounts"."person"."""
    return {name for name in domains if re.search(rf'(?<![\w.-]){name}"?\s*\.\s*"?[a-z_]', text)}


def statements_of_sql(text):
    """(line, statement) of each; the bodies of functions belong to the statement that makes them."""
    hidden = re.sub(
        r"--[^\n]*|'(?:[^']|'')*'|\$(\w*)\$.*?\$\1\$",
        lambda match: re.sub(r"[^\n]", " ", match.group()).replace(";", " "), text, flags=re.S)
    start = 0
    for end in [match.start() for match in re.finditer(";", hidden)] + [len(text)]:
        first = start + len(text[start:end]) - len(text[start:end].lstrip())
        yield line_of(text, first), re.sub(r"--[^\n]*", "", text[start:end])
        start = end + 1


def statements_of_cpp(text):
    """(line, all that its literals say) of each statement of C++, since SQL is put together within one."""
    said, line, last = "", 0, 0
    for match in cpp.TOKEN.finditer(text):
        if ";" in text[last:match.start()] and said:
            yield line, said
            said = ""
        last = match.end()
        if match.lastgroup == "comment" or match["comment"] or match["character"]:
            continue
        line = line_of(text, match.start()) if not said else line
        said += match.group().strip('"').replace('\\"', '"')
    if said:
        yield line, said


def schemas_apart(tree):
    """no SQL names the schemas of two domains, and only a domain's own folder names its schema"""
    domains = listed(tree)
    for path, text in code(tree, ".cpp", ".hpp", ".sql"):
        name = as_named(path)
        if not name.startswith("server/"):
            continue
        own = name.split("/")[1]
        is_sql = path.endswith(".sql")
        for line, statement in (statements_of_sql if is_sql else statements_of_cpp)(text):
            if not is_sql and not IS_SQL.search(statement):
                continue
            named = named_in(statement, domains)
            if len(named) > 1:
                yield Finding(path, line, "one statement names " + " and ".join(sorted(named)))
            for other in sorted(named - {own}):
                yield Finding(path, line, f"names the schema of {other}: only server/{other}/ may")


def migrations_of_all(tree):
    """each domain brings migrations, numbered by themselves"""
    for name, where in listed(tree).items():
        if not any(re.fullmatch(rf"server/{name}/migrations/0001_\w+\.sql", as_named(path)) for path in tree):
            yield Finding(where, 0, f"server/{name}/migrations has no 0001")
