"""Puts together what a browser loads: assemble.py KONTOR.JS KONTOR.WASM WHOLE.JS WHOLE.WASM FOLDER ASSETS

Every file but index.html and worker.js has a sum of its content in its name, so that it may be kept for ever, and
every file lies there as brotli and as gzip have it, too, so that the server has nothing to compress. The faces of
ASSETS have such names already; the client knows them and loads them later.
"""

import gzip
import hashlib
import re
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parent
# The page's scripts become one, in this order.
SCRIPTS = ("host", "drawing", "pointer", "signs", "typing", "fields", "editing", "files", "mirror", "store", "cipher",
           "surroundings")
# Filled in from the names that were made before.
WITH_NAMES = ("start.js", "index.html", "worker.js")
# Where these are is known to all.
NAMED_SO = ("index.html", "worker.js")


def hashed(name, content):
    stem, ending = name.rsplit(".", 1)
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{ending}"


def fill_in(text, names):
    return re.sub(r"@([a-z.]+)@", lambda found: names[found[1]], text)


def joined_scripts():
    """Without indentation and lines of comment, which only readers of the source need."""
    lines = []
    for name in SCRIPTS:
        for line in (PAGE / f"{name}.js").read_text(encoding="utf-8").splitlines():
            bare = line.strip()
            if bare and not bare.startswith("//"):
                lines.append(bare)
    return "\n".join(lines).encode() + b"\n"


def write(folder, name, content):
    (folder / name).write_bytes(content)
    (folder / f"{name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
    squeezed = subprocess.run(["brotli", "-q", "11", "-c"], input=content, capture_output=True, check=True)
    (folder / f"{name}.br").write_bytes(squeezed.stdout)


def main():
    program, module, whole, whole_module, folder, assets = map(Path, sys.argv[1:])
    folder.mkdir(parents=True, exist_ok=True)
    contents = {"kontor.js": program.read_bytes(), "kontor.wasm": module.read_bytes()}
    if whole != program:
        contents |= {"whole.js": whole.read_bytes(), "whole.wasm": whole_module.read_bytes()}
    contents |= {name: (PAGE / name).read_bytes() for name in ("page.css", "icon.svg")}
    contents["page.js"] = joined_scripts()
    names = {name: hashed(name, content) for name, content in contents.items()}
    for ending in ("js", "wasm"):
        names.setdefault(f"whole.{ending}", names[f"kontor.{ending}"])
    for name in WITH_NAMES:
        contents[name] = fill_in((PAGE / name).read_text(encoding="utf-8"), names).encode()
        names[name] = name if name in NAMED_SO else hashed(name, contents[name])
    for face in assets.resolve(strict=True).glob("*.ttf"):
        contents[face.name] = face.read_bytes()
        names[face.name] = face.name

    wanted = {names[name] + ending for name in names for ending in ("", ".br", ".gz")}
    for stale in folder.iterdir():
        if stale.is_file() and stale.name not in wanted:
            stale.unlink()
    for name, content in contents.items():
        file = folder / names[name]
        is_there = file.exists() and (folder / f"{file.name}.br").exists() and (folder / f"{file.name}.gz").exists()
        if not is_there or file.read_bytes() != content:
            write(folder, file.name, content)
    (folder / "index.html").touch()


if __name__ == "__main__":
    main()
