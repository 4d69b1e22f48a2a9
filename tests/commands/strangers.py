"""A thousand strangers who declare all they may, from one address and from many, beside people who sign in, renew,
post and follow: directly, and through nginx with the configuration that is shipped. What counts is whether a person
was ever refused, never how long anything took."""

import contextlib
import http.client
import json
import os
import re
import resource
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import uuid
from pathlib import Path

import run
from run import PATIENCE_S, ROOT, SERVER, check

STRANGERS, ROUNDS = 1000, 3
NAME = "kontor.example.com"  # of the site in tools/deploy/nginx.conf
PASSWORD = "a few good words"
NOBODY = 65534
AS_NOBODY = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.getuid() == 0 else []


def head(line, length, *more):
    lines = [f"{line} HTTP/1.1", f"Host: {NAME}", "Content-Type: application/json", *more,
             f"Content-Length: {length}", "", ""]
    return "\r\n".join(lines).encode()


# All that a stranger may declare, and some of what it may not; most say nothing more, one sends half of it.
DECLARED = [
    head("POST /api/v1/accounts/sign-in", 64 * 1024) + b'{"',
    head("POST /api/v1/reports", 64 * 1024) + b" " * (32 * 1024),
    head("PUT /api/v1/me/avatar", 4 << 20),
    head("POST /api/v1/messaging/commands", 1 << 20, "Authorization: Bearer e.e.e"),
    head("POST /api/v1/messaging/commands", 1 << 20, "Authorization: Bearer kontor_" + "x" * 43) + b"[" * 60_000,
    head("POST /api/v1/accounts/refresh", 64 * 1024, "Expect: 100-continue"),
]


class Way:
    """How the server is reached: plainly, or by TLS through a proxy."""

    def __init__(self, port, tls=None):
        self.port, self.tls = port, tls

    def connect(self, source, timeout=PATIENCE_S):
        plain = socket.create_connection(("127.0.0.1", self.port), timeout, (source, 0))
        return self.tls.wrap_socket(plain, server_hostname=NAME) if self.tls else plain


class Connection(http.client.HTTPConnection):
    def __init__(self, way, source):
        super().__init__(NAME, timeout=PATIENCE_S)
        self.way, self.source = way, source

    def connect(self):
        self.sock = self.way.connect(self.source)


class Person:
    """Somebody with an address of one's own, who remembers every refusal."""

    def __init__(self, way, number):
        self.way, self.source, self.refusals = way, f"127.9.{number}.1", []
        self.email, self.client, self.number = f"person{number}@example.com", str(uuid.uuid4()), 0
        self.keep(self.ask("POST", "/api/v1/accounts/register",
                           {"name": f"Person {number}", "email": self.email, "password": PASSWORD})["signed_in"])

    def keep(self, signed_in):
        self.token, self.refresh_token = signed_in["access_token"], signed_in["refresh_token"]
        self.id = signed_in["person"]["id"]

    def ask(self, method, path, body=None, token=""):
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        connection = Connection(self.way, self.source)
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
            if answer.status == 200:
                return json.loads(text)
            self.refusals.append(f"{method} {path}: {answer.status} {text[:200]}")
        except (OSError, http.client.HTTPException) as error:
            self.refusals.append(f"{method} {path}: {error!r}")
        finally:
            connection.close()
        raise Refused

    def sign_in(self):
        self.keep(self.ask("POST", "/api/v1/accounts/sign-in", {"email": self.email, "password": PASSWORD}))

    def renew(self):
        self.keep(self.ask("POST", "/api/v1/accounts/refresh", {"refresh_token": self.refresh_token}))

    def send(self, name, value):
        self.number += 1
        command = {"number": self.number, "command": {"type": f"messaging.{name}", "value": value}}
        answer = self.ask("POST", "/api/v1/messaging/commands",
                          {"client": self.client, "commands": [command]}, self.token)["answers"][0]
        if answer["outcome"] != "accepted":
            self.refusals.append(f"{name}: {answer}")

    def news(self, since, wait):
        return self.ask("GET", f"/api/v1/news?since={urllib.parse.quote(since)}&wait={wait}", token=self.token)

    def follow(self, since, message):
        """Waits until news has brought the message."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            told = self.news(since, 25)
            since = told["since"]
            if message in json.dumps(told):
                return
        self.refusals.append(f"the message {message} never came")


class Refused(Exception):
    """It stands among the person's refusals."""


class Strangers:
    """They declare, and are silent; whoever is thrown out comes again."""

    def __init__(self, way, address_of):
        self.way, self.address_of = way, address_of
        self.held = {}

    def come(self):
        for number in range(STRANGERS):
            if number in self.held and self.is_open(self.held[number]):
                continue
            with contextlib.suppress(OSError):
                self.held[number] = peer = self.way.connect(self.address_of(number))
                peer.sendall(DECLARED[number % len(DECLARED)])
                peer.setblocking(False)

    @staticmethod
    def is_open(peer):
        try:
            return peer.recv(1 << 16) != b""
        except (BlockingIOError, ssl.SSLWantReadError):
            return True
        except OSError:
            return False

    def leave(self):
        for peer in self.held.values():
            peer.close()


def a_round(people, channel, number):
    """Everybody signs in, renews, and hears by a long poll what somebody else posts."""
    def lives(person, writer):
        message = str(uuid.uuid4())
        with contextlib.suppress(Refused):
            person.sign_in()
            person.renew()
            since = person.news("", 0)["since"]
            follower = threading.Thread(target=follows, args=(person, since, message))
            follower.start()
            with contextlib.suppress(Refused):
                writer.send("post", {"channel": channel, "message": message, "text": f"Round {number}"})
            follower.join()

    def follows(person, since, message):
        with contextlib.suppress(Refused):
            person.follow(since, message)

    # Each one's commands are numbered, so that one after another writes.
    for at, person in enumerate(people):
        lives(person, people[at - 1])


def beside(way, name, people, channel, address_of):
    strangers = Strangers(way, address_of)
    try:
        for number in range(ROUNDS):
            strangers.come()
            a_round(people, channel, number)
        still = sum(strangers.is_open(peer) for peer in strangers.held.values())
    finally:
        strangers.leave()
    refusals = [f"{person.email}: {refusal}" for person in people for refusal in person.refusals]
    for person in people:
        person.refusals.clear()
    check(f"{name}: nobody is refused", not refusals, "\n".join(refusals))
    check(f"{name}: the strangers were there", still > STRANGERS / 20, f"{still} connections were open at the end")


def tried(way, name, numbers):
    people = [Person(way, number) for number in numbers]
    channel = str(uuid.uuid4())
    people[0].send("create-channel", {"channel": channel, "member": str(uuid.uuid4()), "owner": people[0].id,
                                      "title": "Workshop", "about": ""})
    for person in people[1:]:
        people[0].send("invite", {"channel": channel, "member": str(uuid.uuid4()), "person": person.id})
    beside(way, f"{name}, from one address", people, channel, lambda number: "127.66.0.1")
    beside(way, f"{name}, from many", people, channel, lambda number: f"127.67.{number // 250}.{1 + number % 250}")


@contextlib.contextmanager
def server(folder):
    """Its port; reached directly, and by a proxy on this machine."""
    port = run.free_port()
    for program in ("kontor-server", "kontor-picture"):
        shutil.copy(SERVER.parent / program, folder / program)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KONTOR_")}
    with open(folder / "server.log", "wb") as log:
        process = subprocess.Popen(
            [*AS_NOBODY, folder / "kontor-server", "--listen", f"127.0.0.1:{port}", "--data", folder / "data",
             "--public-url", f"https://{NAME}", "--trusted-proxies", "127.0.0.1", "--registration", "open",
             "--log-level", "warning"],
            cwd="/", env={**environment, "HOME": str(folder)}, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        is_ready(port, process, folder / "server.log")
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE_S)


def is_ready(port, process, log):
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.1)
    raise RuntimeError(log.read_text(errors="replace")[-3000:])


def nginx_program():
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def configured(folder, upstream, port):
    """The shipped configuration, on ports of this test and with a certificate of its own, and what it says beside."""
    shipped = (ROOT / "tools/deploy/nginx.conf").read_text()
    outside = re.search(r"#\s+(worker_rlimit_nofile \d+;)\n#\s+(events \{.*\})", shipped)
    site = re.sub(r"^\s*listen \[::\].*\n", "", shipped, flags=re.M)
    for said, meant in ((r"127\.0\.0\.1:8080", f"127.0.0.1:{upstream}"),
                        (r"listen 80;", f"listen 127.0.0.1:{run.free_port()};"),
                        (r"listen 443 ", f"listen 127.0.0.1:{port} "),
                        (r"/etc/letsencrypt/live/[^/]+/", f"{folder}/")):
        site, count = re.subn(said, meant, site)
        if count == 0:
            raise RuntimeError(f"tools/deploy/nginx.conf has no {said}")
    (folder / "site.conf").write_text(site)
    places = "\n".join(f"    {name}_temp_path {folder}/{name};"
                       for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"{outside[1]}\n{outside[2]}\ndaemon off;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\n"
        f"http {{\n    access_log off;\n{places}\n    include {folder}/site.conf;\n}}\n")


@contextlib.contextmanager
def nginx(folder, upstream):
    """The way through it."""
    port = run.free_port()
    configured(folder, upstream, port)
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2", "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}",
                    "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"],
                   check=True, capture_output=True)
    process = subprocess.Popen([nginx_program(), "-e", folder / "error.log", "-c", folder / "nginx.conf"],
                               stdin=subprocess.DEVNULL, cwd="/")
    try:
        way = Way(port, ssl.create_default_context(cafile=folder / "fullchain.pem"))
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until and process.poll() is None:
            with contextlib.suppress(OSError):
                way.connect("127.0.0.1").close()
                break
            time.sleep(0.1)
        yield way
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE_S)


def main():
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    check("this machine lets one have enough descriptors", most > 4 * STRANGERS, most)
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="kontor-strangers-") as name:
        folder = Path(name)
        if AS_NOBODY:
            os.chown(folder, NOBODY, NOBODY)
        with server(folder) as port:
            tried(Way(port), "directly", range(1, 4))
            with nginx(folder, port) as way:
                tried(way, "through nginx", range(4, 7))
    return 1 if run.failures else 0


if __name__ == "__main__":
    sys.exit(main())
