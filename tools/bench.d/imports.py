"""A file of 50,000 rows taken in while two people go on posting: how long it takes, and what they feel of it."""

import csv
import io
import json
import re
import statistics
import sys
import threading
import time
import urllib.request
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from server import Person, administrator, call, memory_mb, running, sql  # noqa: E402

ROWS = 50_000
PAUSE_S, QUIET_S = 0.1, 15  # between two posts of one person; without an import beside


def sheet(header, rows):
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def channels(person):
    """Every field that a channel has; each comes with its owner and with how far that one has read."""
    return sheet(
        ["id", "title", "about", "created_by", "created", "last_number", "runs", "earlier"],
        ([uuid.uuid4(), f"Order {i}", f"The oak of order {i}, \"dry\"; to be called for", person,
          "2026-11-21T08:00:00Z", 0, "", 0] for i in range(ROWS)))


def messages(channel, person):
    return sheet(
        ["id", "channel", "number", "author", "text", "sent"],
        ([uuid.uuid4(), channel, i + 1, person, f"The oak of order {i} has arrived.", "2026-11-21T08:00:00Z"]
         for i in range(ROWS)))


def take_in(url, token, table, body, dry_run=False):
    """Seconds that it took, once all of it is there."""
    request = urllib.request.Request(
        f"{url}/api/v1/admin/tables/{table}/imports?dry_run={'true' if dry_run else 'false'}", body,
        {"Content-Type": "text/csv", "Authorization": f"Bearer {token}"})
    began = time.perf_counter()
    with urllib.request.urlopen(request, timeout=1800) as answer:
        said = json.load(answer)
    if said["added"] != ROWS or said["done"] != (0 if dry_run else ROWS) or said["problems"]:
        raise RuntimeError(json.dumps(said)[:500])
    return time.perf_counter() - began


class Posting:
    """Two people who write to one channel, one message after the other, until they are told to stop."""

    def __init__(self, url):
        self.people = [Person(url, name) for name in ("Anna", "Boris")]
        self.channel = str(uuid.uuid4())
        anna, boris = self.people
        anna.send("create-channel", {"channel": self.channel, "member": str(uuid.uuid4()), "owner": anna.id,
                                     "title": "Workshop", "about": ""})
        anna.send("invite", {"channel": self.channel, "member": str(uuid.uuid4()), "person": boris.id})

    def beside(self, act):
        """What `act` answers, and how many milliseconds each post took meanwhile."""
        took, ends = [], threading.Event()

        def post(person):
            while not ends.wait(PAUSE_S):
                began = time.perf_counter()
                person.send("post", {"channel": self.channel, "message": str(uuid.uuid4()), "text": "Thank you!"})
                took.append((time.perf_counter() - began) * 1000)

        threads = [threading.Thread(target=post, args=[person]) for person in self.people]
        for thread in threads:
            thread.start()
        try:
            return act(), took
        finally:
            ends.set()
            for thread in threads:
                thread.join()


def print_posts(when, took):
    print(f"bench posts-{when}-p50 {statistics.median(took):.1f} ms")
    print(f"bench posts-{when}-p99 {statistics.quantiles(took, n=100)[98]:.1f} ms limit 100")


def copy_s(where, body):
    """The same rows by PostgreSQL alone, with the constraints, indexes and revisions that they have here."""
    rows = list(csv.reader(io.StringIO(body.decode())))
    for row in rows[1:]:  # the id anew, and as the columns have it
        row[0], row[4], row[6] = str(uuid.uuid4()), "1", "[]"
    text = sheet(rows[0], rows[1:]).decode()
    began = time.perf_counter()
    sql(where, f"copy messaging.channel ({', '.join(rows[0])}) from stdin with (format csv, header);\n{text}\\.\r\n")
    return time.perf_counter() - began


def measure(url, output, where, data):
    boss = administrator(url, output)
    token, person = boss["access_token"], boss["person"]["id"]
    posting = Posting(url)
    _, quiet = posting.beside(lambda: time.sleep(QUIET_S))
    print_posts("alone", quiet)
    body = channels(person)
    dry, _ = posting.beside(lambda: take_in(url, token, "messaging.channel", body, True))
    print(f"bench import-dry-run {dry:.1f} s")
    took, beside = posting.beside(lambda: take_in(url, token, "messaging.channel", body))
    print(f"bench import-channels {took:.1f} s limit 60")
    print(f"bench import-beside-copy {took:.1f} s rival {copy_s(where, body):.1f}")
    print_posts("beside-import", beside)
    said, beside = posting.beside(
        lambda: take_in(url, token, "messaging.message", messages(posting_elsewhere(url, token, person), person)))
    print(f"bench import-messages {said:.1f} s limit 60")
    print_posts("beside-messages", beside)
    print(f"bench import-peak-memory {memory_mb(data, 'VmHWM'):.0f} MB")


def posting_elsewhere(url, token, person):
    """Another channel, to which nobody posts: numbers of messages leave no gap."""
    channel = str(uuid.uuid4())
    call(f"{url}/api/v1/messaging/commands", token, {
        "client": str(uuid.uuid4()), "commands": [{"number": 1, "command": {
            "type": "messaging.create-channel", "value": {
                "channel": channel, "member": str(uuid.uuid4()), "owner": person, "title": "Orders", "about": ""}}}]})
    return channel


def main():
    with running() as (url, data, where, kontor):
        measure(url, kontor.output, where, data)


if __name__ == "__main__":
    main()
