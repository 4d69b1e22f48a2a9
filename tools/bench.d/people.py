"""A workspace of 100,000 people: how soon, and by how much, a client that has nothing is told all it needs, and how
long somebody is searched for, beside one of 20 people."""

import json
import statistics
import sys
import time
import urllib.parse
import urllib.request
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from server import Person, call, running, sql  # noqa: E402

PEOPLE, TIMES = 100_000, 20


def hire(where, begin, end):
    """Every second one is called in Cyrillic, as folding takes longer there."""
    sql(where, f"""
        insert into accounts.person (id, name, email, administrator, registered, biography, location, avatar, blocked,
                                     manages_groups, kind)
            select gen_random_uuid(), case when n % 2 = 0 then 'Worker ' else 'Сотрудник ' end || n,
                   'worker' || n || '@example.com', false, 1, '', '', '', false, false, 'member'
            from generate_series({begin}, {end} - 1) as n;
        analyze accounts.person;""")


def news(person):
    """Until nothing is new, as a client asks that has nothing: milliseconds, and bytes."""
    have, count, began = [], 0, time.perf_counter()
    while True:
        request = urllib.request.Request(
            f"{person.url}/api/v1/news", json.dumps({"client": str(uuid.uuid4()), "have": have, "wait_s": 0}).encode(),
            {"Content-Type": "application/json", "Authorization": f"Bearer {person.token}"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            body = answer.read()
        told = json.loads(body)["domains"]
        count += len(body)
        if not told:
            return (time.perf_counter() - began) * 1000, count
        for domain in told:
            held = next((h for h in have if h["type"] == domain["type"]), None)
            if held is None:
                held = {"type": domain["type"], "value": {"spaces": []}}
                have.append(held)
            held["value"]["history"] = domain["value"]["history"]
            for space in domain["value"]["spaces"]:
                spaces = held["value"]["spaces"] = [
                    h for h in held["value"]["spaces"] if h["space"] != space["space"]]
                spaces.append({"space": space["space"], "next": space["next"],
                               "version": -2 if space["kind"] == "withheld" else space["version"]})


def found_ms(person, part):
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        call(f"{person.url}/api/v1/people?{urllib.parse.urlencode({'search': part, 'limit': 100})}", person.token)
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def main():
    with running() as (url, _, where, _):
        anna = Person(url, "Anna")
        hire(where, 1, 20)
        parts = {"some": "сотрудник 77", "one": "worker9998", "all": "", "none": "nobody is called so"}
        small, small_found = news(anna), {each: found_ms(anna, part) for each, part in parts.items()}
        hire(where, 20, PEOPLE)
        large = news(anna)
        print(f"bench people-first-news {large[0]:.1f} ms rival {small[0]:.1f}")
        print(f"bench people-first-news-bytes {large[1]} bytes limit 20000")
        for each, part in parts.items():
            print(f"bench people-found-{each} {found_ms(anna, part):.1f} ms rival {small_found[each]:.1f}")


if __name__ == "__main__":
    main()
