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

# What stands in for the machine's own programs. $INSTALLED lists packages; $KNOWN is what the archive has; $WAITING
# what apt would upgrade, as it says so; $NEEDED what stands below the packages of the list.
PRETENDED = {
    "dpkg-query": """
        case "$*" in
            *postgresql-common*) exit 1 ;;
        esac
        for package in $INSTALLED; do echo "ii  $package"; done""",
    "apt-cache": """
        if [ "$1" = depends ]; then
            for package in $NEEDED; do echo "$package"; echo "  Depends: another"; done
            exit 0
        fi
        for package in $KNOWN; do
            if [ "${@: -1}" = "$package" ]; then echo "Package: $package"; exit 0; fi
        done
        exit 100""",
    "apt-get": """
        if [ "$1" = -s ]; then echo "$WAITING"; exit "${APT_FAILS:-0}"; fi
        echo "apt-get $*" >> "$CALLS" """,
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


def setup(groups, installed=(), known=(), user=0, **more):
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
            **more,
        }
        ended = subprocess.run([SETUP, *groups], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True, check=False)
        return ended.returncode, ended.stdout, calls.read_text()


def first_names(entries):
    return [entry.split("|")[0].split("=")[-1] for entry in entries]


def updates(run):
    security = "Debian-Security:12/oldstable-security [amd64])"
    waiting = "\n".join([
        "Reading package lists...",
        f"Inst libpng16-16 [1.6.39-2+deb12u4] (1.6.39-2+deb12u6 {security}",
        f"Inst libssl3 [3.0.19] (3.0.22 Debian:12.15/oldstable, {security} []",
        f"Inst perl-modules [5.36] (5.37 {security}",
        "Inst libgd3 [2.3.3-9] (2.3.3-10 Debian:12.15/oldstable [amd64])",
        f"Conf libpng16-16 (1.6.39-2+deb12u6 {security}"])
    needed = "libgd3 libpng16-16 libssl3 libc6"
    code, output, calls = setup(["run"], installed=run, WAITING=waiting, NEEDED=needed)
    check("security updates of what the server runs on are told, with what to type",
          code == 0 and calls == "" and "waiting: libpng16-16 libssl3\n" in output
          and "apt-get update && apt-get upgrade" in output, output + calls)

    code, output, calls = setup([], installed=run, WAITING=waiting, NEEDED=needed, PRETENDED_USER="1000")
    check("an ordinary user is told, too", code == 0 and "libpng16-16 libssl3" in output, output + calls)

    code, output, calls = setup(["run"], installed=run, WAITING=waiting, NEEDED="libc6")
    check("updates of other programs are not our business", code == 0 and output == "", output + calls)

    code, output, calls = setup(["run"], installed=run, WAITING=waiting, NEEDED=needed, APT_FAILS="100")
    check("an apt that cannot answer stops nothing", code == 0 and output == "", output + calls)


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
    updates(run)

    code, output, calls = setup(["everything"])
    check("an unknown group is refused", code == 2 and "run, native and test" in output, output)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
