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
from pathlib import Path

import plan
import running
import seeds

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
LOGS = BUILD / "logs"
ANSWERS = BUILD / "answers"  # what servers answered in tests, for the step that holds it against their description
SHOWN_LINES = 60


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


def run_programs(step, chosen, long, report):
    for program, path in programs_of(step):
        name = f"{step.preset}/{program}"
        if not chosen(name):
            continue
        command = [path, "--no-colors", "--no-intro"]
        if path.endswith(".js"):
            command = ["node", "--no-experimental-fetch", *command]
        ended = start(command, name, long, step.told_of)
        report.add(name, running.count_doctest(ended), ended)


def run_fuzzers(step, chosen, long, report):
    for program, path in programs_of(step):
        name = f"{step.preset}/{program}"
        if not chosen(name):
            continue
        found = BUILD / "fuzz" / program
        found.mkdir(parents=True, exist_ok=True)
        runs = step.long_runs if long else step.runs
        command = [path, f"-runs={runs}", "-seed=1", "-timeout=20", "-rss_limit_mb=1024", "-print_final_stats=1",
                   f"-artifact_prefix={found}/", found, *seeds.folders(program)]
        ended = start(command, name, long)
        report.add(name, running.count_exit(ended, program), ended)


def run_scripts(step, chosen, long, report):
    for file in sorted((ROOT / step.folder).glob(step.pattern)):
        name = script_name(step, file)
        if chosen(name):
            ended = start([*step.command, file], name, long, step.preset)
            report.add(name, running.count_checks(ended), ended)


def script_name(step, file):
    name = f"{Path(step.folder).name}/{file.stem}"
    return name if step.preset == "dev" else f"{name}-{step.preset}"


def start(command, name, long, preset="dev"):
    try:
        return running.run(command, log_of(name), environment(long, preset), long)
    except OSError as error:  # It was not built; the build's own failure says why.
        return running.Ended(127, f"{error}\n", 0.0)


RUNNERS = {plan.Programs: run_programs, plan.Fuzzers: run_fuzzers, plan.Scripts: run_scripts}


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


class Builds:
    """Makes the builds one after the other, in the order in which the steps need them, ahead of the tests: most tests
    wait for something other than the processor."""

    def __init__(self, steps, report):
        self.ready = {need: threading.Event() for step in steps for need in step.needs}
        self.failure = None
        self.given_up = False
        threading.Thread(target=self.make_all, args=(report,), daemon=True).start()

    def make_all(self, report):
        for need, ready in self.ready.items():
            if self.given_up:
                return
            try:
                build(need, report)
            except Exception as error:  # noqa: BLE001 (it is raised again where it is waited for)
                self.failure = error
            ready.set()

    def give_up(self):
        self.given_up = True
        for ready in self.ready.values():
            ready.set()

    def wait_for(self, needs):
        for need in needs:
            self.ready[need].wait()
        if self.failure:
            raise self.failure


def run_all(options, report):
    chosen = chooser(options.names)
    steps = [step for step, _ in wanted_steps(options)]
    if any(step.folder != plan.HOLDS_ANSWERS if isinstance(step, plan.Scripts) else True for step in steps):
        shutil.rmtree(ANSWERS, ignore_errors=True)
    builds = Builds(steps, report)

    def run_row(row):
        for step in row:
            builds.wait_for(step.needs)
            if builds.given_up:
                return
            RUNNERS[type(step)](step, chosen, options.long, report)

    with concurrent.futures.ThreadPoolExecutor(1) as other:
        beside = other.submit(run_row, [step for step in steps if step.beside])
        try:
            run_row([step for step in steps if not step.beside])
            beside.result()
        except BaseException:
            builds.give_up()
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
