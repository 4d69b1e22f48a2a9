"""tools/test counts what its tests say, and takes nothing for passed that did not say so."""

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools/testing"))
import running  # noqa: E402

SUMMARY = (
    "[doctest] test cases:  3 |  {} passed | {} failed | {} skipped\n"
    "[doctest] assertions: 9 | 9 passed | 0 failed |\n"
)
failures = 0


def check(name, good):
    global failures
    failures += not good
    print(f"{'ok' if good else 'not ok'} - {name}")


def ended(output, code=0, hung=False):
    return running.Ended(code, output, 0.0, hung)


def doctest(name, expected, *arguments, is_share=False, **named):
    count = running.count_doctest(ended(*arguments, **named), is_share)
    check(f"doctest: {name}", (count.passed, len(count.failed)) == expected)


def checks(name, expected, *arguments, **named):
    count = running.count_checks(ended(*arguments, **named))
    check(f"lines: {name}", (count.passed, len(count.failed)) == expected)


doctest("all passed", (3, 0), SUMMARY.format(3, 0, 0))
doctest("one failed", (2, 1), "TEST CASE:  a\n" + SUMMARY.format(2, 1, 0), 1)
doctest("a skipped case is a failure", (2, 1), SUMMARY.format(2, 0, 1))
doctest("no summary", (0, 1), "Segmentation fault\n", -11)
doctest("no summary, ended well", (0, 1), "")
doctest("passed, but ended badly", (3, 1), SUMMARY.format(3, 0, 0), 1)
doctest("passed, but did not end", (3, 1), SUMMARY.format(3, 0, 0), -9, hung=True)
doctest("what a share skips is in another", (2, 0), SUMMARY.format(2, 0, 1), is_share=True)
doctest("a share without a case", (0, 1), SUMMARY.format(0, 0, 3), is_share=True)
checks("all passed", (2, 0), "ok - a\nnoise\nok 2 - b\n")
checks("one failed", (1, 1), "ok - a\nnot ok - b\n", 1)
checks("ended badly without saying so", (1, 1), "ok - a\n", 1)
checks("nothing was checked", (0, 1), "hello\n")
checks("indented lines are details", (1, 0), "ok - a\n    ok - b\n")

with tempfile.TemporaryDirectory() as folder:
    running.HANGS_AFTER_S = 1
    mark = Path(folder) / "alive"
    # The child of a hanging test must not live on either.
    hanging = running.run(["sh", "-c", f"(sleep 3; touch {mark}) & sleep 60"], Path(folder) / "log")
    time.sleep(3)
    check("what hangs is stopped", hanging.hung and not mark.exists())

sys.exit(1 if failures else 0)
