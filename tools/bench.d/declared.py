"""How long people wait beside a thousand strangers who declare all they may, next to the same on a calm server."""

import http.client
import json
import resource
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests/commands"))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from abuse import asked_ms  # noqa: E402
from server import Person, served  # noqa: E402
from strangers import Strangers, Way  # noqa: E402

SIGN_INS = 40


def sign_in_ms(person):
    host, port = person.url[7:].split(":")
    took = []
    for _ in range(SIGN_INS):
        connection = http.client.HTTPConnection(host, int(port), timeout=60)
        began = time.perf_counter()
        connection.request("POST", "/api/v1/accounts/sign-in",
                           json.dumps({"email": person.email, "password": person.password}),
                           {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        took.append((time.perf_counter() - began) * 1000)
        connection.close()
        if answer.status != 200:
            raise RuntimeError(f"a person was refused: {answer.status}")
    return took


def measure(url):
    person = Person(url, "Anna")
    calm, calm_in = asked_ms(person), sign_in_ms(person)
    strangers = Strangers(Way(int(url.rsplit(":", 1)[1])),
                          lambda number: f"127.67.{number // 250}.{1 + number % 250}")
    try:
        strangers.come()
        beside, beside_in = asked_ms(person), sign_in_ms(person)
    finally:
        strangers.leave()
    print(f"bench declared-others-p50 {statistics.median(beside):.2f} ms rival {statistics.median(calm):.2f}")
    print(f"bench declared-others-wait-at-most {max(beside):.1f} ms limit 500")
    print(f"bench declared-sign-in-p50 {statistics.median(beside_in):.1f} ms rival {statistics.median(calm_in):.1f}")


def main():
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with served() as url:
        measure(url)


if __name__ == "__main__":
    main()
