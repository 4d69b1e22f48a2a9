"""Who may include whom. The tree answers "who runs it?" and "which domain?", and only includes can break that."""

import re

import cpp
from tree import CPP, OVERLAY, Finding, as_named, code

# Folder -> what of the project it may include. The longest folder that fits a file counts.
ALLOWED = {
    "shared/base/": ("shared/base/",),
    "shared/wire/": ("shared/base/", "shared/wire/"),
    "shared/world/": ("shared/base/", "shared/wire/", "shared/world/"),
    "shared/": ("shared/",),
    "server/": ("shared/", "server/"),
    "web-client/": ("shared/", "web-client/"),
    # Of the client each knows those above it alone. (Widgets draw on what the platform shows, and it on them.)
    "web-client/parts/": ("shared/", "web-client/look/", "web-client/words/", "web-client/parts/"),
    "web-client/shell/": ("shared/", "web-client/look/", "web-client/words/", "web-client/parts/", "web-client/shell/"),
    "web-client/house/": ("shared/",) + tuple(
        f"web-client/{each}/" for each in ("house", "look", "parts", "platform", "shell", "sync", "words")),
}

# Each is the same folder in every tree, and knows nothing of the others: what one wants of another it is given.
DOMAINS = ("accounts", "messaging", "files", "orders", "projects")
TREES = ("shared", "server", "web-client")

# What is there for every domain, and therefore knows none. (server/http knows the database: that it may be away, and
# how a page of a list is read.)
FOR_ALL = (
    "server/archive/", "server/audit/", "server/database/", "server/http/", "server/jobs/", "server/mail/",
    "server/sync/", "server/watch/",
    "web-client/house/", "web-client/look/", "web-client/parts/", "web-client/platform/", "web-client/shell/",
    "web-client/sync/", "web-client/words/",
)

# (file, what it may include all the same) -> why. One that is needed no more is a finding.
EXCEPTIONS = {}

# Header (a regular expression) -> the files that alone may include it (a regular expression), and why.
LIBRARIES = (
    (r"pistache/", r"server/http/(pistache|handoff)\.[ch]pp", "Pistache is known to server/http/pistache and handoff"),
    (r"pqxx/", r"server/database/.*|server/.*/store[a-z_]*\.[ch]pp", "libpqxx is known to server/database and stores"),
    (r"libpq-fe\.h", r"server/database/.*|server/settings_(values|text)\.cpp", "libpq is known to server/database"),
    (r"emscripten", r"web-client/platform/.*|shared/base/[a-z_]+_page\.cpp",
     "emscripten is known to web-client/platform, and to what the browser knows of texts"),
    (r"pango/", r"web-client/platform/native/signs\.cpp", "Pango is known to what draws signs"),
    (r"utf8proc", r"shared/base/unicode\.cpp", "utf8proc is known to shared/base/unicode"),
    (r"unicode/", r"shared/base/[a-z_]+_native\.cpp", "ICU is known to what it knows of texts natively"),
    (r"GLFW/|curl/", r"web-client/platform/.*|server/(jobs|mail|watch)/.*", "the platform knows windows and transfers"),
    (r"web-client/(?!house/)[a-z_]+/room\.hpp", r"web-client/rooms\.hpp|web-client/[a-z_]+/room[a-z_]*\.cpp",
     "web-client/rooms.hpp is the one place that names the rooms"),
    (r"imgui", r"web-client/(look|platform|shell|accounts|messaging|projects|files|orders)/.*|web-client/app\.[ch]pp",
     "Dear ImGui is known to look, panels and platform"),
    (r"(rapidjson|cereal)/", r"shared/wire/.*|server/http/.*|server/log\.cpp|web-client/(sync|words|platform)/.*",
     "the encodings are known to shared/wire"),
    (r"spdlog/", r"server/.*", "logs are the server's"),
    (r"CLI/", r"server/settings.*|web-client/platform/.*|web-client/main\.cpp", "flags are read in one place"),
    (r"doctest/", r"tests/.*", "tests are in tests/"),
)

# shared/ has no I/O, clock, randomness or threads, so that it means the same everywhere.
FORBIDDEN_IN_SHARED = re.compile(
    r"(iostream|fstream|stdio\.h|filesystem|thread|mutex|shared_mutex|condition_variable|future|random"
    r"|ctime|time\.h|csignal|unistd\.h|(sys|netinet|arpa)/.*)"
)
FORBIDDEN_CALLS = re.compile(
    r"\b((?:system|steady|high_resolution)_clock|random_device|s?rand\s*\(|getenv\s*\(|std::cout|std::cerr"
    r"|f?printf\s*\(|fopen\s*\(|f?puts\s*\()"
)


def layering(tree):
    """base <- wire <- world <- domains; server and web-client include shared, never each other"""
    for path, text in code(tree, *CPP):
        folder = max((each for each in ALLOWED if as_named(path).startswith(each)), key=len, default=None)
        if folder is None:
            continue
        for line, name, quoted in cpp.includes(text):
            if not quoted or not re.match(r"(shared|server|web-client|tests|tools)/", name):
                continue
            if not name.startswith(ALLOWED[folder]):
                yield Finding(path, line, f"{folder} may not include {name}")


def domain_of(name):
    parts = name.split("/")
    return parts[1] if len(parts) > 2 and parts[0] in TREES and parts[1] in DOMAINS else None


def domains_apart(tree, exceptions=None):
    """no domain includes another one, and what is there for all of them includes none"""
    exceptions = EXCEPTIONS if exceptions is None else exceptions
    needed = set()
    for path, text in code(tree, *CPP):
        own = domain_of(path)
        if not own and not path.startswith(FOR_ALL):
            continue
        for line, name, quoted in cpp.includes(text):
            other = domain_of(name) if quoted else None
            if not other or other == own:
                continue
            exception = next((each for each in exceptions if each[0] == path and name.startswith(each[1])), None)
            needed.add(exception)
            if not exception:
                who = f"the domain {own}" if own else path.rsplit("/", 1)[0]
                yield Finding(path, line, f"{who} may not include {name}")
    for path, name in exceptions.keys() - needed:
        if path in tree:
            yield Finding(path, 0, f"includes nothing of {name} any more: EXCEPTIONS need not say so")


def folder_of(path, depth):
    """The folder of a file so deep in the tree. What lies directly above is a unit of its own, with its header."""
    parts = path.split("/")
    return "/".join(parts[:depth]) + "/" if len(parts) > depth else path.rsplit(".", 1)[0]


def reached_from(start, graph):
    reached, waiting = set(), [start]
    while waiting:
        for unit in graph.get(waiting.pop(), ()):
            if unit not in reached:
                reached.add(unit)
                waiting.append(unit)
    return reached


def no_circles(tree):
    """folders include one another in one direction"""
    for depth in (2, 3):
        graph, where = {}, {}
        for path, text in code(tree, *CPP):
            if path.split("/")[0] not in TREES or (depth == 3 and path.count("/") < 3):
                continue
            for line, name, quoted in cpp.includes(text):
                if not quoted or name not in tree or (depth == 3 and name.count("/") < 3):
                    continue
                ends = folder_of(path, depth), folder_of(name, depth)
                if ends[0] != ends[1]:
                    graph.setdefault(ends[0], set()).add(ends[1])
                    where.setdefault(ends, (path, line))
        reached = {unit: reached_from(unit, graph) for unit in graph}
        told = set()
        for (here, there), (path, line) in sorted(where.items()):
            circle = frozenset(unit for unit in reached if unit in reached[here] and here in reached[unit])
            if there in circle and circle not in told and any(unit.endswith("/") for unit in circle):
                told.add(circle)
                yield Finding(path, line, "includes in a circle: " + ", ".join(sorted(circle)))


def libraries(tree):
    """each library is known to the one place that hides it"""
    for path, text in code(tree, *CPP):
        if path.startswith("tests/") or path.startswith("tools/"):
            continue
        for line, name, _ in cpp.includes(text):
            for header, users, why in LIBRARIES:
                if re.match(header, name) and not re.fullmatch(users, path):
                    yield Finding(path, line, f"includes {name}, but {why}")


def shared_is_pure(tree):
    """shared/ has no I/O, clock, randomness or threads"""
    for path, text in code(tree, *CPP):
        if not path.startswith("shared/"):
            continue
        for line, name, _ in cpp.includes(text):
            if FORBIDDEN_IN_SHARED.fullmatch(name):
                yield Finding(path, line, f"includes <{name}>: facts from outside come in as arguments")
        for number, content in enumerate(cpp.blank(text).split("\n"), 1):
            found = FORBIDDEN_CALLS.search(content)
            if found:
                yield Finding(path, number, f"uses {found[1]}: facts from outside come in as arguments")


def includes_from_the_root(tree):
    """our headers are included by their name from the project's root, and exist"""
    for path, text in code(tree, *CPP):
        for line, name, quoted in cpp.includes(text):
            if not quoted:
                continue
            if not re.match(r"(shared|server|web-client|tests)/", name):
                if not re.match(r"im(gui|config)|backends/|misc/|assets/", name):  # assets/ is made by the build
                    yield Finding(path, line, f'"{name}" is not named from the root; a library is included with <>')
            elif name not in tree and OVERLAY + name not in tree:
                yield Finding(path, line, f'"{name}" does not exist')
