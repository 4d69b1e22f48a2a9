"""What a browser loads before the first frame has a limit: 600 KB, as brotli sends it, 51 of them what Unicode
knows of each character. With all five domains it may be 700; a domain has 25 for itself."""

import os
import subprocess
import sys
from pathlib import Path

LIMIT_BYTES = 600 * 1000
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
    total = 0
    for file in files:
        size = sent_bytes(file)
        total += size
        print(f"    {size:>9,} bytes  {file.relative_to(page)}")
    verdict = "ok" if total <= LIMIT_BYTES else "not ok"
    print(f"{verdict} - the first load is {total:,} bytes of at most {LIMIT_BYTES:,}")
    return 0 if total <= LIMIT_BYTES else 1


if __name__ == "__main__":
    sys.exit(main())
