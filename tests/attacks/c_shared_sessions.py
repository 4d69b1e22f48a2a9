"""C: refresh tokens that are shown twice, late, bent or from elsewhere, and the cookie that holds them."""

import base64

from arena import PostOffice, Server, Stranger, at_once, base64url, check, from_base64url, run, until

server = Server()
server.administrator()
ME, REFRESH = "/api/v1/me", "/api/v1/accounts/refresh"
signed_up = 0


def somebody():
    global signed_up
    signed_up += 1
    return server.member(f"Somebody {signed_up}")


def refresh(token, source="127.0.0.1", at=server):
    return Stranger(at, source).post(REFRESH, {"refresh_token": token})


def at_the_same_moment():
    """C1 one token by two at once"""
    who = somebody()
    got = at_once(*[lambda: refresh(who.refresh_token)] * 2)
    tokens = {each.json["refresh_token"] for each in got if each.status == 200}
    check("C1 two at once get the same successor", [each.status for each in got] == [200, 200] and len(tokens) == 1,
          got)


def used_up():
    """C2 a token that was used up"""
    who = somebody()
    second = refresh(who.refresh_token).json
    third = refresh(second["refresh_token"]).json
    got = refresh(who.refresh_token)
    check("C2 a token of two rotations ago ends its session", (got.status, got.rule) == (401, "session-ended"), got)
    got = refresh(third["refresh_token"])
    check("C2 with the newest one", (got.status, got.rule) == (401, "session-ended"), got)
    got = who.on(server, third["access_token"]).get(ME)
    check("C2 and its access token at once", (got.status, got.rule) == (401, "session-ended"), got)


def bent():
    """C3 tokens that are not quite one"""
    who = somebody()
    data = from_base64url(who.refresh_token)
    for name, at in {"of the session": 3, "of the secret": len(data) // 2, "of the seal": len(data) - 1}.items():
        turned = bytearray(data)
        turned[at] ^= 1
        got = refresh(base64url(bytes(turned)))
        check(f"C3 a bit {name}: refused", (got.status, got.rule) == (401, "token-invalid"), got)
    got = refresh(base64.b64encode(data).decode())
    check("C3 another alphabet: refused or the same bytes", got.status in (200, 401), got)
    after = who.get(ME)
    check("C3 and the session goes on", after.status == 200, after)


def shared():
    """C4 a thief and the owner with one token"""
    who = somebody()
    thief = refresh(who.refresh_token, "127.0.0.9").json
    refresh(thief["refresh_token"], "127.0.0.9")
    got = refresh(who.refresh_token)
    check("C4 once the successor was used, the token before it is a theft", (got.status, got.rule) == (
        401, "session-ended"), got)
    got = who.on(server, thief["access_token"]).get(ME)
    check("C4 and the thief is out, too", (got.status, got.rule) == (401, "session-ended"), got)
    who = somebody()
    thief = refresh(who.refresh_token, "127.0.0.9").json
    owner = refresh(who.refresh_token)
    check("C4 an owner whose reply was lost is given another one", owner.status == 200 and
          owner.json["refresh_token"] != thief["refresh_token"], owner)
    got = refresh(thief["refresh_token"], "127.0.0.9")
    check("C4 and the one that was taken for lost ends the session when a thief shows it", (got.status, got.rule) == (
        401, "session-ended"), got)
    got = refresh(owner.json["refresh_token"])
    check("C4 for both", got.status == 401, got)


def cookie():
    """C5 the refresh cookie"""
    who = somebody()
    got = who.try_to_sign_in(cookie=True)
    line = got.headers["Set-Cookie"] or ""
    held = dict(part.strip().partition("=")[::2] for part in line.split(";")[1:])
    check("C5 is for the server alone", "HttpOnly" in held and held.get("SameSite") == "Strict", line)
    check("C5 goes to the accounts only", held.get("Path", "").startswith("/api/v1/accounts"), line)
    check("C5 and is not in the body", not got.json["refresh_token"], got)


def other_sites():
    """C6 a page of another site"""
    who = somebody()
    line = who.try_to_sign_in(cookie=True).headers["Set-Cookie"].split(";")[0]
    for origin in ("https://evil.example", "null", "http://127.0.0.1:9999",
                   f"http://127.0.0.1:{server.port}.evil.example"):
        got = Stranger(server).post(REFRESH, {}, {"Cookie": line, "Origin": origin})
        check(f"C6 from {origin}: refused", (got.status, got.rule) == (403, "foreign-origin"), got)
    got = Stranger(server).ask("POST", REFRESH, b"{}", {"Cookie": line, "Content-Type": "text/plain"})
    check("C6 as a form would send it: refused", got.status == 415, got)
    got = Stranger(server).post(REFRESH, {}, {"Cookie": line, "Origin": server.url})
    check("C6 from its own page: taken", got.status == 200, got)


def other_names():
    """C7 a foreign name that points here"""
    foreign = f"evil.example:{server.port}"
    for method, path, body in (("POST", REFRESH, {"refresh_token": "x"}), ("GET", "/metrics", None),
                               ("POST", "/api/v1/accounts/register", {"name": "x"}), ("GET", "/", None)):
        got = Stranger(server).ask(method, path, body, {"Host": foreign, "Origin": f"http://{foreign}"})
        check(f"C7 {method} {path} under a foreign name: 421", got.status == 421, got)
    for name in (f"localhost:{server.port}", f"127.0.0.1:{server.port}"):
        check(f"C7 {name.split(':')[0]} is ours", Stranger(server).get("/healthz", Host=name).status == 200)


def told():
    """C8 the owner of a session that two held"""
    office = PostOffice()
    mailed = Server(environment={"KONTOR_SMTP_URL": office.url, "KONTOR_MAIL_FROM": "kontor@example.org"})
    who = mailed.administrator()
    second = refresh(who.refresh_token, at=mailed).json
    refresh(second["refresh_token"], at=mailed)
    check("C8 nobody is told of an ordinary renewal", office.texts_to(who.email) == [])
    got = [each.status for each in at_once(*[lambda: refresh(who.refresh_token, at=mailed)] * 8)]
    check("C8 a thief who shows it again and again is refused", got == [401] * 8, got)
    until("the letter has come", lambda: office.texts_to(who.email))
    letters = int(mailed.sql("select count(*) from server.letter"))
    check("C8 and the owner has one letter of it", letters == 1 and len(office.texts_to(who.email)) == 1, letters)


run(at_the_same_moment, used_up, bent, shared, cookie, other_sites, other_names, told)
