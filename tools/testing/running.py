"""Runs one command with its output in a file, and counts what it tested."""

import os
import re
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

# A test that hangs is stopped after this long, and has failed. It is no limit on how fast a test must be.
HANGS_AFTER_S = 2400
HANGS_AFTER_LONG_S = 3 * 3600

DOCTEST_COUNT = re.compile(
    r"^\[doctest\] test cases: +\d+ \| +(\d+) passed \| +(\d+) failed(?: \| +(\d+) skipped)?", re.M
)
DOCTEST_CASE = re.compile(r"^(?:TEST CASE|  Scenario): +(.+)$", re.M)
CHECK = re.compile(r"^(ok|not ok)(?: \d+)? - (.+)$", re.M)


@dataclass
class Ended:
    """How a command ended, and what it printed."""

    code: int
    output: str
    seconds: float
    hung: bool = False

    def reason(self):
        if self.hung:
            return "did not end, and was stopped"
        if self.code < 0:
            return f"ended by signal {signal.Signals(-self.code).name}"
        return f"ended with {self.code}"


@dataclass
class Count:
    passed: int = 0
    failed: list = field(default_factory=list)  # the names of what failed


alive = set()  # what runs now, in whatever thread


def end_all():
    for process in list(alive):
        end(process)


def end(process):
    """First politely, because doctest then says which case it was in; then for good, with all that it started."""
    try:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(5)
    except subprocess.TimeoutExpired:
        pass
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass  # All of it has ended.
    process.wait()


def run(command, log: Path, environment=None, long=False) -> Ended:
    log.parent.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    hung = False
    with open(log, "wb") as out:
        # A session of its own, so that everything it leaves behind can be stopped with it.
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        )
        alive.add(process)
        try:
            process.wait(HANGS_AFTER_LONG_S if long else HANGS_AFTER_S)
        except subprocess.TimeoutExpired:
            hung = True
            end(process)
        except BaseException:  # Somebody interrupts.
            end(process)
            raise
        finally:
            alive.discard(process)
    output = log.read_text(errors="replace")
    return Ended(process.returncode, output, time.monotonic() - began, hung)


def count_doctest(ended: Ended, is_share=False) -> Count:
    """Adds up doctest's own summary. A program that printed none, or that ends badly with every case passed (a
    sanitizer at exit), has failed once. A case that is skipped failed, too, unless it is in another share."""
    count = Count()
    failed = 0
    for match in DOCTEST_COUNT.finditer(ended.output):
        count.passed += int(match[1])
        failed += int(match[2])
        if match[3] and int(match[3]) and not is_share:
            count.failed.append(f"{match[3]} cases were skipped")
    names = list(dict.fromkeys(DOCTEST_CASE.findall(ended.output)))[:failed] if failed else []
    names += [f"a case without a name ({n})" for n in range(failed - len(names))]
    count.failed += names
    if not DOCTEST_COUNT.search(ended.output):
        count.failed.append(f"no summary: {ended.reason()}")
    elif is_share and count.passed + failed == 0:
        count.failed.append("a share without a case")
    elif (ended.code != 0 or ended.hung) and not count.failed:
        count.failed.append(ended.reason())
    return count


def count_checks(ended: Ended) -> Count:
    """Counts the lines "ok - name" and "not ok - name". No line at all, or a bad end without a "not ok", is one
    failure."""
    count = Count()
    for verdict, name in CHECK.findall(ended.output):
        if verdict == "ok":
            count.passed += 1
        else:
            count.failed.append(name)
    if (ended.code != 0 or ended.hung) and not count.failed:
        count.failed.append(ended.reason())
    elif count.passed == 0 and not count.failed:
        count.failed.append("no check was made")
    return count


def count_exit(ended: Ended, name: str) -> Count:
    """For commands that are one check in themselves."""
    if ended.code == 0 and not ended.hung:
        return Count(passed=1)
    return Count(failed=[f"{name}: {ended.reason()}"])
