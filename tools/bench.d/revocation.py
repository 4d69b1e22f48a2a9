"""How soon a session that is ended is out: its open poll, and its next request."""

import statistics
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from server import Person, call, served  # noqa: E402

SESSIONS = 40


def status_of(url, token):
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            answer.read()
            return answer.status
    except urllib.error.HTTPError as error:
        error.read()
        return error.code


def ended_ms(person):
    """Signs in once more, ends that session, and says how long its poll and its requests went on, from the question."""
    session = call(f"{person.url}/api/v1/accounts/sign-in", body={"email": person.email, "password": person.password})
    token = session["access_token"]
    since = call(f"{person.url}/api/v1/news", token)["since"]
    polled = []

    def poll():
        status = status_of(f"{person.url}/api/v1/news?wait=25&since={urllib.request.quote(since)}", token)
        polled.append((status, time.perf_counter()))

    waiting = threading.Thread(target=poll)
    waiting.start()
    time.sleep(0.2)
    began = time.perf_counter()
    person.send("end-session", {"person": person.id, "session": session["session"]}, "accounts")
    while status_of(f"{person.url}/api/v1/me", token) == 200:
        pass
    refused = time.perf_counter()
    waiting.join()
    if polled[0][0] != 401:
        raise RuntimeError(f"the poll of an ended session was answered {polled[0][0]}")
    return (polled[0][1] - began) * 1000, (refused - began) * 1000


def measure(url):
    person = Person(url, "Anna")
    polls, requests = zip(*[ended_ms(person) for _ in range(SESSIONS)])
    for name, took in (("poll-ends", polls), ("request-refused", requests)):
        print(f"bench revocation-{name}-p50 {statistics.median(took):.1f} ms limit 100")
        print(f"bench revocation-{name}-p95 {statistics.quantiles(took, n=20)[18]:.1f} ms limit 100")


if __name__ == "__main__":
    with served() as address:
        measure(address)
