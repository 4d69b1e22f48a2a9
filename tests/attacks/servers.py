"""Servers, databases and a mail server of an attack's own, on loopback and as an ordinary user."""

import email
import email.policy
import os
import re
import shutil
import signal
import socketserver
import subprocess
import threading
from pathlib import Path

from checks import AS_NOBODY, PATIENCE_S, SERVER, folder, free_port, opened, until
from people import Person, Stranger


class Server:
    """A server of its own, on a port that it picks, with its embedded database or with one that is given."""

    def __init__(self, *flags, environment=None, place=None, database=None, limits="0"):
        self.place = place or folder()
        self.flags = [*flags] if limits is None else ["--rate-limits", limits, *flags]
        self.environment = dict(environment or {})
        if database:
            self.environment["KONTOR_DATABASE_URL"] = database.url
        self.database = database
        self.program = self.place / "kontor-server"
        for name in ("kontor-server", "kontor-picture"):
            shutil.copy(SERVER.parent / name, self.place / name)
            os.chmod(self.place / name, 0o755)
        self.data = self.place / "data"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log_file = self.place / "log"
        self.process = None
        opened.append(self)
        self.start()

    def start(self):
        clean = {name: value for name, value in os.environ.items() if not name.startswith("KONTOR_")}
        with open(self.log_file, "ab") as log:
            self.process = subprocess.Popen(
                [*AS_NOBODY, self.program, "--listen", f"127.0.0.1:{self.port}", "--data", self.data, *self.flags],
                env={**clean, "HOME": str(self.place), **self.environment}, cwd="/", stdin=subprocess.DEVNULL,
                stdout=log, stderr=log)
        until("the server is ready", lambda: self.ended() or Stranger(self).get("/readyz").status == 200)
        if self.ended():
            raise RuntimeError(f"the server ended: {self.log()[-3000:]}")
        return self

    def ended(self):
        return self.process.poll() is not None

    def log(self):
        return self.log_file.read_text(errors="replace")

    def stop(self, how=signal.SIGTERM):
        if self.process and not self.ended():
            self.process.send_signal(how)
            self.process.wait(PATIENCE_S)

    close = stop

    def first_word(self):
        found = until("the first link is printed",
                      lambda: re.findall(rf"{re.escape('/first')}[/#](\S+)", self.log()))
        return found[-1]

    def administrator(self, name="Boss"):
        return Person(self, name).register(invitation=self.first_word())

    def member(self, name):
        return Person(self, name).register()

    def sql(self, text):
        """What the database answers to whoever owns it: as a backup or an operator would see it."""
        if self.database:
            return self.database.sql(text)
        place = self.data / "socket"
        return psql(text, f"host={place} dbname=kontor user=kontor")


def psql(text, where):
    done = subprocess.run([*AS_NOBODY, "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", where, "-c", text],
                          capture_output=True, text=True, cwd="/", check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return done.stdout.strip()


class Database:
    """A PostgreSQL for several servers, on a socket in a folder."""

    def __init__(self):
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
        self.place = folder()
        subprocess.run(
            [*AS_NOBODY, programs / "initdb", "-D", self.place / "data", "-A", "trust", "-U", "kontor", "-N"],
            check=True, stdout=subprocess.DEVNULL, cwd="/")
        self.process = subprocess.Popen(
            [*AS_NOBODY, programs / "postgres", "-D", self.place / "data", "-k", self.place,
             "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=60"],
            cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        opened.append(self)
        self.where = f"host={self.place} user=kontor dbname=postgres"
        self.url = f"postgresql:///postgres?host={self.place}&user=kontor"

        def answers():
            try:
                return psql("select 1", self.where)
            except RuntimeError:
                return None

        until("the database answers", answers)

    def sql(self, text):
        return psql(text, self.where)

    def close(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE_S)


class PostOffice:
    """A mail server without TLS that keeps what it is given; `offers` are lines of its answer to EHLO."""

    def __init__(self, offers=()):
        self.letters, self.said = [], []
        office = self

        class Session(socketserver.StreamRequestHandler):
            def handle(self):
                def say(line):
                    self.wfile.write(line.encode() + b"\r\n")

                say("220 post office")
                while True:
                    line = self.rfile.readline().decode(errors="replace").strip()
                    office.said.append(line)
                    verb = line[:4].upper()
                    if verb == "EHLO":
                        lines = ["post office", *offers]
                        for each in lines[:-1]:
                            say(f"250-{each}")
                        say(f"250 {lines[-1]}")
                    elif verb == "DATA":
                        say("354 go on")
                        text = b""
                        while not text.endswith(b"\r\n.\r\n"):
                            more = self.rfile.readline()
                            if not more:
                                return
                            text += more
                        office.letters.append(email.message_from_bytes(text[:-5], policy=email.policy.default))
                        say("250 kept")
                    elif verb in ("QUIT", ""):
                        say("221 bye")
                        return
                    else:
                        say("250 well")

        class Listening(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True

        self.server = Listening(("127.0.0.1", 0), Session)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        opened.append(self)

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    def texts_to(self, address):
        return [each.get_body(("plain", )).get_content() for each in list(self.letters) if address in str(each["To"])]

    def word_for(self, address, kind, count=1):
        """The word of the newest letter of a kind ("confirm", "reset") once there are `count` of them."""
        def words():
            found = [match[1] for text in self.texts_to(address)
                     for match in [re.search(rf"https?://\S+/{kind}[#/](\S+)", text)] if match]
            return found if len(found) >= count else None

        return until(f"a letter to {address} has a link to /{kind}", words)[-1]

    def close(self):
        self.server.shutdown()
        self.server.server_close()
