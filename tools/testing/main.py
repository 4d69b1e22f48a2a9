"""tools/test: builds everything and runs every test, goes on after failures, and counts at the end.

tools/test [--fast | --long] [--list] [NAME...]

A name chooses what contains it: "asan", "test-server", "end-to-end/talk", "tidy".
  --fast   what answers soonest: the house rules and the tests built by g++
  --long   also what takes hours: many seeds, kills and loads, fuzzing, and a build by plain clang
  --list   prints the names, builds and runs nothing (programs are known after a first build)
"""

import argparse
import concurrent.futures
import os
import re
import shutil
import signal
import sys
import threading
import time
from functools import partial
from pathlib import Path

import plan
import running
import seeds
from schedule import Schedule, Task

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
LOGS = BUILD / "logs"
ANSWERS = BUILD / "answers"  # what servers answered in tests, for the step that holds it against their description
SHOWN_LINES = 60
WORKERS = 2  # tests that run at a time, beside a build: most tests wait for something other than the processor


class Report:
    def __init__(self):
        self.passed = 0
        self.failed = []
        self.stages = []
        self.adding = threading.Lock()  # builds and two rows of tests run at a time

    def add(self, name, count, ended, quiet=False):
        with self.adding:
            self.add_one(name, count, ended, quiet)

    def add_one(self, name, count, ended, quiet):
        self.passed += count.passed
        self.failed += [f"{name}: {failure}" for failure in count.failed]
        self.stages.append((name, ended.seconds))
        if not quiet or count.failed:
            verdict = f"{count.passed} passed" + (f", {len(count.failed)} FAILED" if count.failed else "")
            print(f"   {name:<44} {verdict:<28} {ended.seconds:7.1f} s", flush=True)
        if count.failed:
            for line in excerpt(ended.output.rstrip().splitlines()):
                print(f"      | {line}")
            sys.stdout.flush()


def excerpt(lines):
    """The compiler's first errors if it is a compiler's output, else the end."""
    errors = [number for number, line in enumerate(lines) if re.search(r"\berror: |CMake Error", line)]
    if not errors:
        return lines[-SHOWN_LINES:]
    shown = dict.fromkeys(number + after for number in errors for after in range(-1, 5))
    return [lines[number] for number in shown if 0 <= number < len(lines)][:SHOWN_LINES]


def log_of(name):
    return LOGS / (name.replace("/", "-").replace(" ", "-") + ".log")


def environment(long, preset):
    """What test programs and scripts are told. The names avoid KONTOR_, which the server takes for settings."""
    variables = {
        "TEST_PRESET": preset,
        "TEST_SERVER": str(BUILD / preset / "server/kontor-server"),
        "TEST_WINDOW": str(BUILD / preset / "web-client/kontor-window"),
        "TEST_GALLERY": str(BUILD / "dev/tests/web-client/gallery"),
        "TEST_WEB": str(BUILD / "wasm-release/web-client/page"),
        "TEST_ANSWERS": str(ANSWERS / preset),
        "TEST_OVERLAY": str(ROOT / "tests/trial-domain") if preset == "trial" else "",
        "TEST_SCREENSHOTS": str(BUILD / "screenshots"),
        "ASAN_OPTIONS": "detect_stack_use_after_return=1:" + os.environ.get("ASAN_OPTIONS", ""),
        "UBSAN_OPTIONS": "print_stacktrace=1:" + os.environ.get("UBSAN_OPTIONS", ""),
    }
    if long:
        variables["TEST_LONG"] = "1"
        variables["KONTOR_SEEDS"] = "5000"  # of the simulation
    return variables


def forget_settings():
    """A test must not meet the settings, or the database, of whoever runs it."""
    ours = {"KONTOR_CACHE", "KONTOR_SEED", "KONTOR_SEEDS", "KONTOR_REWRITE_GOLDEN", "KONTOR_TEST_LOG"}
    for name in [name for name in os.environ if name.startswith("KONTOR_") and name not in ours]:
        del os.environ[name]


def listed(preset, list_file):
    """The programs that CMake listed, as (name, path)."""
    file = BUILD / preset / list_file
    if not file.exists():
        return []
    return [tuple(line.split(" ", 1)) for line in file.read_text().splitlines() if line]


def tests_of(step):
    """The names of a step's tests; what is not yet configured is one name that ends with "/"."""
    if isinstance(step, plan.Scripts):
        folder = Path(step.folder)
        return [script_name(step, file) for file in sorted((ROOT / folder).glob(step.pattern))]
    programs = programs_of(step)
    if not programs:
        return [f"{step.preset}/"]
    return [f"{step.preset}/{name}" for name, _ in programs]


def programs_of(step):
    only = getattr(step, "only", ())
    return [(name, path) for name, path in listed(step.preset, step.list_file) if not only or name in only]


def build(step, report):
    name = step.name
    print(f"== {name} (the output is in {log_of(name).relative_to(ROOT)})", flush=True)
    configured = running.run(["cmake", "--preset", step.preset], log_of(f"configure {step.preset}"))
    if configured.code != 0:
        report.add(name, running.count_exit(configured, "configuring"), configured)
        return
    ended = running.run(
        ["nice", "cmake", "--build", "--preset", step.preset, "-j", str(os.cpu_count()), "--target", *step.targets,
         "--", "-k", "0"],
        log_of(name),
        long=True,
    )
    count = running.count_exit(ended, "building")
    count.passed = 0  # A build proves nothing by itself; only its failing counts.
    report.add(name, count, ended)


def tasks_of(step, chosen, long):
    """The tests of a step whose builds are made."""
    return [task for task in TASKS[type(step)](step, long) if chosen(task.name)]


def tasks_of_programs(step, long):
    for program, path in programs_of(step):
        command = [path, "--no-colors", "--no-intro"]
        if path.endswith(".js"):
            command = ["node", "--no-experimental-fetch", *command]
        shares = plan.shares_of(f"{step.preset}/{program}")
        for share, chooses in shares:
            yield Task(f"{step.preset}/{program}{share}", [*command, *chooses], step.told_of,
                       partial(running.count_doctest, is_share=len(shares) > 1))


def tasks_of_fuzzers(step, long):
    for program, path in programs_of(step):
        found = BUILD / "fuzz" / program
        found.mkdir(parents=True, exist_ok=True)
        runs = step.long_runs if long else step.runs
        command = [path, f"-runs={runs}", "-seed=1", "-timeout=20", "-rss_limit_mb=1024", "-print_final_stats=1",
                   f"-artifact_prefix={found}/", found, *seeds.folders(program)]
        yield Task(f"{step.preset}/{program}", command, "dev", partial(running.count_exit, name=program))


def tasks_of_scripts(step, long):
    for file in sorted((ROOT / step.folder).glob(step.pattern)):
        yield Task(script_name(step, file), [*step.command, file], step.preset, running.count_checks)


def script_name(step, file):
    name = f"{Path(step.folder).name}/{file.stem}"
    return name if step.preset == "dev" else f"{name}-{step.preset}"


TASKS = {plan.Programs: tasks_of_programs, plan.Fuzzers: tasks_of_fuzzers, plan.Scripts: tasks_of_scripts}


def run_task(task, long, report):
    try:
        ended = running.run(task.command, log_of(task.name), environment(long, task.preset), long)
    except OSError as error:  # It was not built; the build's own failure says why.
        ended = running.Ended(127, f"{error}\n", 0.0)
    report.add(task.name, task.count(ended), ended)


def wanted_steps(options):
    for step in plan.PLAN:
        if step.long_only and not options.long:
            continue
        if options.fast and not step.fast:
            continue
        names = tests_of(step)
        if any(chooser(options.names)(name) for name in names):
            yield step, names


def chooser(names):
    """Whether a test was asked for. Of a preset that was never configured ("wasm/") every name might be one."""

    def chosen(test):
        if test.endswith("/"):
            return not names or any("/" not in name or name.startswith(test) for name in names)
        return not names or any(name in test for name in names)

    return chosen


def make_builds(schedule, report):
    """One after the other, in the order in which the steps need them, ahead of the tests."""
    for need in schedule.needs():
        if schedule.is_given_up():
            return
        build(need, report)
        schedule.made(need)


def run_all(options, report):
    chosen = chooser(options.names)
    steps = [step for step, _ in wanted_steps(options)]
    if any(not plan.holds_answers(step) for step in steps):
        shutil.rmtree(ANSWERS, ignore_errors=True)
    schedule = Schedule(steps, lambda step: tasks_of(step, chosen, options.long))

    def work():
        try:
            while taken := schedule.take():
                step, task = taken
                run_task(task, options.long, report)
                schedule.ended(step)
        except BaseException:
            schedule.give_up()
            raise

    with concurrent.futures.ThreadPoolExecutor(WORKERS + 1) as pool:
        all_work = [pool.submit(make_builds, schedule, report), *(pool.submit(work) for _ in range(WORKERS))]
        try:
            for one in concurrent.futures.as_completed(all_work):
                one.result()
        except BaseException:
            schedule.give_up()
            running.end_all()
            raise


def summary(report, began):
    print(f"\nTime: {time.monotonic() - began:.0f} s in all. What took longest:")
    for name, seconds in sorted(report.stages, key=lambda stage: -stage[1])[:12]:
        print(f"   {seconds:7.1f} s  {name}")
    if report.failed:
        print("\nFailed:")
        for failure in report.failed:
            print(f"   {failure}")
    if not report.passed and not report.failed:
        report.failed.append("no test has such a name")
        print("\nNo test has such a name. tools/test --list prints them.")
    print(f"\n{report.passed} passed, {len(report.failed)} failed", flush=True)
    return 1 if report.failed else 0


def main():
    parser = argparse.ArgumentParser(prog="tools/test", usage=__doc__)
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    os.chdir(ROOT)
    forget_settings()
    # ccache knows a file again in whatever folder the clone lies, and what was read with precompiled headers.
    os.environ |= {"CCACHE_BASEDIR": str(ROOT), "CCACHE_NOHASHDIR": "1",
                   "CCACHE_SLOPPINESS": "pch_defines,time_macros"}
    if options.list:
        for _, names in wanted_steps(options):
            print("\n".join(name for name in names if chooser(options.names)(name)))
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # Whoever was started in the background ignores Ctrl+C, and would hand that down to every test.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    report = Report()
    began = time.monotonic()
    try:
        run_all(options, report)
    except (KeyboardInterrupt, SystemExit):
        running.end_all()
        print("\nInterrupted", flush=True)
        return 130
    return summary(report, began)


if __name__ == "__main__":
    sys.exit(main())
