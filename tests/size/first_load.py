"""What a browser loads before the first frame has a limit, as brotli sends it, 51 KB of it what Unicode knows of each
character. With all five domains it may be 700 KB, and a domain has 25 of them for itself, so it is less before the
last three. What administrators alone see is in another program, the whole, which may be 800 KB."""

import os
import subprocess
import sys
from pathlib import Path

LIMIT_BYTES = 700 * 1000
WHOLE_LIMIT_BYTES = 800 * 1000
# Made for the server to choose from, or never sent before the first frame (tests/end-to-end/symbols.mjs sees to that).
NOT_COUNTED = (".br", ".gz", ".map", ".txt", ".ttf")


def sent_bytes(file):
    compressed = file.with_name(file.name + ".br")
    if compressed.exists():
        return compressed.stat().st_size
    made = subprocess.run(["brotli", "-q", "11", "-c", str(file)], capture_output=True, check=True)
    return min(len(made.stdout), file.stat().st_size)


def main():
    page = Path(os.environ["TEST_WEB"])
    files = sorted(file for file in page.rglob("*") if file.is_file() and not file.name.endswith(NOT_COUNTED)
                   and page / "api" not in file.parents)  # another page
    if not any(file.suffix == ".wasm" for file in files):
        print(f"not ok - the web client is built\n    there is no .wasm in {page}")
        return 1
    sizes = {file: sent_bytes(file) for file in files}
    for file, size in sizes.items():
        print(f"    {size:>9,} bytes  {file.relative_to(page)}")
    programs = {of: sum(size for file, size in sizes.items() if not file.name.startswith(f"{other}."))
                for of, other in (("kontor", "whole"), ("whole", "kontor"))}
    return max(judge("the first load", programs["kontor"], LIMIT_BYTES),
               judge("and with the whole program it", programs["whole"], WHOLE_LIMIT_BYTES))


def judge(what, size, limit):
    verdict = "ok" if size <= limit else "not ok"
    print(f"{verdict} - {what} is {size:,} bytes of at most {limit:,}")
    return 0 if size <= limit else 1


if __name__ == "__main__":
    sys.exit(main())
