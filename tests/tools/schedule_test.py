"""tools/test runs every test once, as soon as its builds are there, and one browser at a time."""

import fnmatch
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools/testing"))
import plan  # noqa: E402
from schedule import Schedule, Task  # noqa: E402

failures = 0


def check(name, good):
    global failures
    failures += not good
    print(f"{'ok' if good else 'not ok'} - {name}")


def scripts(folder, *needs, **named):
    return plan.Scripts(folder, "*", ("true",), needs, **named)


def tasks_of(step):
    return [Task(f"{step.folder}/{number}", [], "dev", None) for number in range(2)]


def take(schedule):
    taken = schedule.take()
    return taken and (taken[0], taken[1].name)


tools = scripts("tools")
server = scripts("server", plan.DEV)
page = scripts("page", plan.DEV, plan.WEB, in_browser=True)
attacks = scripts("attacks", plan.DEV, in_browser=True)
answers = scripts(plan.HOLDS_ANSWERS, plan.DEV)
watched = scripts("watched", plan.ASAN, preset="asan")
schedule = Schedule([tools, server, page, attacks, answers, watched], tasks_of)

check("builds are made in the order in which they are needed", schedule.needs() == [plan.DEV, plan.WEB, plan.ASAN])
check("what needs no build is first", [take(schedule), take(schedule)] == [(tools, "tools/0"), (tools, "tools/1")])
schedule.made(plan.DEV)
check("what draws in a browser goes before the rest", take(schedule) == (attacks, "attacks/0"))
schedule.made(plan.WEB)
check("but not beside another", take(schedule) == (server, "server/0"))
schedule.ended(attacks)
check("and in order once it has ended", take(schedule) == (page, "page/0"))
check("a second test of a step runs beside the first", take(schedule) == (server, "server/1"))
for _ in range(2):
    schedule.ended(server)
    schedule.ended(tools)
schedule.ended(page)
for _ in range(2):
    schedule.ended(take(schedule)[0])
schedule.made(plan.ASAN)
check("what holds answers against their description comes after all that asked the same server, and no other",
      take(schedule) == (answers, f"{plan.HOLDS_ANSWERS}/0"))
rest = [take(schedule) for _ in range(3)]
check("every test is taken once", rest[-1] == (watched, "watched/1") and schedule.take() is None)

waiting = Schedule([server], tasks_of)
taken = []
worker = threading.Thread(target=lambda: taken.append(take(waiting)))
worker.start()
waiting.made(plan.DEV)
worker.join(10)
check("who waits for a build is told when it is made", taken == [(server, "server/0")])
interrupted = Schedule([server], tasks_of)
worker = threading.Thread(target=lambda: taken.append(take(interrupted)))
worker.start()
interrupted.give_up()
worker.join(10)
check("who waits goes home when all is given up", taken[-1] is None)


def chosen(arguments, file):
    """As doctest chooses by its two filters of source files."""
    def matches(option):
        patterns = [one.split("=")[1].split(",") for one in arguments if one.startswith(f"--{option}=")]
        return any(fnmatch.fnmatchcase(str(file), pattern) for pattern in sum(patterns, []))

    included = any(one.startswith("--source-file=") for one in arguments)
    return (matches("source-file") or not included) and not matches("source-file-exclude")


for program in plan.SHARES:
    folder = ROOT / "tests" / program.split("/test-")[1]
    times = {file: sum(chosen(arguments, file) for _, arguments in plan.shares_of(program))
             for file in folder.rglob("*.cpp")}
    check(f"each file of {program} is in one of its shares", times and set(times.values()) == {1})
    check(f"and each share of {program} has files",
          all(any(chosen(arguments, file) for file in times) for _, arguments in plan.shares_of(program)))

sys.exit(1 if failures else 0)
