"""What it costs to compile all of build/dev without a compiler's cache: CPU seconds, from every n-th file of it.

    tools/bench.d/build.py [N [BUILD]]    N: 12 unless it is given, 1 compiles everything; BUILD: a configured build
"""

import json
import resource
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main():
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    build = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "build/dev"
    if len(sys.argv) <= 2:
        subprocess.run(["cmake", "--preset", "dev"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    # What is compiled from generated files needs them.
    made = ["kontor_assets", "kontor_precompiled", "kontor_shared"]
    subprocess.run(["ninja", "-C", str(build), *made], check=True, stdout=subprocess.DEVNULL)
    entries = json.loads((build / "compile_commands.json").read_text())
    # By folders and names, so that each kind of file is met as often as it is there.
    chosen = sorted(entries, key=lambda entry: entry["file"])[every // 2::every]
    before = cpu_seconds()
    for entry in chosen:
        words = shlex.split(entry["command"])
        words = words[1:] if "ccache" in words[0] else words
        words[words.index("-o") + 1] = "/dev/null"
        subprocess.run(words, cwd=entry["directory"], check=True)
    spent = cpu_seconds() - before
    print(f"{len(chosen)} of {len(entries)} files in {spent:.0f} s of CPU")
    print(f"bench build-dev {spent * len(entries) / len(chosen):.0f} s")


if __name__ == "__main__":
    main()
