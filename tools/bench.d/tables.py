"""A page of 50 rows of a table of a million, with a filter and a sort over an index: beside the same by plain SQL."""

import json
import re
import statistics
import sys
import time
import urllib.parse
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from server import administrator, call, running, sql  # noqa: E402

ROWS, PAGES = 1_000_000, 200


def fill(where, person):
    """A channel of a million messages, which says how many there are; its id."""
    channel = str(uuid.uuid4())
    sql(where, f"""
        insert into messaging.channel (id, title, about, created_by, created, last_number, runs, earlier)
            values ('{channel}', 'Workshop', '', '{person}', 1, {ROWS}, '[]', {ROWS});
        insert into messaging.message (id, channel, number, author, text, sent)
            select gen_random_uuid(), '{channel}', n, '{person}', 'The oak has arrived, ' || n, n
            from generate_series(1, {ROWS}) as n;
        analyze messaging.message;""")
    return channel


def pages_ms(url, token, channel):
    """How long each of many pages took, one after the other."""
    took, after = [], ""
    for _ in range(PAGES):
        query = {"filter[channel]": channel, "sort": "-number", "limit": 50, **({"after": after} if after else {})}
        began = time.perf_counter()
        page = call(f"{url}/api/v1/admin/tables/messaging.message?{urllib.parse.urlencode(query)}", token)
        took.append((time.perf_counter() - began) * 1000)
        if len(page["rows"]) != 50:
            raise RuntimeError(json.dumps(page)[:300])
        after = page["next"]
    return took


def plain_ms(where, channel):
    asked = (f"select * from messaging.message where channel = '{channel}' and number <= {ROWS} - 50 * %d "
             "order by number desc, id desc limit 50;")
    said = sql(where, "\\timing on\n" + "\n".join(asked % page for page in range(PAGES)))
    return [float(ms) for ms in re.findall(r"^Time: (\S+) ms", said, re.M)]


def main():
    with running() as (url, _, where, kontor):
        anna = administrator(url, kontor.output)
        channel = fill(where, anna["person"]["id"])
        paged, plain = pages_ms(url, anna["access_token"], channel), plain_ms(where, channel)
        print(f"bench table-page-p50 {statistics.median(paged):.1f} ms rival {statistics.median(plain):.1f}")
        print(f"bench table-page-p95 {statistics.quantiles(paged, n=20)[18]:.1f} ms limit 20")


if __name__ == "__main__":
    main()
