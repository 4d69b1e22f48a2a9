"""What every attack needs: names of what is tried and whether it held, and what is to be closed afterwards."""

import atexit
import os
import shutil
import socket
import sys
import tempfile
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVER = Path(os.environ.get("TEST_SERVER", ROOT / "build/dev/server/kontor-server"))
PASSWORD = "a few good words"
PATIENCE_S = 120  # for what must happen; nothing here has to be fast
NOBODY = 65534
AS_NOBODY = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.getuid() == 0 else []

failures = 0


def check(name, good, detail=""):
    global failures
    failures += not good
    print(f"{'ok' if good else 'not ok'} - {name}", flush=True)
    if not good:
        print("".join(f"    {line}\n" for line in str(detail)[:4000].splitlines()), end="", flush=True)


def run(*attacks):
    """Carries out the attacks in their order; one that breaks keeps none of the others from being tried."""
    for attack in attacks:
        try:
            attack()
        except Exception as error:  # whatever it was, it is a failure with a name
            check(f"{attack.__doc__ or attack.__name__}", False, repr(error))
            traceback.print_exc(file=sys.stdout)
    close_everything()
    sys.exit(1 if failures else 0)


opened = []  # to be closed, the newest first, whatever becomes of the script


def close_everything():
    while opened:
        opened.pop().close()


atexit.register(close_everything)


def folder():
    place = Path(tempfile.mkdtemp(prefix="kontor-attack-", dir="/tmp"))
    if AS_NOBODY:
        os.chown(place, NOBODY, NOBODY)

    class Removed:
        def close(self):
            shutil.rmtree(place, ignore_errors=True)

    opened.append(Removed())
    return place


def until(what, is_so, patience_s=PATIENCE_S):
    end = time.monotonic() + patience_s
    while time.monotonic() < end:
        found = is_so()
        if found:
            return found
        time.sleep(0.02)
    raise TimeoutError(f"waited in vain until {what}")


def at_once(*acts):
    """The results of acts that begin together."""
    gate = threading.Barrier(len(acts))

    def begin(act):
        gate.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [each.result() for each in [pool.submit(begin, act) for act in acts]]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
