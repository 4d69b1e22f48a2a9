"""E: first links on two servers, and the second factor: old codes, used codes, guessed codes, lost ones."""

from arena import Database, Person, Server, at_once, check, one_time_code, run, until

database = Database()
first = Server("--admin-second-factor", database=database)
KEY = first.data / "key"  # several servers of one database share it
second = Server("--admin-second-factor", "--key-file", str(KEY), database=database)


def first_links():
    """E1 E2 two first links"""
    words = [first.first_word(), second.first_word()]
    people = [Person(server, name) for server, name in ((first, "Ann"), (second, "Ben"))]

    def register(person, word):
        return person.post("/api/v1/accounts/register", {
            "name": person.name, "email": person.email, "password": person.password, "invitation": word})

    got = at_once(*[lambda person=person, word=word: register(person, word)
                    for person, word in zip(people, words)])
    check("E1 one of two becomes administrator", sorted(each.status for each in got) == [200, 409], got)
    winner = next(at for at, each in enumerate(got) if each.status == 200)
    global boss
    boss = people[winner].keep(got[winner].json["signed_in"])
    late = Person(second, "Late")
    got = register(late, words[1 - winner])
    check("E2 the other link is used up",
          got.status == 409 and got.rule in ("invitation-used", "invitation-unknown"), got)


def without_one():
    """E3 E4 an administrator without a second factor"""
    got = boss.get("/api/v1/admin/accounts")
    check("E3 may not do what administrators do", (got.status, got.rule) == (403, "second-factor-required"), got)
    got = boss.say("accounts", "set-blocked", {"person": boss.id, "blocked": False})
    check("E3 by commands either", got == ("refused", "administrators-only"), got)
    begun = boss.post("/api/v1/accounts/second-factor/begin", boss.again()).json
    global secret, codes
    secret = begun["secret"]
    codes_twice.used = one_time_code(secret)
    got = boss.post("/api/v1/accounts/second-factor/confirm", {"code": codes_twice.used})
    codes = got.json["codes"]
    check("E4 with one, at once on both servers", [
        boss.on(server).get("/api/v1/admin/accounts").status for server in (first, second)] == [200, 200])


def codes_twice():
    """E5 E6 codes that were used"""
    until("the next half-minute", lambda: one_time_code(secret) != codes_twice.used, 40)
    code = one_time_code(secret)
    got = at_once(*[lambda server=server: boss.on(server).try_to_sign_in(code=code) for server in (first, second)])
    check("E5 a code is good once, on two servers, too", sorted(each.status for each in got) == [200, 401], got)
    for name, more, rule in (("the same again", {"code": code}, "wrong-code"),
                             ("one of a minute ago", {"code": one_time_code(secret, -3)}, "wrong-code"),
                             ("none", {}, "second-factor-needed")):
        got = boss.try_to_sign_in(**more)
        check(f"E5 {name}: refused", (got.status, got.rule) == (401, rule), got)
    got = boss.try_to_sign_in("a wrong password", code=one_time_code(secret, 1))
    check("E5 a right code does not help a wrong password", (got.status, got.rule) == (401, "wrong-credentials"), got)
    recovery = codes.pop()
    got = at_once(*[lambda server=server: boss.on(server).try_to_sign_in(code=recovery)
                    for server in (first, second)])
    check("E6 a recovery code is good once", sorted(each.status for each in got) == [200, 401], got)


def guessed():
    """E7 codes that are guessed with the right password"""
    guessing = Server(limits="1")
    person = guessing.administrator()
    begun = person.post("/api/v1/accounts/second-factor/begin", person.again()).json
    person.post("/api/v1/accounts/second-factor/confirm", {"code": one_time_code(begun["secret"])})
    thief = person.on(guessing)
    thief.source = "127.0.0.99"
    got = [thief.try_to_sign_in(code=f"{number:06d}").status for number in range(14)]
    check("E7 guessing codes is closed like guessing passwords", got[0] == 401 and got[-1] == 429, got)


def taken_off():
    """E8 turned off by whoever found the session"""
    for path, body, statuses in (
            ("end", {"password": boss.password, "code": "000000"}, (401, 422)),
            ("begin", {"password": boss.password, "code": codes.pop()}, (409, )),
            ("recovery-codes", {"password": "a wrong password"}, (401, 422))):
        got = boss.post(f"/api/v1/accounts/second-factor/{path}", body)
        check(f"E8 second-factor/{path}: refused", got.status in statuses, got)


def lost():
    """E9 somebody has lost device and codes"""
    member = Person(first, "Mia").register()
    begun = member.post("/api/v1/accounts/second-factor/begin", member.again()).json
    member.post("/api/v1/accounts/second-factor/confirm", {"code": one_time_code(begun["secret"])})
    path = f"/api/v1/admin/accounts/{member.id}/forget-factor"
    got = boss.post(path, {"again": boss.again()})
    check("E9 an administrator's password alone takes nobody's factor off", got.status in (401, 403, 422), got)
    got = boss.post(path, {"again": boss.again(code=codes.pop())})
    check("E9 with a fresh code it does", got.status == 200, got)
    check("E9 and the person comes in with the password", member.try_to_sign_in().status == 200)
    got = boss.get("/api/v1/admin/audit?filter[subject]=" + member.id)
    check("E9 the log says who did it", any(each["actor"] == boss.id for each in got.json["rows"]), got)


run(first_links, without_one, codes_twice, guessed, taken_off, lost)
