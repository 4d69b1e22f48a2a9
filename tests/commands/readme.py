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
    lines = list(folder.glob("answer.*.line"))
    for line in lines:
        method, url, status, content_type = line.read_text().splitlines()[-1].split("\t")
        run.write_down(method, url, int(status), content_type, line.with_suffix("").read_text(errors="replace"))
    return len(lines)


def what_the_examples_need(folder, url, printed):
    """A picture, and the token of an administrator, who registers by the link that the server prints."""
    shutil.copy(ROOT / "assets/readme/channel.png", folder / "me.png")
    administrator = post(f"{url}/api/v1/accounts/register", {
        "name": "Olga", "email": "olga@example.com", "password": "a few good words", "device": "readme.py",
        "invitation": re.search(r"/first/(\S+)", printed)[1]})
    token = post(f"{url}/api/v1/accounts/tokens", {"name": "readme.py", "scope": "admin", "days": 1},
                 administrator["signed_in"]["access_token"])["token"]
    (folder / "admin-token").write_text(token)


def examples(folder):
    url = f"http://127.0.0.1:{run.free_port()}"
    kontor = run.Run(folder, "--listen", url[7:], "--data", str(folder / "data"))
    if not kontor.wait_for(rf"(?m)^{re.escape(url)}/?$"):
        check("the server for the examples starts", False, kontor.output)
        return
    what_the_examples_need(folder, url, kontor.wait_for(r"(?s).*/first/\S+\s")[0])
    script = "".join(re.findall(r"```sh\n(.*?)```", part("api"), re.S)).replace("http://127.0.0.1:8080", url)
    ended = subprocess.run(["bash", "-euo", "pipefail", "-c", CURL + script], cwd=folder, text=True,
                           capture_output=True, check=False)
    check("the examples run", ended.returncode == 0, ended.stdout + ended.stderr)
    check("each is answered", write_down_all(folder) == len(re.findall(r"\bcurl ", script)), script)
    try:
        people, taken, news, messages, me, picture, accounts, keys = answers(ended.stdout)
        check("the list finds her", "anna@example.com" in json.dumps(people), people)
        outcomes = [answer["outcome"] for answer in taken["answers"]]
        check("both commands are accepted", outcomes == ["accepted", "accepted"], taken)
        check("news can be followed", news["since"] and "history" in news, news)
        check("the message is there", "The oak has arrived." in json.dumps(messages), messages)
        check("the token is hers", me["person"]["email"] == "anna@example.com", me)
        check("only she can read where it is kept", (folder / "token").stat().st_mode & 0o77 == 0)
        check("the picture is taken", picture["avatar"], picture)
        check("the archive has her message", is_archive(folder / "kontor.zip"))
        stored = {row["email"]: row["stored_bytes"] for row in accounts["rows"]}
        hers, others = stored["anna@example.com"], stored["olga@example.com"]
        check("the picture counts as stored", hers > 1000 > others, stored)
        check("the keys are there", [key["crv"] for key in keys["keys"]][:1] == ["P-256"], keys)
    except (ValueError, KeyError, TypeError) as error:
        check("the examples print what they should", False, f"{error!r}\n{ended.stdout}\n{ended.stderr}")
    metrics(url)
    kontor.process.terminate()
    check("the server ends well", kontor.end() == 0, kontor.output)


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
