"""Every source file is part of a target of some preset: a test that nobody compiles tests nothing."""

import json
import re
import sys
from pathlib import Path

import tree

PRESETS = ("dev", "trial", "wasm-release", "asan")


def compiled():
    """Paths from the root of all sources in the compilation databases that the builds wrote."""
    found = set()
    for preset in PRESETS:
        file = tree.ROOT / "build" / preset / "compile_commands.json"
        if not file.exists():
            print(f"not ok - build/{preset} has been configured")
            return None
        for entry in json.loads(file.read_text()):
            found.update(path.removeprefix(f"{tree.ROOT}/") for path in sources_of(entry["file"]))
    return found


def sources_of(file):
    """The file, or, where several sources are compiled as one, those."""
    if "/Unity/" not in file:
        return [file]
    return re.findall(r'^#include "(.*)"$', Path(file).read_text(), re.M)


def main():
    built = compiled()
    if built is None:
        return 1
    missing = [path for path in tree.paths() if path.endswith(".cpp") and (tree.ROOT / path).is_file()
               and path not in built]
    for path in missing:
        print(f"    {path}: no preset compiles it")
    print(f"{'not ok' if missing else 'ok'} - every source is part of a target")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
