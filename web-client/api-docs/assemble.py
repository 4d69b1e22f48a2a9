"""Puts together the page that shows the API's description: assemble.py FOLDER

It lies beside the client and is no part of it: a browser loads it only when somebody opens /api/docs.
"""

import gzip
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PARTS = HERE / "node_modules/swagger-ui-dist"
SENT = (HERE / "index.html", HERE / "start.js", PARTS / "swagger-ui.css", PARTS / "swagger-ui-bundle.js")


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for part in SENT:
        content = part.read_bytes()
        squeezed = subprocess.run(["brotli", "-q", "9", "-c"], input=content, capture_output=True, check=True)
        (folder / f"{part.name}.br").write_bytes(squeezed.stdout)
        (folder / f"{part.name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
        (folder / part.name).write_bytes(content)
    for name in ("LICENSE", "NOTICE"):
        (folder / f"{name}.txt").write_bytes((PARTS / name).read_bytes())
    (folder / "index.html").touch()


if __name__ == "__main__":
    main()
