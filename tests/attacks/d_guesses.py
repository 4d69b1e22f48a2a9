"""D: found sessions, leaked tokens, guessed passwords, and what an answer tells of others."""

from arena import Person, Server, Stranger, at_once, check, run, until

server = Server()
boss = server.administrator()
eve, bob, vic = server.member("Eve"), server.member("Bob"), server.member("Vic")
ME = "/api/v1/me"


def found_session():
    """D1 a found open session makes a token that stays"""
    found = boss.on(server)
    for name, password in {"without a password": "", "with a wrong one": "not the right one"}.items():
        got = found.post("/api/v1/accounts/tokens", {
            "name": "x", "scope": "admin", "days": 30, "again": {"password": password}})
        check(f"D1 a token {name}: refused", got.status in (400, 401, 403, 422), got)
    got = found.make_token("admin", days=3660)
    check("D1 an admin token for ten years: refused", got.status == 422, got)
    for name, password in {"without a password": "", "with a wrong one": "not the right one"}.items():
        got = found.change_right(eve, True, password=password)
        check(f"D1 another administrator {name}: refused", got.status in (400, 401, 403, 422), got)
        got = found.post("/api/v1/admin/accounts", {"name": "Pat", "email": "pat@example.com", "hand_over": True,
                                                    "again": {"password": password}})
        check(f"D1 a person with a known password {name}: refused", got.status in (400, 401, 403, 422), got)
    check("D1 and there is none", not eve.get(ME).json["person"]["administrator"])
    token = boss.make_token("admin").json["token"]
    check("D1 the token works", boss.on(server, token).get("/api/v1/admin/accounts").status == 200)
    changed = boss.post("/api/v1/accounts/change-password", {
        "again": boss.again(), "password": "another few good words"})
    boss.password = "another few good words"
    check("D1 the password is changed", changed.status == 200, changed)
    got = boss.on(server, token).get("/api/v1/admin/accounts")
    check("D1 and the token made before ends with it", got.status == 401, got)


def links_of_letters():
    """D2 a token for scripts reads the links of letters"""
    token = boss.make_token("admin").json["token"]
    Stranger(server).post("/api/v1/accounts/request-reset", {"email": eve.email})
    until("the letter stands in the list", lambda: boss.get("/api/v1/admin/letters").says(eve.email))
    for who, name in ((boss.on(server, token), "a token's"), (boss, "a session's")):
        got = who.get("/api/v1/admin/letters")
        check(f"D2 {name} list of letters holds no link", got.status == 200 and not got.says("/reset"), got)
    letter = next(each["id"] for each in boss.get("/api/v1/admin/letters").json["rows"]
                  if each["recipient"] == eve.email)
    for body in ({"password": ""}, boss.again()):
        got = boss.on(server, token).post(f"/api/v1/admin/letters/{letter}/link", {"again": body})
        check("D2 a script is not shown a link", (got.status, got.rule) == (403, "session-needed"), got)
    got = boss.post(f"/api/v1/admin/letters/{letter}/link", {"again": {"password": "not the right one"}})
    check("D2 nor is a session without the password", got.status in (401, 403, 422), got)
    got = boss.post(f"/api/v1/admin/letters/{letter}/link", {"again": boss.again()})
    check("D2 an administrator with the password is", got.status == 200 and got.says("/reset"), got)
    got = boss.get("/api/v1/admin/audit?filter[action]=link-seen")
    check("D2 and the log says so", got.json["total"] == 1, got)


def links_of_answers():
    """D2 a token for scripts registers and invites"""
    script = boss.on(server, boss.make_token("admin").json["token"])
    accounts, invitations = "/api/v1/admin/accounts", "/api/v1/admin/invitations"
    got = script.post(accounts, {"name": "Pat", "email": "pat@example.com", "hand_over": True, "again": boss.again()})
    check("D2 a script has no password made", (got.status, got.rule) == (403, "session-needed"), got)
    for path, page in ((accounts, "/reset"), (invitations, "/join")):
        got = script.post(path, {"email": f"by{page[1:]}@example.com", **({"name": "Pat"} if path == accounts else {})})
        check(f"D2 a script is told of a letter by {path}, and no link", got.status == 200 and
              "letter" in got.json and not got.json.get("password") and not got.says("#") and not got.says(page), got)
        see = f"/api/v1/admin/letters/{got.json['letter']}/link"
        got = script.post(see, {"again": boss.again()})
        check("D2 nor is it shown that later", (got.status, got.rule) == (403, "session-needed"), got)
        got = boss.post(see, {"again": {"password": "not the right one"}})
        check("D2 nor is a session without the password", got.status in (401, 403, 422), got)
        got = boss.post(see, {"again": boss.again()})
        check("D2 a session with the password is", got.status == 200 and got.says(page), got)


def rights_that_stay():
    """D2 a token for scripts makes an administrator"""
    script = boss.on(server, boss.make_token("admin").json["token"])
    for password in ("", boss.password):
        got = script.change_right(eve, True, password=password)
        check("D2 a script gives nobody the right", (got.status, got.rule) == (403, "session-needed"), got)
    got = script.say_once("set-administrator", {"person": eve.id, "administrator": True})
    check("D2 nor by a command", got == ("400", "unknown-type"), got)
    got = eve.get("/api/v1/admin/accounts")
    check("D2 and nobody has it", got.status == 403, got)
    given, taken = boss.change_right(eve, True), boss.change_right(eve, False)
    check("D2 a session with the password gives and takes it",
          (given.status, taken.status) == (200, 200), (given, taken))


def said_in_the_log():
    """D3 secrets in the log"""
    log = server.log()
    for name, word in {"a password": boss.password, "an access token": boss.token, "a refresh token": eve.refresh_token,
                       "the hash of a password": "$argon2"}.items():
        check(f"D3 {name} is not in the log", word not in log)


def closing_others_out():
    """D4 a stranger keeps somebody out"""
    locking = Server(limits="1")
    locking.administrator()
    person = locking.member("Victor")
    stranger = person.on(locking)
    stranger.source = "127.0.0.66"
    statuses = [stranger.try_to_sign_in("a wrong guess").status for _ in range(14)]
    check("D4 the stranger is closed out", statuses[-1] == 429, statuses)
    got = person.post("/api/v1/accounts/change-password", {
        "again": person.again(), "password": "another few good words"})
    check("D4 an open session is not", got.status == 200, got)


def who_is_known():
    """D5 an unknown e-mail is answered as a known one"""
    asked = Server(limits="1")
    known = asked.administrator("Known")

    def statuses(email):
        stranger = Person(asked, "x", email, "127.0.0.77")
        got = [stranger.try_to_sign_in("a wrong guess") for _ in range(12)]
        return [(each.status, each.rule) for each in got]

    first, second = statuses(known.email), statuses("nobody@example.com")
    # The address has a limit of its own, which both of them meet: what is compared is the e-mail's.
    check("D5 wrong passwords are answered the same", set(first) == set(second) or
          {rule for _, rule in first} >= {rule for _, rule in second}, (first, second))
    got = [Stranger(server).post("/api/v1/accounts/request-reset", {"email": email})
           for email in (vic.email, "nobody@example.com")]
    check("D5 a reset is answered the same", [(each.status, each.text) for each in got][0] == (
        got[1].status, got[1].text), got)


def signed_addresses():
    """D8 an address that opens one thing for a minute"""
    archive = "/api/v1/me/archive"
    got = bob.post("/api/v1/accounts/sign-address", {"path": "/api/v1/people"})
    check("D8 only what is meant for it is signed", got.status in (400, 404, 409, 422), got)
    signed = bob.post("/api/v1/accounts/sign-address", {"path": archive}).json["address"]
    stranger = Stranger(server)
    check("D8 the address opens without a header", stranger.get(signed).status == 200)
    path, _, proof = signed.partition("?")
    for name, bent in {"another path": f"/api/v1/me?{proof}", "more of a query": f"{signed}&search=x",
                       "a bent seal": signed[:-4] + ("AAAA" if signed[-4:] != "AAAA" else "BBBB"),
                       "two seals": f"{signed}&{proof}"}.items():
        got = stranger.get(bent)
        check(f"D8 {name}: refused", got.status in (400, 401), got)
    got = stranger.post(signed, {})
    check("D8 another method: refused", got.status in (401, 404, 405), got)
    bob.post("/api/v1/accounts/sign-out", {})
    got = stranger.get(signed)
    check("D8 and it ends with its session", got.status == 401, got)
    bob.sign_in()


def blocking():
    """D9 somebody is blocked"""
    token = bob.make_token("read").json["token"]
    got = boss.say("accounts", "set-blocked", {"person": bob.id, "blocked": True})
    check("D9 blocked", got == ("accepted", None), got)
    for name, answer in {
            "the session": bob.get(ME), "the token for scripts": bob.on(server, token).get(ME),
            "the refresh token": Stranger(server).post("/api/v1/accounts/refresh",
                                                       {"refresh_token": bob.refresh_token}),
            "signing in": bob.try_to_sign_in()}.items():
        check(f"D9 {name} is refused at once", answer.status in (401, 403), answer)
    boss.say("accounts", "set-blocked", {"person": bob.id, "blocked": False})
    got = bob.on(server, token).get(ME)
    check("D9 unblocking brings no old token back", got.status == 401, got)
    check("D9 but the person", bob.try_to_sign_in().status == 200)


def last_administrator():
    """D10 the last administrator"""
    got = boss.say("accounts", "set-blocked", {"person": boss.id, "blocked": True})
    check("D10 does not block themselves", got == ("refused", "blocks-administrator"), got)
    got = boss.change_right(boss, False)
    check("D10 nor takes their own right", (got.status, got.rule) == (409, "last-administrator"), got)
    got = boss.post("/api/v1/accounts/delete-me", {"again": boss.again()})
    check("D10 nor does the last one leave", (got.status, got.rule) == (409, "last-administrator"), got)
    got = boss.post(f"/api/v1/admin/accounts/{boss.id}/delete", {"again": boss.again()})
    check("D10 or is deleted", got.status == 409, got)


def many_guesses():
    """D11 25 guesses at once"""
    guessed = Server(limits="1")
    guessed.administrator()
    person = guessed.member("Gil")
    stranger = person.on(guessed)
    stranger.source = "127.0.0.88"
    got = at_once(*[lambda: stranger.try_to_sign_in("a wrong guess")] * 25)
    judged = [each for each in got if each.status == 401]
    check("D11 no more are judged than the limit lets through", 1 <= len(judged) <= 20, [each.status for each in got])
    check("D11 and the others are told to wait", all(
        each.status == 429 and each.headers["Retry-After"] for each in got if each.status != 401), got)


def open_door():
    """D13 with the usual settings and an address of its own"""
    public = Server(environment={"KONTOR_PUBLIC_URL": "https://kontor.example.com"})
    said = Stranger(public).get("/api/v1/server", Host="kontor.example.com")
    check("D13 registration is by invitation", said.status == 200 and said.json["registration"] == "invitation", said)
    got = Stranger(public).post("/api/v1/accounts/register", {
        "name": "Anybody", "email": "any@example.com", "password": boss.password}, {"Host": "kontor.example.com"})
    check("D13 and nobody comes in without one", got.status in (403, 409, 422), got)


run(found_session, links_of_letters, links_of_answers, rights_that_stay, said_in_the_log, closing_others_out,
    who_is_known, signed_addresses, blocking, last_administrator, many_guesses, open_door)
