"""tools/run as a person meets it: one URL, one link, clear words when a port is taken, and an orderly end."""

import json
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVER = ROOT / "build" / os.environ.get("TEST_PRESET", "release") / "server/kontor-server"
PATIENCE_S = 120  # for something that must happen; nothing here has to be fast
failures = 0
# Whoever was started in the background ignores Ctrl+C, and would hand that down to what is started here.
signal.signal(signal.SIGINT, signal.default_int_handler)


def check(name, good, detail=""):
    global failures
    failures += not good
    print(f"{'ok' if good else 'not ok'} - {name}", flush=True)
    if not good:
        print("".join(f"    {line}\n" for line in str(detail).splitlines()), end="")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Run:
    """One tools/run, with what it has printed so far."""

    def __init__(self, folder, *flags):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KONTOR_")}
        environment["PREFIX"] = str(folder / "prefix")
        self.process = subprocess.Popen([ROOT / "tools/run", *flags], cwd="/", env=environment, text=True,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.output = ""
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            self.output += line

    def wait_for(self, pattern):
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            found = re.search(pattern, self.output)
            if found or self.process.poll() is not None:
                return found
            time.sleep(0.02)
        return None

    def end(self):
        """Its exit status once it has ended, and all it printed."""
        try:
            code = self.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = None
        self.reader.join(PATIENCE_S)
        return code


def write_down(method, url, status, content_type, body):
    """For tests/openapi/answers, which holds it against the API's description."""
    folder = os.environ.get("TEST_ANSWERS")
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    answer = {"method": method, "path": urllib.parse.urlsplit(url).path, "status": status, "type": content_type,
              "body": body if "json" in content_type else ""}
    with open(Path(folder) / f"commands-{os.getpid()}.jsonl", "a", encoding="utf-8") as file:
        file.write(json.dumps(answer) + "\n")


def ask(url, body=None, headers=None):
    """The status and the text of what is answered; posts the body, when there is one."""
    content = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, content, {"Content-Type": "application/json", **(headers or {})})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
            status, text, content_type = answer.status, answer.read(), answer.headers["Content-Type"]
    except urllib.error.HTTPError as refused:
        status, text, content_type = refused.code, refused.read(), refused.headers["Content-Type"]
    text = text.decode(errors="replace")
    write_down(request.get_method(), url, status, content_type or "", text)
    return status, text


def processes_with(text):
    """The processes whose command line or working folder names `text`, with their users."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
            status = (folder / "status").read_text(errors="replace")
        except OSError:
            continue  # It has just ended.
        if text in place_of(folder) or (any(text in word for word in words) and "tools/run" not in " ".join(words)):
            # Its folder belongs to root when it keeps others from looking into it.
            found.append((int(folder.name), int(re.search(r"^Uid:\s+\d+\s+(\d+)", status, re.M)[1]), " ".join(words)))
    return found


def place_of(folder):
    try:
        return os.readlink(folder / "cwd")
    except OSError:
        return ""  # It has just ended, or keeps others from looking into it.


def reads_of(process):
    """What a process of the same user as this one gets to see of it."""
    as_its_user = []
    if os.getuid() == 0:
        as_its_user = ["setpriv", "--reuid", "kontor", "--regid", "kontor", "--clear-groups"]
    looks = {part: subprocess.run([*as_its_user, "head", "-c", "1", f"/proc/{process}/{part}"], capture_output=True,
                                  text=True, check=False) for part in ("environ", "mem", "maps", "status")}
    # That it could look at all is seen by what everybody may.
    return [part for part, look in looks.items() if (look.returncode == 0) != (part == "status")]


def open_to_others(folder):
    """What other users of the machine might read or change of it, were its folder open."""
    found = []
    for path in [folder, *folder.rglob("*")]:
        try:
            mode = path.lstat().st_mode
        except FileNotFoundError:
            continue  # The database comes and goes with files.
        if mode & 0o077 and not stat.S_ISLNK(mode) and not stat.S_ISSOCK(mode):
            found.append((oct(mode), str(path)))
    return found


def refused_before_it_starts(folder):
    port = free_port()
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        run = Run(folder, "--listen", f"127.0.0.1:{port}", "--data", str(folder / "never"))
        code = run.end()
    check("a taken port is named, with what to do",
          code == 1 and f"127.0.0.1:{port} is taken" in run.output and "--listen" in run.output, run.output)
    check("and nothing was made", not (folder / "never").exists())
    run = Run(folder, "--listen", "nonsense")
    check("a malformed address is refused", run.end() == 2 and "nonsense" in run.output, run.output)


def used_and_ended(folder, data):
    url = f"http://127.0.0.1:{free_port()}"
    run = Run(folder, "--listen", url[7:], "--data", str(data))
    answers = run.wait_for(rf"(?m)^{re.escape(url)}/?$")
    check("it prints the URL", answers, run.output)
    if not answers:
        run.process.terminate()
        run.end()
        return
    link = run.wait_for(re.escape(url) + r"/first#\S+")
    check("it prints the link for the first administrator", link, run.output)
    check("and no other address", len(re.findall("http://", run.output)) == 2, run.output)
    status, page = ask(url + "/")
    check("the page is served", status == 200 and "<html" in page.lower(), page[:200])
    check("the server is ready", ask(url + "/readyz")[0] == 200)
    mine = processes_with(str(data))
    check("the server and its database run", len(mine) >= 2, mine)
    if os.getuid() == 0:
        check("neither runs as root", all(user != 0 for _, user, _ in mine), mine)
    servers = [process for process, _, words in mine if "kontor-server" in words.split(" ")[0]]
    check("no other process of its user looks into it", len(servers) == 1 and not reads_of(servers[0]), servers)
    second = Run(folder, "--listen", url[7:], "--data", str(data))
    check("a second one on the same port says so", second.end() == 1 and "is taken" in second.output, second.output)
    check("nothing of its data is open to other users", not open_to_others(data), open_to_others(data))
    check("nor is the log", (data / "server.log").stat().st_mode & 0o777 == 0o600)

    run.process.send_signal(signal.SIGINT)
    check("Ctrl+C ends it well", run.end() == 0, run.output)
    check("and nothing of it is left", not processes_with(str(data)), processes_with(str(data)))


def started_again(folder, data):
    programs = [SERVER, *(ROOT / "build/wasm-release/web-client/page").glob("*")]
    before = [file.stat().st_mtime_ns for file in programs]
    url = f"http://127.0.0.1:{free_port()}"
    run = Run(folder, "--listen", url[7:], "--data", str(data))
    check("it starts again with the same data", run.wait_for(rf"(?m)^{re.escape(url)}/?$"), run.output)
    check("without building anything", before == [file.stat().st_mtime_ns for file in programs])
    run.process.send_signal(signal.SIGTERM)
    check("SIGTERM ends it well", run.end() == 0, run.output)
    check("and its database", not processes_with(str(data)), processes_with(str(data)))

    run = Run(folder, "--listen", url[7:], "--data", str(data))
    run.wait_for(rf"(?m)^{re.escape(url)}/?$")
    run.process.kill()
    run.end()
    until = time.monotonic() + PATIENCE_S
    while processes_with(str(data)) and time.monotonic() < until:
        time.sleep(0.1)
    check("when it is killed, the server stops by itself", not processes_with(str(data)), processes_with(str(data)))


def open_data(folder):
    """Ordinary users may have made the folder themselves."""
    data = folder / "open"
    data.mkdir(mode=0o755)
    command = [SERVER, "--listen", "127.0.0.1:0", "--data", str(data)]
    if os.getuid() == 0:
        copy = folder / "kontor-server"
        copy.write_bytes(SERVER.read_bytes())
        copy.chmod(0o755)
        shutil.chown(data, "nobody", "nogroup")
        command = ["setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups", copy, *command[1:]]
    run = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    check("a folder of data that is open to others is refused, with what to type",
          run.returncode == 1 and f"chmod -R go= '{data}'" in run.stderr, run)


def planted(folder):
    """What the user kontor leaves in its folder does not lead root astray; only where there is a root."""
    if os.getuid() != 0:
        return
    roots = folder / "roots"
    roots.mkdir(mode=0o700)
    data = folder / "planted"
    data.mkdir(mode=0o700)
    shutil.chown(data, "kontor", "kontor")
    (data / "server.log").symlink_to(roots / "made")
    (data / "server.log.before").symlink_to(roots / "moved")
    url = f"http://127.0.0.1:{free_port()}"
    run = Run(folder, "--listen", url[7:], "--data", str(data))
    check("with a link in place of its log the server starts", run.wait_for(rf"(?m)^{re.escape(url)}/?$"), run.output)
    run.process.send_signal(signal.SIGINT)
    run.end()
    check("and root made nothing where the link leads", not list(roots.iterdir()), list(roots.iterdir()))
    log = data / "server.log"
    check("the log is a file of kontor's", log.is_file() and not log.is_symlink() and log.owner() == "kontor")

    elsewhere = folder / "elsewhere"
    elsewhere.mkdir(mode=0o755)
    (data / "link").symlink_to(elsewhere)
    for name in ("below", "link", "link/below"):
        run = Run(folder, "--listen", url[7:], "--data", str(data / name))
        check(f"root makes and gives away nothing in a folder of kontor's ({name})",
              run.end() == 1 and "not root's alone" in run.output, run.output)
    check("and what the link leads to is still root's",
          elsewhere.owner() == "root" and not list(elsewhere.iterdir()), elsewhere.owner())


def sample(folder, data):
    url = f"http://127.0.0.1:{free_port()}"
    run = Run(folder, "--listen", url[7:], "--data", str(data), "--sample")
    password = run.wait_for(r"password (\S+):")
    person = run.wait_for(r"(?m)^  (\S+@\S+)$")
    check("--sample says who can sign in", password and person, run.output)
    if password and person:
        answer, _ = ask(url + "/api/v1/accounts/sign-in", {"email": person[1], "password": password[1]})
        check("and they can", answer == 200, answer)
    run.process.send_signal(signal.SIGINT)
    check("a server with the sample ends well", run.end() == 0, run.output)


def main():
    # Where a system user may go; the system's own folder for temporary files may be closed to it.
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="kontor-run-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        refused_before_it_starts(folder)
        used_and_ended(folder, folder / "data")
        started_again(folder, folder / "data")
        sample(folder, folder / "sample")
        open_data(folder)
        planted(folder)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
