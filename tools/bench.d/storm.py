"""A storm of 250 sign-ins at once: how much of what the cores can hash goes on, and how long others wait meanwhile."""

import http.client
import json
import os
import statistics
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from abuse import asked_ms  # noqa: E402
from server import Person, served  # noqa: E402

STORM, LASTS_S = 250, 8


def sign_in(address, source, email, password):
    """The status of one attempt, and after how many seconds another one is welcome."""
    connection = http.client.HTTPConnection(*address, timeout=60, source_address=(source, 0))
    connection.request("POST", "/api/v1/accounts/sign-in", json.dumps({"email": email, "password": password}),
                       {"Content-Type": "application/json"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, float(answer.headers.get("Retry-After") or 0)


def signed_in_per_s(person, crowd):
    """How many get in each second while so many try, each from an address of its own and as patient as it is told."""
    host, port = person.url[7:].split(":")
    until, counts, lock = time.monotonic() + LASTS_S, {}, threading.Lock()

    def one(number):
        source = f"127.0.{1 + number // 200}.{1 + number % 200}"
        while time.monotonic() < until:
            status, wait_s = sign_in((host, int(port)), source, person.email, person.password)
            with lock:
                counts[status] = counts.get(status, 0) + 1
            time.sleep(min(wait_s, max(0, until - time.monotonic())))

    threads = [threading.Thread(target=one, args=(number,)) for number in range(crowd)]
    for thread in threads:
        thread.start()
    return threads, counts


def measure(url):
    person = Person(url, "Anna")
    threads, calm = signed_in_per_s(person, 2 * (os.cpu_count() or 1))
    for thread in threads:
        thread.join()
    threads, stormy = signed_in_per_s(person, STORM)
    time.sleep(1)
    waited = asked_ms(person)
    for thread in threads:
        thread.join()
    possible = calm.get(200, 0) / LASTS_S
    print(f"bench storm-signed-in {stormy.get(200, 0) / LASTS_S:.1f} /s limit {0.9 * possible:.1f}")
    print(f"bench storm-told-to-wait {stormy.get(429, 0)} answers")
    print(f"bench storm-others-p99 {statistics.quantiles(waited, n=100)[98]:.1f} ms limit 50")


if __name__ == "__main__":
    with served() as address:
        measure(address)
