"""tools/setup against a pretended Debian: what it asks for, and what it leaves alone."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETUP = ROOT / "tools/setup"
failures = 0

# What stands in for the machine's own programs. $INSTALLED lists packages; $KNOWN is what the archive has.
PRETENDED = {
    "dpkg-query": """
        case "$*" in
            *postgresql-common*) exit 1 ;;
        esac
        for package in $INSTALLED; do echo "ii  $package"; done""",
    "apt-cache": """
        for package in $KNOWN; do
            if [ "${@: -1}" = "$package" ]; then echo "Package: $package"; exit 0; fi
        done
        exit 100""",
    "apt-get": """echo "apt-get $*" >> "$CALLS" """,
    "npm": "exit 0",
    "id": "echo ${PRETENDED_USER:-0}",
    "mkdir": "exit 0",
    "tee": """echo "tee $*" >> "$CALLS"; cat > /dev/null""",
    "chmod": "exit 0",
    "rm": """echo "rm $*" >> "$CALLS" """,
    "sudo": "exit 1",
}


def check(name, good, output=""):
    global failures
    failures += not good
    print(f"{'ok' if good else 'not ok'} - {name}")
    if not good:
        print("".join(f"    {line}\n" for line in output.splitlines()), end="")


def packages(group):
    text = SETUP.read_text()
    return re.search(rf'^{group}_packages="(.*?)"', text, re.M | re.S)[1].split()


def setup(groups, installed=(), known=(), user=0):
    """(code, what it printed, calls of apt-get) of tools/setup on a machine with these packages."""
    with tempfile.TemporaryDirectory() as folder:
        for name, body in PRETENDED.items():
            file = Path(folder) / name
            file.write_text(f"#!/bin/bash\n{body}\n")
            file.chmod(0o755)
        calls = Path(folder) / "calls"
        calls.touch()
        environment = {
            **os.environ,
            "PATH": f"{folder}:/usr/bin:/bin",
            "INSTALLED": " ".join(installed),
            "KNOWN": " ".join(known),
            "CALLS": str(calls),
            "POLICY_RC_D": f"{folder}/policy-rc.d",
            "PRETENDED_USER": str(user),
        }
        ended = subprocess.run([SETUP, *groups], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True, check=False)
        return ended.returncode, ended.stdout, calls.read_text()


def first_names(entries):
    return [entry.split("|")[0].split("=")[-1] for entry in entries]


def main():
    run = first_names(packages("run"))
    everything = run + first_names(packages("native")) + first_names(packages("test"))

    code, output, calls = setup(["test"], installed=everything)
    check("with everything there it does nothing", code == 0 and calls == "" and output == "", output + calls)

    others = [name for name in everything if name != "chromium"]
    code, output, calls = setup(["test"], installed=others, known=everything)
    check("one missing package is installed alone",
          code == 0 and re.search(r"--no-install-recommends chromium$", calls, re.M) is not None, output + calls)

    code, output, calls = setup(["run"], installed=run)
    check("what only tests need is not asked for by run", code == 0 and calls == "", output + calls)

    lacking = [name for name in everything if not name.startswith("libclang-rt")]
    code, output, calls = setup(["test"], installed=lacking, known=["libclang-rt-19-dev"])
    check("of several names the one that this release has is taken", "libclang-rt-19-dev" in calls, output + calls)

    code, output, calls = setup(["test"], installed=[*lacking, "libclang-rt-14-dev"])
    check("any of several names will do", code == 0 and calls == "", output + calls)

    code, output, calls = setup(["run"], installed=[], known=run, user=1000)
    check("without root or sudo the one command is printed",
          code == 1 and calls == "" and "apt-get install --no-install-recommends g++ cmake" in output, output + calls)

    code, output, calls = setup(["test"], installed=[name for name in everything if name != "nginx"], known=everything)
    said = [line for line in calls.splitlines() if " update" not in line]
    check("a proxy that is first installed for the tests does not begin to listen",
          code == 0 and [line.split()[0] for line in said] == ["tee", "apt-get", "rm"]
          and all("/policy-rc.d" in said[i] for i in (0, 2)), output + calls)

    code, output, calls = setup(["everything"])
    check("an unknown group is refused", code == 2 and "run, native and test" in output, output)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
