"""Who may include whom. The tree answers "who runs it?" and "which domain?", and only includes can break that."""

import re

import cpp
from tree import CPP, Finding, code

# Folder -> what of the project it may include. The longest folder that fits a file counts.
ALLOWED = {
    "shared/base/": ("shared/base/",),
    "shared/wire/": ("shared/base/", "shared/wire/"),
    "shared/world/": ("shared/base/", "shared/wire/", "shared/world/"),
    "shared/": ("shared/",),
    "server/": ("shared/", "server/"),
    "web-client/": ("shared/", "web-client/"),
}

# Header (a regular expression) -> the files that alone may include it (a regular expression), and why.
LIBRARIES = (
    (r"pistache/", r"server/http/(pistache|handoff)\.[ch]pp", "Pistache is known to server/http/pistache and handoff"),
    (r"pqxx/", r"server/database/.*|server/.*/store[a-z_]*\.[ch]pp", "libpqxx is known to server/database and stores"),
    (r"libpq-fe\.h", r"server/database/.*|server/settings_(values|text)\.cpp", "libpq is known to server/database"),
    (r"emscripten", r"web-client/platform/.*", "emscripten is known to web-client/platform"),
    (r"GLFW/|curl/", r"web-client/platform/.*|server/(jobs|mail|watch)/.*", "the platform knows windows and transfers"),
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
        folder = max((each for each in ALLOWED if path.startswith(each)), key=len, default=None)
        if folder is None:
            continue
        for line, name, quoted in cpp.includes(text):
            if not quoted or not re.match(r"(shared|server|web-client|tests|tools)/", name):
                continue
            if not name.startswith(ALLOWED[folder]):
                yield Finding(path, line, f"{folder} may not include {name}")


def libraries(tree):
    """each library is known to the one place that hides it"""
    for path, text in code(tree, *CPP):
        if path.startswith("tests/") or path.startswith("tools/"):
            continue
        for line, name, _ in cpp.includes(text):
            for header, users, why in LIBRARIES:
                if re.match(header, name) and not re.fullmatch(users, path):
                    yield Finding(path, line, f"includes <{name}>, but {why}")


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
            elif name not in tree:
                yield Finding(path, line, f'"{name}" does not exist')
