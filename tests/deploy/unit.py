"""The unit of systemd: how much it leaves open, and that the server does all its work under the same filter."""

import ctypes
import json
import os
import pwd
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import urllib.request
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
UNIT = ROOT / "tools/deploy/kontor.service"
SERVER = ROOT / "build" / os.environ.get("TEST_PRESET", "dev") / "server/kontor-server"
MOST_EXPOSED = 2.0  # as systemd-analyze counts, of 10
PATIENCE_S = 120  # for something that must happen; nothing here has to be fast
failures = 0


def check(name, good, detail=""):
    global failures
    failures += not good
    print(f"{'ok' if good else 'not ok'} - {name}", flush=True)
    if not good:
        print("".join(f"    {line}\n" for line in str(detail).splitlines()), end="")


def settings(name):
    """The words of all lines "name=…", in their order."""
    return [line.split("=", 1)[1].split() for line in UNIT.read_text().splitlines() if line.startswith(f"{name}=")]


def groups():
    """systemd's groups of system calls, by their name."""
    found, name = {}, ""
    printed = subprocess.run(["systemd-analyze", "syscall-filter"], capture_output=True, text=True, check=True).stdout
    for line in re.sub(r"\x1b\[[0-9;]*m", "", printed).splitlines():
        if line.startswith("@"):
            name = line.strip()
            found[name] = []
        elif line.startswith("    ") and not line.strip().startswith("#"):
            found[name].append(line.strip())
    return found


def spread(words, known):
    calls = set()
    for word in words:
        calls |= spread(known[word], known) if word.startswith("@") else {word}
    return calls


def allowed_calls():
    """The first line says what is allowed at all; each of the others adds, or with "~" takes away."""
    known, calls = groups(), set()
    for words in settings("SystemCallFilter"):
        if words[0].startswith("~"):
            calls -= spread([words[0][1:], *words[1:]], known)
        else:
            calls |= spread(words, known)
    return calls


class Compare(ctypes.Structure):
    """libseccomp's scmp_arg_cmp: argument `arg`, masked with `a`, is `b`."""

    _fields_ = [("arg", ctypes.c_uint), ("op", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64)]


class Filter:
    """What systemd would load for the unit, by the same library."""

    ALLOW = 0x7FFF0000
    EQUAL, MASKED = 4, 7
    WRITE, RUN = 2, 4  # PROT_WRITE, PROT_EXEC
    NEW_NAMESPACES = 0x7E020080  # all of CLONE_NEW…

    def __init__(self):
        self.library = ctypes.CDLL("libseccomp.so.2")
        self.library.seccomp_init.restype = ctypes.c_void_p
        self.filter = ctypes.c_void_p(self.library.seccomp_init(self.refuse(1)))  # EPERM
        calls = allowed_calls()
        self.limited = {"mmap", "mprotect", "pkey_mprotect", "shmat", "socket", "clone", "clone3", "unshare", "setns"}
        for name in sorted(calls - self.limited):
            self.add(self.ALLOW, name)
        if settings("MemoryDenyWriteExecute") == [["yes"]]:
            self.add(self.ALLOW, "mmap", Compare(2, self.MASKED, self.RUN, 0))
            self.add(self.ALLOW, "mmap", Compare(2, self.MASKED, self.WRITE, 0))
            self.add(self.ALLOW, "mprotect", Compare(2, self.MASKED, self.RUN, 0))
            self.add(self.ALLOW, "pkey_mprotect", Compare(2, self.MASKED, self.RUN, 0))
            self.add(self.ALLOW, "shmat", Compare(2, self.MASKED, 0o100000, 0))  # SHM_EXEC
        for family in settings("RestrictAddressFamilies")[0]:
            self.add(self.ALLOW, "socket", Compare(0, self.EQUAL, getattr(socket, family), 0))
        if settings("RestrictNamespaces") == [["yes"]]:
            self.add(self.ALLOW, "clone", Compare(0, self.MASKED, self.NEW_NAMESPACES, 0))
            self.add(self.refuse(38), "clone3")  # ENOSYS: its flags cannot be seen, so that "clone" is used

    @staticmethod
    def refuse(error):
        return 0x00050000 | error

    def add(self, action, name, *rules):
        number = self.library.seccomp_syscall_resolve_name(name.encode())
        if number < 0:
            return  # Another machine's.
        array = (Compare * len(rules))(*rules)
        if self.library.seccomp_rule_add_array(self.filter, ctypes.c_uint32(action), number, len(rules), array) != 0:
            raise RuntimeError(f"no rule for {name}")

    def load(self):
        if self.library.seccomp_load(self.filter) != 0:
            raise RuntimeError("the filter is refused")


def under_the_unit(restricted):
    """Between fork and exec: an ordinary user, nothing to gain by exec, and the filter."""
    def become():
        if os.getuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.setgroups([])
            os.setgid(nobody.pw_gid)
            os.setuid(nobody.pw_uid)
        os.umask(int(settings("UMask")[0][0], 8))
        restricted.load()
    return become


def exposure():
    printed = subprocess.run(["systemd-analyze", "security", "--offline=true", "--no-pager", UNIT],
                             capture_output=True, text=True, check=False)
    level = re.search(r"Overall exposure level for kontor\.service: ([0-9.]+)", printed.stdout)
    check(f"the unit leaves little open (at most {MOST_EXPOSED} of 10)",
          level and float(level[1]) <= MOST_EXPOSED, printed.stdout + printed.stderr)
    print(f"# it is {level[1]}" if level else "# it is not said")


TRIES = """
import ctypes, json, mmap, os, socket
libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
def call(name, *words):
    ctypes.set_errno(0)
    return getattr(libc, name)(*words)
failed = ctypes.c_void_p(-1).value
print(json.dumps({
    "trace": call("ptrace", 0, 0, 0, 0) == 0,
    "map what is written and runs": call("mmap", None, 4096, 7, 0x22, -1, 0) != failed,
    "see another's memory": call("process_vm_readv", os.getpid(), None, 0, None, 0, 0) == 0,
    "be somebody else": call("setresuid", os.getuid(), os.getuid(), os.getuid()) == 0,
    "be in a namespace of its own": call("unshare", 0) == 0,
    "reach a device": call("socket", 40, 1, 0) >= 0,
    "work": call("getpid") > 0,
}))
"""


def refused(restricted):
    """What the filter is for; and that it is the filter which refuses it."""
    command = ["/usr/bin/python3", "-c", TRIES]
    free = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, cwd="/").stdout)
    held = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, cwd="/",
                                     preexec_fn=under_the_unit(restricted)).stdout)
    check("the filter is loaded", held.pop("work") and free.pop("work"), held)
    free.pop("reach a device")  # Where a machine has no such sockets nobody reaches them.
    check("what it refuses would work without it", all(free.values()), free)
    check("nobody traces, maps what runs, sees another's memory or becomes somebody else", not any(held.values()), held)


def picture():
    """A red square, as PNG."""
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    rows = b"".join(b"\0" + b"\xff\0\0" * 300 for _ in range(300))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 300, 300, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def ask(url, body=None, method=None, content_type="application/json", token=""):
    headers = {"Content-Type": content_type}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(url, body, headers, method=method)
    with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
        return answer.read()


def worked_with(url):
    person = {"name": "Anna", "email": "anna@example.org", "password": "green bottles on a wall", "language": "en"}
    ask(f"{url}/api/v1/accounts/register", json.dumps(person).encode())
    signed_in = json.loads(ask(f"{url}/api/v1/accounts/sign-in", json.dumps(
        {"email": person["email"], "password": person["password"]}).encode()))
    check("somebody registers and signs in", signed_in["access_token"], signed_in)
    token = signed_in["access_token"]
    ask(f"{url}/api/v1/me/avatar", picture(), "PUT", "image/png", token)
    small = ask(f"{url}/api/v1/people/{signed_in['person']['id']}/avatar/64", token=token)
    check("a picture is taken, decoded and shown", small.startswith(b"\x89PNG"), small[:20])


def filters_of(text):
    """Of each process that names `text`: its name and whether a filter holds it."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "status").read_text()
            if text in (folder / "cmdline").read_text(errors="replace"):
                found.append((re.search(r"Name:\t(.*)", status)[1], re.search(r"Seccomp:\t(\d)", status)[1]))
        except OSError:
            continue  # It has just ended.
    return found


def works(restricted, folder):
    for name in ("kontor-server", "kontor-picture"):
        shutil.copy(SERVER.parent / name, folder / name)
    data = folder / "state/data"
    data.parent.mkdir()
    if os.getuid() == 0:
        shutil.chown(data.parent, "nobody")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KONTOR_")}
    server = subprocess.Popen([folder / "kontor-server", "--listen", "127.0.0.1:0", "--data", data], text=True,
                              cwd="/", env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              preexec_fn=under_the_unit(restricted))
    try:
        url = server.stdout.readline().strip()
        check("the server and a PostgreSQL of its own start under the filter", url.startswith("http://127.0.0.1:"), url)
        if url:
            held = filters_of(str(data))
            check("which holds both", len(held) >= 2 and all(how == "2" for _, how in held), held)
            worked_with(url)
    finally:
        server.send_signal(signal.SIGTERM)
        _, log = server.communicate(timeout=PATIENCE_S)
    check("and end well", server.returncode == 0, log[-3000:])


def main():
    exposure()
    restricted = Filter()
    refused(restricted)
    # Where another user may go; the system's own folder for temporary files may be closed to it.
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="kontor-unit-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        works(restricted, folder)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
