"""The files of the project as the rules see them: a dict from path to text."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# A folder that is laid over the tree in one of the builds: its files are named as if they lay in the tree.
OVERLAY = "tests/trial-domain/"

# Where the domains are listed: those of the product, and the trial domain's among them.
LISTS = ("shared/domains.hpp", OVERLAY + "shared/domains.hpp")

CODE = (".cpp", ".hpp", ".py", ".mjs", ".js", ".cmake", ".sh", ".css", ".sql")
CPP = (".cpp", ".hpp")


@dataclass(frozen=True)
class Finding:
    path: str
    line: int  # from 1; 0: the file as a whole
    message: str

    def __str__(self):
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message}"


def paths():
    """What belongs to the project: what git knows, and what is new and not ignored."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=False,
    )
    if listed.returncode == 0:
        return sorted({path for path in listed.stdout.decode().split("\0") if path})
    # An unpacked archive: everything but what is made.
    made = {"build", "node_modules", ".git", ".cache", "__pycache__"}
    return sorted(
        str(file.relative_to(ROOT)) for file in ROOT.rglob("*") if file.is_file() and not made & set(file.parts)
    )


def load():
    """Text files only; what is not UTF-8 or holds a NUL is an asset, and no rule looks at it."""
    tree = {}
    for path in paths():
        file = ROOT / path
        if not file.is_file() or file.is_symlink():
            continue
        try:
            text = file.read_bytes().decode()
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            tree[path] = text
    return tree


def as_named(path):
    """The name by which others include a file."""
    return path.removeprefix(OVERLAY)


def listed(tree):
    """The domains that there are, and the list that names each: {"accounts": "shared/domains.hpp", …}."""
    return {name: path for path in reversed(LISTS) for name in re.findall(r"\b(\w+)::Domain[,>]", tree.get(path, ""))}


def is_script(path, text):
    return "." not in path.rsplit("/", 1)[-1] and text.startswith("#!")


def code(tree, *endings):
    """The files of the given kinds, as (path, text)."""
    return [(path, text) for path, text in tree.items() if path.endswith(endings or CODE)]


def line_of(text, position):
    return text.count("\n", 0, position) + 1
