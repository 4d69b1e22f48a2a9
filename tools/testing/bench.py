"""tools/bench: runs each benchmark several times and prints medians, beside a rival or a limit.

A benchmark prints lines of one of these forms, and may print anything else besides:

    bench NAME VALUE UNIT
    bench NAME VALUE UNIT limit LIMIT     what it must reach; at most, or at least where UNIT is a rate ("/s")
    bench NAME VALUE UNIT rival RIVAL     what another way of doing it took in the same run

Runs take turns, so that a noisy minute of the machine is shared by all. It always ends with 0.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NUMBER = r"(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)"
WASM = "-wasm"
LINE = re.compile(rf"^bench (\S+) {NUMBER} (\S+)(?: (limit|rival) {NUMBER})?$", re.M)


@dataclass
class Measured:
    unit: str
    values: list = field(default_factory=list)
    against: str = ""
    others: list = field(default_factory=list)


def programs():
    """(name, command) of every benchmark; those of the page's build are run by node, and say so."""
    for preset, runner, suffix in (("release", [], ""), ("wasm-release", ["node", "--no-experimental-fetch"], WASM)):
        listed = ROOT / "build" / preset / "bench.txt"
        for line in listed.read_text().splitlines() if listed.exists() else ():
            name, path = line.split(" ", 1)
            if Path(path).exists():
                yield name + suffix, [*runner, path]
    for file in sorted((ROOT / "tools/bench.d").glob("*")):
        runner = {".py": "/usr/bin/python3", ".mjs": "node"}.get(file.suffix)
        if runner:
            yield file.stem, [runner, str(file)]


def environment():
    return {
        **os.environ,
        "TEST_SERVER": str(ROOT / "build/release/server/kontor-server"),
        "TEST_WEB": str(ROOT / "build/wasm-release/web-client/page"),
    }


def measure(benchmark, command, results):
    ended = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    found = LINE.findall(ended.stdout)
    for name, value, unit, against, other in found:
        name += WASM if benchmark.endswith(WASM) else ""
        measured = results.setdefault(name, Measured(unit))
        measured.values.append(float(value))
        if against:
            measured.against = against
            measured.others.append(float(other))
    if ended.returncode != 0 or not found:
        print(f"   {command[-1]} ended with {ended.returncode} and measured {len(found)} things")
        print("".join(f"      | {line}\n" for line in (ended.stdout + ended.stderr).splitlines()[-10:]), end="")


def verdict(measured):
    if not measured.others:
        return ""
    value, other = statistics.median(measured.values), statistics.median(measured.others)
    more_is_better = measured.unit.endswith("/s")
    if measured.against == "limit":
        reached = value >= other if more_is_better else value <= other
        return f"{'reaches' if reached else 'MISSES'} the limit of {other:g}"
    if value == 0 or other == 0:
        return f"rival {other:g}"
    ratio = value / other if more_is_better else other / value
    return f"{ratio:.2f} times as good as the rival's {other:g}"


def main():
    parser = argparse.ArgumentParser(prog="tools/bench", usage=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    chosen = [(name, command) for name, command in programs()
              if not options.names or any(wanted in name for wanted in options.names)]
    if options.list:
        print("\n".join(name for name, _ in chosen))
        return
    results = {}
    for _ in range(options.rounds):
        for name, command in chosen:
            measure(name, command, results)
    for name, measured in results.items():
        low, high = min(measured.values), max(measured.values)
        median = statistics.median(measured.values)
        print(f"{name:<40} {median:>12g} {measured.unit:<8} ({low:g} to {high:g})  {verdict(measured)}")


if __name__ == "__main__":
    sys.exit(main())
