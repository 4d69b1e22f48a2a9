"""M: forged places in the news and in lists, and bodies at the border of what can be read."""

import base64
import json
import uuid

from arena import Server, Stranger, check, run

server = Server()
boss = server.administrator()
bob, eve = server.member("Bob"), server.member("Eve")
private = bob.channel("Bob's own")
bob.write(private, "a secret of Bob's")
mine = eve.channel("Eve's own")


def news():
    """M1 M2 news of spaces that are others'"""
    begun = eve.get("/api/v1/news").json
    since = begun["since"]
    data = base64.urlsafe_b64decode(since + "=" * (-len(since) % 4)) if since else b""
    tried = {"a place of rubbish": "x" * 40, "a bent one": since[:-6] + "AAAAAA", "nothing": "",
             "one cut short": since[: len(since) // 2],
             "bytes that are no text": base64.urlsafe_b64encode(b"\xff" * 60).decode().rstrip("="),
             "Bob's, written into it": base64.urlsafe_b64encode(
                 data.replace(uuid.UUID(mine).bytes, uuid.UUID(private).bytes)).decode().rstrip("="),
             "bob's own place": bob.get("/api/v1/news").json["since"]}
    for name, place in tried.items():
        got = eve.ask("GET", "/api/v1/news?since=" + place)
        check(f"M1 {name}: nothing of Bob's", got.status in (200, 400, 422) and not got.says("a secret of Bob's"), got)
    have = [{"space": {"kind": "channel", "id": private}, "version": 0},
            {"space": {"kind": "me", "id": bob.id}, "version": 0}]
    held = [{"type": told["type"], "value": {"history": told["value"]["history"], "spaces": have}}
            for told in begun["domains"]]
    got = eve.post("/api/v1/news", {"client": bob.client, "have": held})
    check("M2 they are gone, to whoever says so", got.status == 200 and got.says("gone"), got)
    check("M2 and nothing of Bob's is told", not got.says("a secret of Bob's", "Bob's own"), got)


def lists():
    """M3 M4 names, operators and SQL in lists"""
    for query in ("sort=name;drop%20table%20x", "sort=name%20desc", "sort=biography", "filter[biography]=x",
                  "filter[password_hash]=x", "filter[name%22]=x", "filter[name][in]=x", "filter[id]=1",
                  "filter[registered][at_least]=0", "limit=201", "limit=-1", "limit=1e9", "after=x",
                  "after=" + base64.urlsafe_b64encode(b"' or 1=1 --").decode(), "sort=" + "name," * 40):
        got = eve.get("/api/v1/people?" + query)
        check(f"M3 {query[:60]}: refused by name", got.status in (400, 422) and
              got.headers["Content-Type"].startswith("application/problem+json"), got)
    for query in ("filter[name]=x'or'1'='1", "search=%25", "search=_", "search=%5C", "filter[name][starts]=%25"):
        got = eve.get("/api/v1/people?" + query)
        check(f"M3 {query}: is a text and finds nobody", got.status == 200 and got.json["total"] == 0, got)
    check("M3 and the table is there", eve.get("/api/v1/people").json["total"] == 3)
    # The place of another list, and of one with other words.
    after = boss.get("/api/v1/people?limit=1").json["next"]
    got = eve.get("/api/v1/people?limit=1&sort=-email&after=" + after)
    check("M4 a place of another list: refused", got.status in (400, 422), got)


def json_bodies():
    """M5 JSON at the border"""
    def post(body):
        return Stranger(server).ask("POST", "/api/v1/accounts/sign-in", body, {"Content-Type": "application/json"})

    good = json.dumps({"email": boss.email, "password": boss.password})
    tried = {
        "33 deep": b"[" * 33 + b"]" * 33, "50,000 deep": b"[" * 50_000, "a name twice": good[:-1].encode() +
        b',"email":"x@example.com"}', "NaN": b'{"email":NaN}', "1e999": b'{"days":1e999}',
        "half a surrogate": rb'{"email":"\ud800"}', "a NUL": rb'{"email":"a\u0000b"}', "rubbish behind": good.encode() +
        b"x", "UTF-16": good.encode("utf-16"), "overlong": b'{"email":"\xc0\xae"}', "a prototype":
        b'{"__proto__":{"administrator":true}}', "an array": b"[]", "true for a text": b'{"email":true}',
        "a megabyte of names": b"{" + b",".join(b'"x%d":1' % at for at in range(4000)) + b"}"}
    for name, body in tried.items():
        got = post(body)
        check(f"M5 {name}: refused", got.status in (400, 413), got)
        problems = got.json.get("problems", [])
        check(f"M5 {name}: with at most 100 mistakes", len(problems) <= 100, len(problems))
    got = post(b'{"email":"' + b"x" * (1024 * 1024) + b'"}')
    check("M5 more than may come: refused", got.status == 413, got)


def cereal_bodies():
    """M6 bytes at the border"""
    got = Stranger(server).ask("POST", "/api/v1/accounts/sign-in", b"{}", {
        "Content-Type": "application/vnd.kontor.cereal; types=0000000000000000"})
    check("M6 of another build: refused", got.status == 415, got)
    # What this build's own type may bring is tried in tests/shared/wire/bytes_test.cpp and tests/fuzz/fuzz_bytes.cpp.
    for kind in ("application/octet-stream", "application/x-protobuf", "text/xml", "application/json; charset=utf-16"):
        got = Stranger(server).ask("POST", "/api/v1/accounts/sign-in", b"\xff" * 4, {"Content-Type": kind})
        check(f"M6 {kind}: refused", got.status in (400, 415), got)


def made_up(version=1):
    return {"space": {"kind": "channel", "id": str(uuid.uuid4())}, "version": version}


def many_spaces():
    """M7 thousands of made-up spaces"""
    history = next(told["value"]["history"] for told in eve.get("/api/v1/news").json["domains"]
                   if told["type"] == "messaging")

    def held(count):
        return {"client": eve.client, "have": [{"type": "messaging", "value": {
            "history": history, "spaces": [made_up() for _ in range(count)]}}]}

    got = eve.post("/api/v1/news", held(9_000))
    check("M7 9,000 made-up spaces are all gone", got.status == 200 and got.says("gone"), got)
    got = eve.post("/api/v1/news", held(11_000))
    check("M7 11,000 are too many", got.status in (400, 413, 422), got)


def reports():
    """M8 what a stranger writes into the log"""
    marks = "\u202e\u2066\u200f\u2028\x1b[31m"
    got = Stranger(server).post("/api/v1/reports", {"place": "here", "text": f"{marks}\n{{\"level\":\"error\"}}"})
    check("M8 control characters: refused", got.status == 422, got)
    got = Stranger(server).post("/api/v1/reports", {"place": "here", "text": "\u202e\u2066\u200f\u2028\n{\"a\":1}"})
    check("M8 the others are taken", got.status == 200, got)
    log = server.log()
    check("M8 and none of them stands in the log as it is", not any(
        mark in log for mark in "\u202e\u2066\u200f\u2028\x1b"), log[-600:])


run(news, lists, json_bodies, cereal_bodies, many_spaces, reports)
