"""Who may include whom. The tree answers "who runs it?" and "which domain?", and only includes can break that."""

import re

import cpp
from tree import CPP, OVERLAY, Finding, as_named, code, listed

# Folder -> what of the project it may include. The longest folder that fits a file counts.
ALLOWED = {
    "shared/base/": ("shared/base/",),
    "shared/wire/": ("shared/base/", "shared/wire/"),
    "shared/world/": ("shared/base/", "shared/wire/", "shared/world/"),
    "shared/imports/": ("shared/base/", "shared/wire/", "shared/world/", "shared/imports/"),
    "shared/": ("shared/",),
    "server/": ("shared/", "server/"),
    "web-client/": ("shared/", "web-client/"),
    # Of the client each knows those above it alone. (Widgets draw on what the platform shows, and it on them.)
    "web-client/parts/": ("shared/", "web-client/look/", "web-client/words/", "web-client/parts/"),
    "web-client/shell/": ("shared/", "web-client/look/", "web-client/words/", "web-client/parts/", "web-client/shell/"),
    "web-client/house/": ("shared/",) + tuple(
        f"web-client/{each}/" for each in ("house", "look", "parts", "platform", "shell", "sync", "words")),
}

# A domain is the same folder in each of these, and knows nothing of the others: what one wants of another it is given.
TREES = ("shared", "server", "web-client")

# What is there for every domain, and therefore knows none. (server/http knows the database: that it may be away, and
# how a page of a list is read.)
FOR_ALL = (
    "server/archive/", "server/audit/", "server/database/", "server/house/", "server/http/", "server/jobs/",
    "server/mail/", "server/sync/", "server/watch/",
    "web-client/house/", "web-client/look/", "web-client/parts/", "web-client/platform/", "web-client/shell/",
    "web-client/sync/", "web-client/tables/", "web-client/words/",
)

# What lies under the domains that are shared; ALLOWED keeps it from including one.
INNER = tuple(f"shared/{each}/" for each in ("base", "wire", "world", "imports"))

# (file, what it may include all the same) -> why. One that is needed no more is a finding.
EXCEPTIONS = {}

# Of what is there for every domain, the few that name one all the same: file -> the domain, and why.
NAMERS = {
    "shared/world/edit_rows.hpp": ("accounts", "who changed a row"),
    "web-client/sync/account.cpp": ("accounts", "who is signed in, and where"),
    "web-client/sync/account.hpp": ("accounts", "who is signed in, and where"),
    "web-client/sync/personal_api.cpp": ("accounts", "whose calls these are, by tokens that it renews"),
    "web-client/sync/personal_api.hpp": ("accounts", "whose calls these are, by tokens that it renews"),
    "web-client/house/crash.cpp": ("accounts", "where it is told that the program broke"),
    "web-client/house/name_shelf.hpp": ("accounts", "what people are called"),
    "web-client/house/names.cpp": ("accounts", "what people are called"),
    "web-client/house/people_search.hpp": ("accounts", "who people are"),
    "web-client/house/names.hpp": ("accounts", "what people are called"),
    "web-client/house/portraits.cpp": ("accounts", "how people look"),
    "web-client/tables/saved_views.cpp": ("accounts", "what administrators keep of tables"),
    "web-client/tables/saved_views.hpp": ("accounts", "what administrators keep of tables"),
}

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
    (r"imgui", r"web-client/(look|platform)/.*", "Dear ImGui is known to look and platform"),
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


def domain_of(name, domains):
    parts = name.split("/")
    return parts[1] if len(parts) > 2 and parts[0] in TREES and parts[1] in domains else None


def domains_apart(tree, exceptions=None):
    """no domain includes another one, and what is there for all of them includes none"""
    exceptions = EXCEPTIONS if exceptions is None else exceptions
    domains, needed = listed(tree), set()
    for path, text in code(tree, *CPP):
        own = domain_of(as_named(path), domains)
        if not own and not as_named(path).startswith(FOR_ALL):
            continue
        for line, name, quoted in cpp.includes(text):
            other = domain_of(name, domains) if quoted else None
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


def domains_unnamed(tree, namers=None):
    """what is there for all domains names none, but for the few files that say who somebody is"""
    namers = NAMERS if namers is None else namers
    names = "|".join(listed(tree))
    needed = set()
    for path, text in code(tree, *CPP):
        if not names or not as_named(path).startswith(FOR_ALL + INNER):
            continue
        for number, content in enumerate(cpp.uncommented(text).split("\n"), 1):
            for found in re.finditer(rf"(?<![\w-])({names})(?:::\w|\.[a-z]|/)", content):
                if namers.get(path, ("",))[0] == found[1]:
                    needed.add(path)
                else:
                    yield Finding(path, number, f"names the domain {found[1]}")
    for path in namers.keys() - needed:
        if path in tree:
            yield Finding(path, 0, "names no domain any more: NAMERS need not say so")


def is_there(name, tree):
    return name in tree or OVERLAY + name in tree


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
            own = as_named(path)
            if own.split("/")[0] not in TREES or (depth == 3 and own.count("/") < 3):
                continue
            for line, name, quoted in cpp.includes(text):
                if not quoted or not is_there(name, tree) or (depth == 3 and name.count("/") < 3):
                    continue
                ends = folder_of(own, depth), folder_of(name, depth)
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
        own = as_named(path)
        if own.startswith("tests/") or own.startswith("tools/"):
            continue
        for line, name, _ in cpp.includes(text):
            for header, users, why in LIBRARIES:
                if re.match(header, name) and not re.fullmatch(users, own):
                    yield Finding(path, line, f"includes {name}, but {why}")


def shared_is_pure(tree):
    """shared/ has no I/O, clock, randomness or threads"""
    for path, text in code(tree, *CPP):
        if not as_named(path).startswith("shared/"):
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
            elif not is_there(name, tree):
                yield Finding(path, line, f'"{name}" does not exist')
