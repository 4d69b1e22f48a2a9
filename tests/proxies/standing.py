"""A server of one's own, and nginx or HAProxy in front of it with the settings that are shipped in tools/deploy.

Everything listens on loopback, on ports that were free, runs as an ordinary process in a folder of its own, and is
stopped by whoever started it. A stranger comes from 127.0.0.2, so that the proxy (127.0.0.1) is told from who asks.
"""

import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAME = "kontor.example.com"
STRANGER = "127.0.0.2"
PATIENCE_S = 120  # for something that must happen; nothing here has to be fast
NOBODY = 65534


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(what, holds):
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        found = holds()
        if found:
            return found
        time.sleep(0.02)
    raise RuntimeError(f"not within {PATIENCE_S} s: {what}")


class Process:
    def __init__(self, words, log, environment=None):
        self.log = log
        with open(log, "wb") as file:
            self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=file, stderr=file, env=environment)

    def listens(self, port):
        if self.process.poll() is not None:
            raise RuntimeError(f"ended with {self.process.returncode}:\n{self.text()[-3000:]}")
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    def text(self):
        return self.log.read_text(encoding="utf-8", errors="replace")

    def stop(self):
        self.process.terminate()
        self.process.wait(PATIENCE_S)


class Server(Process):
    """kontor-server with an embedded database; as nobody when root runs the tests, since it refuses to be root."""

    def __init__(self, folder, *flags):
        built = ROOT / "build" / os.environ.get("TEST_PRESET", "dev") / "server"
        program = folder / "kontor-server"
        shutil.copy(os.environ.get("TEST_SERVER", built / "kontor-server"), program)
        self.port = free_port()
        self.words = [program, "--listen", f"127.0.0.1:{self.port}", "--data", folder / "data",
                      "--public-url", f"https://{NAME}", "--trusted-proxies", "127.0.0.1",
                      "--registration", "open", *flags]
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
            self.words = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *self.words]
        clean = {name: value for name, value in os.environ.items() if not name.startswith("KONTOR_")}
        super().__init__(self.words, folder / "server.log", clean)
        until("the server is ready", self.is_ready)

    def is_ready(self):
        return self.listens(self.port) and ask(self.port, "GET /readyz").status == 200


class Certificate:
    def __init__(self, folder):
        subject = f"/CN={NAME}"
        self.key, self.chain, self.both = folder / "key.pem", folder / "chain.pem", folder / "both.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", subject,
                        "-keyout", self.key, "-out", self.chain], check=True, capture_output=True)
        self.both.write_bytes(self.chain.read_bytes() + self.key.read_bytes())


def changed(text, changes):
    """The shipped settings for this machine; what is not found is a mistake of the test."""
    for old, new in changes.items():
        if old not in text:
            raise RuntimeError(f"the shipped settings do not hold {old!r}")
        text = text.replace(old, new)
    return text


class Proxy(Process):
    def __init__(self, words, folder):
        super().__init__(words, folder / "proxy.log")
        until("the proxy listens", lambda: self.listens(self.plain) and self.listens(self.encrypted))


class Nginx(Proxy):
    name = "nginx"

    def __init__(self, folder, server, certificate, changes):
        self.plain, self.encrypted, self.accesses = free_port(), free_port(), folder / "access.log"
        shipped = (ROOT / "tools/deploy/nginx.conf").read_text(encoding="utf-8")
        (folder / "kontor.conf").write_text(changed(shipped, {
            "listen 80;": f"listen 127.0.0.1:{self.plain};", "listen [::]:80;": "",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{self.encrypted} ssl http2;", "listen [::]:443 ssl http2;": "",
            "server 127.0.0.1:8080;": f"server 127.0.0.1:{server.port};",
            f"/etc/letsencrypt/live/{NAME}/fullchain.pem": str(certificate.chain),
            f"/etc/letsencrypt/live/{NAME}/privkey.pem": str(certificate.key),
            "/var/log/nginx/kontor.log": str(self.accesses), **changes}), encoding="utf-8")
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        places = "".join(f"    {kind}_temp_path {folder}/{kind};\n" for kind in kinds)
        user = "user root;\n" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(
            f"{user}daemon off;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\nworker_processes 1;\n"
            f"events {{}}\nhttp {{\n{places}    include {folder}/kontor.conf;\n}}\n", encoding="utf-8")
        program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
        super().__init__([program, "-p", folder, "-e", folder / "error.log", "-c", folder / "nginx.conf"], folder)


class HAProxy(Proxy):
    name = "HAProxy"

    def __init__(self, folder, server, certificate, changes):
        self.plain, self.encrypted, self.accesses = free_port(), free_port(), folder / "proxy.log"
        shipped = (ROOT / "tools/deploy/haproxy.cfg").read_text(encoding="utf-8")
        (folder / "kontor.cfg").write_text(changed(shipped, {
            "bind :80": f"bind 127.0.0.1:{self.plain}", "bind :443": f"bind 127.0.0.1:{self.encrypted}",
            "/etc/haproxy/kontor.example.com.pem": str(certificate.both),
            "server kontor 127.0.0.1:8080": f"server kontor 127.0.0.1:{server.port}", **changes}), encoding="utf-8")
        (folder / "haproxy.cfg").write_text("global\n    log stdout format raw local0\n    maxconn 2000\n"
                                            "defaults\n    log global\n", encoding="utf-8")
        program = shutil.which("haproxy", path=f"{os.environ['PATH']}:/usr/sbin")
        super().__init__([program, "-db", "-f", folder / "haproxy.cfg", "-f", folder / "kontor.cfg"], folder)


class Answer:
    def __init__(self, text):
        head, _, self.body = text.partition("\r\n\r\n")
        lines = head.split("\r\n")
        self.status = int(lines[0].split(" ")[1]) if " " in lines[0] else 0
        self.headers = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines[1:])]

    def all(self, name):
        return [value for key, value in self.headers if key == name]

    def rule(self):
        return self.body.partition('"urn:kontor:problem:')[2].partition('"')[0]


def ask(port, line, *fields, body="", encrypted=False, host=NAME, version="1.1"):
    """Exactly these lines, from the stranger's address: a library would join or refuse what is doubled."""
    hosts = [] if host is None else [f"Host: {host}"]
    length = [f"Content-Length: {len(body.encode())}"] if body else []
    head = [f"{line} HTTP/{version}", *hosts, *fields, *length, "Connection: close"]
    with socket.create_connection(("127.0.0.1", port), PATIENCE_S, (STRANGER, 0)) as plain:
        if encrypted:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            connection = context.wrap_socket(plain, server_hostname=NAME)
        else:
            connection = plain
        connection.sendall(("\r\n".join(head) + "\r\n\r\n" + body).encode())
        told = b""
        while part := connection.recv(65536):
            told += part
        if encrypted:
            connection.close()
    return Answer(told.decode(errors="replace"))


class Folder:
    """Readable by nobody, too, and removed at the end."""

    def __enter__(self):
        self.path = Path(tempfile.mkdtemp(prefix="kontor-proxies-"))
        self.path.chmod(0o755)
        return self.path

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)


failures = 0


def check(name, good, detail=""):
    global failures
    failures += not good
    print(f"{'ok' if good else 'not ok'} - {name}", flush=True)
    if not good:
        print("".join(f"    {line}\n" for line in str(detail).splitlines()), end="")


def end():
    sys.exit(1 if failures else 0)
