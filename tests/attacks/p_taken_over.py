"""P: a decoder of pictures that was taken over, from inside of what confines it. (P2, root's way through the folder of
the server's user, is tried in tests/commands/run.py, which has tools/run.)"""

import signal
import subprocess

from arena import AS_NOBODY, SERVER, Server, check, folder, run

PRISONER = SERVER.parents[1] / "tests/server/prisoner"


def acts():
    """P1 whatever a decoder has no need of"""
    listed = subprocess.run([PRISONER, "list"], capture_output=True, text=True, check=True).stdout.split("\n")
    tried = [act for act in listed if act and act != "work"]
    check("P1 there is much to try", len(tried) > 20, tried)
    for act in tried:
        got = subprocess.run([PRISONER, "confined", act], capture_output=True, cwd="/", check=False)
        check(f"P1 {act}: the kernel ends it", got.returncode == -signal.SIGSYS, got)
    got = subprocess.run([PRISONER, "confined", "work"], capture_output=True, cwd="/", check=False)
    check("P1 and what a decoder does works", got.returncode == 0, got.returncode)


def memory_of_the_server():
    """P1 the memory of the server, by its own user"""
    server = Server()
    for name in ("environ", "mem", "auxv"):
        got = subprocess.run([*AS_NOBODY, "head", "-c", "16", f"/proc/{server.process.pid}/{name}"],
                             capture_output=True, cwd=folder(), check=False)
        check(f"P1 the server's {name} is closed to processes of its own user", got.returncode != 0, got)


run(acts, memory_of_the_server)
