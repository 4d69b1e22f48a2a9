"""N: another user of the same machine."""

import os
import stat
import subprocess

from arena import AS_NOBODY, Server, Stranger, check, run

TOKEN = "a-token-for-scrapers"
server = Server(environment={"KONTOR_METRICS_TOKEN": TOKEN})
boss = server.administrator()
OTHER = 65533  # another user than the server's


def as_other(*words):
    if not AS_NOBODY:
        return None
    return subprocess.run(["setpriv", f"--reuid={OTHER}", f"--regid={OTHER}", "--clear-groups", *words],
                          capture_output=True, text=True, cwd="/", check=False)


def files():
    """N1 N2 what another user may read"""
    Stranger(server).post("/api/v1/accounts/request-reset", {"email": boss.email})
    boss.ask("PUT", "/api/v1/me/avatar", b"x", {"Content-Type": "image/png"})
    open_ones = [str(path) for path in [server.data, *server.data.rglob("*")]
                 if not path.is_symlink() and stat.S_IMODE(path.lstat().st_mode) & 0o077
                 and not path.name.startswith(".s.PGSQL")]
    check("N1 nothing below the data folder is for others", not open_ones, open_ones[:20])
    for path in (server.data / "key", server.data / "postgres/PG_VERSION", server.data / "server.lock"):
        got = as_other("cat", path)
        if got is not None:
            check(f"N2 {path.name} is not read by another user", got.returncode != 0, got.stdout)
    got = as_other("psql", "-XAtq", "-d", f"host={server.data / 'socket'} dbname=kontor", "-c", "select 1")
    if got is not None:
        check("N2 nor the database", got.returncode != 0, got.stdout)
    for name in ("environ", "mem", "maps"):
        got = as_other("cat", f"/proc/{server.process.pid}/{name}")
        if got is not None:
            check(f"N2 nor the server's {name}", got.returncode != 0, got.stdout[:200])


def same_user():
    """N2 the server's own memory, to a process of its own user"""
    got = subprocess.run([*AS_NOBODY, "cat", f"/proc/{server.process.pid}/environ"], capture_output=True, text=True,
                         cwd="/", check=False)
    if os.getuid() == 0 or got.returncode != 0:
        check("N2 is closed to its own user, too", got.returncode != 0, got.stdout[:200])


def metrics():
    """N3 the numbers"""
    check("N3 without the token: refused", Stranger(server).get("/metrics").status in (401, 403))
    got = Stranger(server).get("/metrics", Authorization="Bearer wrong")
    check("N3 with another one: refused", got.status in (401, 403), got)
    got = Stranger(server).get("/metrics", Authorization=f"Bearer {TOKEN}")
    check("N3 with it: told", got.status == 200, got)


run(files, same_user, metrics)
