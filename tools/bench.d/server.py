"""What the whole server must reach: the second start, idle memory, and how long a message takes to the next person."""

import contextlib
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests/commands"))
import run  # noqa: E402

MESSAGES = 100


def call(url, token=None, body=None):
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(url, json.dumps(body).encode() if body is not None else None, headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


class Person:
    def __init__(self, url, name):
        self.url, self.email, self.password = url, f"{name.lower()}@example.com", f"a long word for {name}"
        signed_in = call(f"{url}/api/v1/accounts/register", body={
            "name": name, "email": self.email, "password": self.password})["signed_in"]
        self.token, self.id = signed_in["access_token"], signed_in["person"]["id"]
        self.client, self.numbers = str(uuid.uuid4()), {}

    def send(self, name, value, domain="messaging"):
        number = self.numbers[domain] = self.numbers.get(domain, 0) + 1
        answer = call(f"{self.url}/api/v1/{domain}/commands", self.token, {
            "client": self.client,
            "commands": [{"number": number, "command": {"type": f"{domain}.{name}", "value": value}}]})
        outcome = answer["answers"][0]
        if outcome["outcome"] != "accepted":
            raise RuntimeError(f"{name}: {outcome}")

    def news(self, since="", wait=0):
        return call(f"{self.url}/api/v1/news?since={urllib.request.quote(since)}&wait={wait}", self.token)


def administrator(url, output):
    """Whoever takes up the first invitation, which the server has printed: who it is, and the token."""
    word = re.search(r"/first#(\S+)", output)[1]
    return call(f"{url}/api/v1/accounts/register", body={
        "name": "Boss", "email": "boss@example.com", "password": "a long word for the boss",
        "invitation": word})["signed_in"]


def sql(where, text):
    """What PostgreSQL alone says to it; rows of a "copy … from stdin" follow behind its semicolon."""
    # The folder is closed to all others but root, whom the server does not run as.
    owner = Path(re.search(r"host=(\S+)", where)[1]).stat()
    as_owner = (["setpriv", f"--reuid={owner.st_uid}", f"--regid={owner.st_gid}", "--clear-groups"]
                if os.getuid() == 0 else [])
    done = subprocess.run([*as_owner, "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", where],
                          input=text, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return done.stdout


def message_arrives(url):
    """Milliseconds from sending a message until another person's long poll has brought it."""
    anna, boris = Person(url, "Anna"), Person(url, "Boris")
    channel = str(uuid.uuid4())
    anna.send("create-channel", {"channel": channel, "member": str(uuid.uuid4()), "owner": anna.id,
                                 "title": "Workshop", "about": ""})
    anna.send("invite", {"channel": channel, "member": str(uuid.uuid4()), "person": boris.id})
    since = boris.news()["since"]
    took = []
    for _ in range(MESSAGES):
        seen, message, waiting = {}, str(uuid.uuid4()), threading.Event()

        def follow(at, wanted):
            while True:
                waiting.set()
                answer = boris.news(at, 25)
                at = answer["since"]
                if wanted in json.dumps(answer):
                    seen.update(since=at, time=time.perf_counter())
                    return

        follower = threading.Thread(target=follow, args=(since, message))
        follower.start()
        waiting.wait()
        time.sleep(0.02)  # The poll is under way; how it gets there is not what is measured.
        began = time.perf_counter()
        anna.send("post", {"channel": channel, "message": message, "text": "The oak has arrived."})
        follower.join()
        took.append((seen["time"] - began) * 1000)
        since = seen["since"]
    return statistics.median(took), statistics.quantiles(took, n=20)[18]


def memory_mb(data, kind="VmRSS"):
    """What the server alone holds, beside its database; as "VmHWM" what it held at most."""
    for process, _, words in run.processes_with(str(data)):
        if "kontor-server" in words.split(" ")[0]:
            held = re.search(rf"{kind}:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
            return int(held[1]) / 1024
    raise RuntimeError("the server does not run")


def start(folder, url, data):
    began = time.perf_counter()
    kontor = run.Run(folder, "--listen", url[7:], "--data", str(data), "--rate-limits", "0")
    if not kontor.wait_for(rf"(?m)^{re.escape(url)}/?$"):
        raise RuntimeError(kontor.output)
    return kontor, time.perf_counter() - began


@contextlib.contextmanager
def running():
    """A fresh server, for as long as the block runs: its address, where its data and its database are, and its run."""
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="kontor-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        url, data = f"http://127.0.0.1:{run.free_port()}", folder / "data"
        kontor, _ = start(folder, url, data)
        try:
            yield url, data, f"host={data / 'socket'} dbname=kontor user=kontor", kontor
        finally:
            kontor.process.send_signal(signal.SIGINT)
            kontor.end()


@contextlib.contextmanager
def served():
    """The address of one."""
    with running() as (url, *_):
        yield url


def main():
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="kontor-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        url, data = f"http://127.0.0.1:{run.free_port()}", folder / "data"
        first, _ = start(folder, url, data)
        first.process.send_signal(signal.SIGINT)
        first.end()
        kontor, took = start(folder, url, data)
        try:
            print(f"bench second-start {took:.2f} s limit 3")
            time.sleep(2)
            print(f"bench idle-memory {memory_mb(data):.1f} MB limit 30")
            median, slow = message_arrives(url)
            print(f"bench message-arrives-p50 {median:.1f} ms limit 30")
            print(f"bench message-arrives-p95 {slow:.1f} ms")
            print(f"bench memory-after-use {memory_mb(data):.1f} MB")
        finally:
            kontor.process.send_signal(signal.SIGINT)
            kontor.end()


if __name__ == "__main__":
    main()
