"""What the README says is true: its table of settings, its examples by curl, and the files that it names."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

import run
from run import ROOT, SERVER, check

README = (ROOT / "README.md").read_text()
PLACE = "http://127.0.0.1:8080"  # of the server that the README speaks of
CANNOT_CONNECT = 7  # curl's exit status


def part(name):
    found = re.search(rf"<!-- {name}:begin[^\n]*-->\n(.*?)<!-- {name}:end -->", README, re.S)
    return found[1] if found else ""


def settings():
    printed = subprocess.run([SERVER, "--print-settings-markdown"],
                             capture_output=True, text=True, check=False).stdout
    check("the table of settings is what the server prints", printed and part("settings").strip() == printed.strip(),
          f"It prints (kontor-server --print-settings-markdown):\n{printed}")


def answers(output):
    """The JSON documents that a script printed one after another."""
    decoder, at, found = json.JSONDecoder(), 0, []
    while at < len(output):
        if output[at].isspace():
            at += 1
            continue
        document, at = decoder.raw_decode(output, at)
        found.append(document)
    return found


def script_of(name, url):
    """The commands of a part, for the server that runs here."""
    return "".join(re.findall(r"```sh\n(.*?)```", part(name), re.S)).replace(PLACE, url)


def shell(folder, script):
    return subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=folder, text=True, capture_output=True,
                          check=False)


def post(url, body, token=""):
    return json.loads(run.ask(url, body, {"Authorization": f"Bearer {token}"} if token else {})[1])


# What curl is answered is kept beside what it prints, for write_down_all.
CURL = r"""
curl() {
    local kept
    kept=$(mktemp "$PWD/answer.XXXXXX")
    command curl "$@" -w '%{stderr}%{method}\t%{url_effective}\t%{http_code}\t%{content_type}\n' \
        2> "$kept.line" | tee "$kept"
}
"""


def write_down_all(folder):
    """What was answered in the folder, as statuses and texts."""
    found = []
    for line in folder.glob("answer.*.line"):
        method, url, status, content_type = line.read_text().splitlines()[-1].split("\t")
        text = line.with_suffix("").read_text(errors="replace")
        run.write_down(method, url, int(status), content_type, text)
        found.append((int(status), text))
    return found


def what_the_examples_need(folder, url, printed):
    """A picture, and the token of an administrator, who registers by the link that the server prints."""
    shutil.copy(ROOT / "assets/readme/channel.png", folder / "me.png")
    password = "a few good words"
    administrator = post(f"{url}/api/v1/accounts/register", {
        "name": "Olga", "email": "olga@example.com", "password": password, "device": "readme.py",
        "invitation": re.search(r"/first#(\S+)", printed)[1]})
    wanted = {"name": "readme.py", "scope": "admin", "days": 1, "again": {"password": password}}
    token = post(f"{url}/api/v1/accounts/tokens", wanted, administrator["signed_in"]["access_token"])["token"]
    (folder / "admin-token").write_text(token)


def examples(folder):
    url = f"http://127.0.0.1:{run.free_port()}"
    kontor = run.Run(folder, "--listen", url[7:], "--data", str(folder / "data"))
    if not kontor.wait_for(rf"(?m)^{re.escape(url)}/?$"):
        check("the server for the examples starts", False, kontor.output)
        return
    what_the_examples_need(folder, url, kontor.wait_for(r"(?s).*/first#\S+\s")[0])
    script = script_of("api", url)
    ended = shell(folder, CURL + script)
    check("the examples run", ended.returncode == 0, ended.stdout + ended.stderr)
    check("each is answered", len(write_down_all(folder)) == len(re.findall(r"\bcurl ", script)), script)
    try:
        people, taken, news, messages, readers, talk, me, picture, accounts, logo, keys = answers(ended.stdout)
        check("the list finds her", "anna@example.com" in json.dumps(people), people)
        outcomes = [answer["outcome"] for answer in taken["answers"]]
        check("both commands are accepted", outcomes == ["accepted", "accepted"], taken)
        check("news can be followed", news["since"] and news["domains"] == [], news)
        check("the message is there", "The oak has arrived." in json.dumps(messages), messages)
        check("who has read it is a list", isinstance(readers["people"], list), readers)
        check("what is open is told", "The oak has arrived." in json.dumps(talk), talk)
        check("the token is hers", me["person"]["email"] == "anna@example.com", me)
        check("only she can read where it is kept", (folder / "token").stat().st_mode & 0o77 == 0)
        check("the picture is taken", picture["avatar"], picture)
        check("the workspace has one, too", logo["picture"], logo)
        check("the archive has her message", is_archive(folder / "kontor.zip"))
        stored = {row["email"]: row["stored_bytes"] for row in accounts["rows"]}
        hers, others = stored["anna@example.com"], stored["olga@example.com"]
        check("the picture counts as stored", hers > 1000 > others, stored)
        check("the keys are there", [key["crv"] for key in keys["keys"]][:1] == ["P-256"], keys)
    except (ValueError, KeyError, TypeError) as error:
        check("the examples print what they should", False, f"{error!r}\n{ended.stdout}\n{ended.stderr}")
    tables(folder, url)
    mistakes(folder / "mistakes", url)
    metrics(url)
    asks = [words.replace(PLACE, url) for words in re.findall(r"`(curl -i \S+/readyz)`", README)]
    check("the README says how to ask whether the server is ready", asks, README)
    for words in asks:
        there = shell(folder, words)
        check("while it is there, it is ready", re.match(r"HTTP/1\.1 200 .*\n\nready\n$", there.stdout, re.S), there)
    kontor.process.terminate()
    check("the server ends well", kontor.end() == 0, kontor.output)
    for words in asks:
        away = shell(folder, words)
        check("afterwards nobody answers", away.returncode == CANNOT_CONNECT and not away.stdout, away)


def tables(folder, url):
    """What an administrator's script asks of tables, after the examples, whose account it changes."""
    told = f"server={url}\njson='Content-Type: application/json'\nnew_id() {{ cat /proc/sys/kernel/random/uuid; }}\n"
    ended = shell(folder, CURL + told + script_of("tables", url))
    check("the examples of tables run", ended.returncode == 0, ended.stdout + ended.stderr)
    try:
        listed, judged, imported, waiting, changed, taken, added, settled, history, undone = answers(ended.stdout)
        rows = {table["name"]: table["rows"] for table in listed["tables"]}
        check("the tables are listed", rows["accounts.person"] == 2 and "messaging.message" in rows, rows)
        check("nothing is wrong with the file", judged["added"] == 1 and not judged["problems"], judged)
        check("…and its row is taken in", imported["done"] == 1 and not imported["problems"], imported)
        check("the change is accepted", taken["answers"][0]["outcome"] == "accepted", taken)
        check("a row is added", added["answers"][0]["outcome"] == "accepted", added)
        check("the settings are changed", settled["answers"][0]["outcome"] == "accepted", settled)
        check("the history knows it", json.loads(history["rows"][0]["after"])["location"] == "Tver", history)
        check("the change is taken back", undone == {"done": 1, "left": 0}, undone)
        check("jobs that wait are listed", all(job["state"] in ("waiting", "dead") for job in waiting["rows"]), waiting)
        check("what changed last is listed", changed["rows"] and "table" in changed["rows"][0], changed)
        check("who did what is CSV", (folder / "audit.csv").read_text().startswith("id,"))
        check("the rows are CSV", (folder / "people.csv").read_text().startswith("id,name,email,"))
        check("…as a Russian spreadsheet opens it", (folder / "people-ru.csv").read_bytes().startswith(
            b"\xef\xbb\xbfid;name;email;"))
        check("…and as JSON lines", all(json.loads(each)["name"] for each in
                                       (folder / "people.jsonl").read_text().splitlines()))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        check("the examples of tables print what they should", False, f"{error!r}\n{ended.stdout}\n{ended.stderr}")


def mistakes(folder, url):
    """Each is answered with the status and the broken rules that stand in the comment above it."""
    folder.mkdir()
    script = script_of("mistakes", url)
    said = [(int(status), sorted(re.findall(r"(/\w+) ([\w-]+)", rules)))
            for status, rules in re.findall(r"(?m)^# (\d+), [^:]*: (.*)$", script)]
    check("each mistake has a comment", len(said) == len(re.findall(r"\bcurl ", script)) > 0, script)
    ended = shell(folder, CURL + script)
    check("the mistakes run", ended.returncode == 0, ended.stdout + ended.stderr)
    try:
        answered = [(status, sorted((each["path"], each["rule"]) for each in json.loads(text)["problems"]))
                    for status, text in write_down_all(folder)]
        check("they are answered as the comments say", sorted(answered) == sorted(said), f"{answered}\n\n{said}")
    except (ValueError, KeyError, TypeError) as error:
        check("they are answered with problems", False, f"{error!r}\n{ended.stdout}")


def metrics(url):
    """Prometheus' own client reads them, and finds the examples among the requests."""
    try:
        families = {family.name: family for family in text_string_to_metric_families(run.ask(f"{url}/metrics")[1])}
        requests = families["kontor_http_requests"]
        served = sum(sample.value for sample in requests.samples
                     if sample.labels["route"] == "/api/v1/people" and sample.labels["status"] == "200")
        kinds = {family.type for family in families.values()}
        check("Prometheus reads the metrics", kinds == {"counter", "gauge", "histogram"}, families)
        check("the examples are counted", served >= 1, requests)
    except (ValueError, KeyError) as error:
        check("Prometheus reads the metrics", False, repr(error))


def is_archive(file):
    with zipfile.ZipFile(file) as archive:
        texts = [archive.read(name).decode(errors="replace") for name in archive.namelist()]
    return any("The oak has arrived." in text for text in texts)


def links():
    for name in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        check(f"{name} is there", (ROOT / name).exists())
    for name in sorted(set(re.findall(r"`?\b(tools/[a-z]+(?:/[\w.-]+)?)", README))):
        check(f"{name} is there", (ROOT / name).exists())


def main():
    links()
    settings()
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="kontor-readme-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        examples(folder)
    return 1 if run.failures else 0


if __name__ == "__main__":
    sys.exit(main())
