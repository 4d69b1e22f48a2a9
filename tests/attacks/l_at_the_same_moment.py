"""L: two at once about one link, one e-mail, one invitation, one account; and letters to those who asked for none."""

import re
import threading

from arena import PASSWORD, Person, PostOffice, Server, Stranger, at_once, check, one_time_code, run, until

office = PostOffice()
MAIL = {"KONTOR_SMTP_URL": office.url, "KONTOR_MAIL_FROM": "kontor@example.org"}
server = Server(environment=MAIL)
NEW = "some quite new words"


def confirm(word, password=PASSWORD):
    return Stranger(server).post("/api/v1/accounts/confirm-registration", {"word": word, "password": password})


def letter_registered(name, invitation="", email=None):
    """Somebody who registered and waits for the letter; the word of the letter's link."""
    who = Person(server, name, email)
    got = who.post("/api/v1/accounts/register", {
        "name": name, "email": who.email, "password": PASSWORD, "invitation": invitation})
    return who, got


def somebody(name):
    who, _ = letter_registered(name)
    confirm(office.word_for(who.email, "confirm"))
    return who.sign_in()


boss, _ = letter_registered("Boss", server.first_word())
if boss.try_to_sign_in().status != 200:
    confirm(office.word_for(boss.email, "confirm"))
boss.sign_in()


def one_link():
    """L1 one link four times at once"""
    who, _ = letter_registered("Lena")
    word = office.word_for(who.email, "confirm")
    got = at_once(*[lambda: confirm(word)] * 4)
    people = server.sql(f"select count(*) from accounts.person where email = '{who.email}'")
    check("L1 one person is made", people == "1" and [each.status for each in got].count(200) >= 1, got)
    check("L1 and signs in", who.try_to_sign_in().status == 200)
    got = confirm(word)
    check("L1 who presses again is told that all is done", got.status in (200, 409) and (
        got.status == 200 or got.rule in ("already-done", "link-done", "link-used")), got)


def one_email():
    """L2 two registrations of one e-mail"""
    letter_registered("First", email="both@example.com")
    first = office.word_for("both@example.com", "confirm")
    letter_registered("Second", email="both@example.com")
    second = office.word_for("both@example.com", "confirm", 2)
    got = at_once(lambda: confirm(first), lambda: confirm(second))
    people = server.sql("select count(*) from accounts.person where email = 'both@example.com'")
    check("L2 one person is made", people == "1" and [each.status for each in got].count(200) == 1, got)


def one_invitation():
    """L3 an invitation in other hands"""
    boss.post("/api/v1/admin/invitations", {"email": "guest@example.com"})
    word = office.word_for("guest@example.com", "join")
    _, got = letter_registered("Other", word, "other@example.com")
    check("L3 an invitation is for its e-mail", got.status in (403, 409, 422), got)
    _, got = letter_registered("Guest", word, "guest@example.com")
    check("L3 for which it is good", got.status in (200, 202), got)


def reset_word(who, count=1):
    Stranger(server).post("/api/v1/accounts/request-reset", {"email": who.email})
    return office.word_for(who.email, "reset", count)


def beside_a_reset():
    """L4 L5 L16 a thief's session beside its owner's reset"""
    for attempt in range(6):
        owner = somebody(f"Owner {attempt}")
        thief = owner.on(server)
        begun = thief.post("/api/v1/accounts/second-factor/begin", thief.again()).json
        word = reset_word(owner)
        codes = [one_time_code(begun["secret"], step) for step in (0, 0)]
        got = at_once(
            lambda: Stranger(server).post("/api/v1/accounts/reset-password", {"word": word, "password": NEW}),
            lambda: thief.make_token("read"), lambda: thief.make_token("write"),
            lambda: thief.post("/api/v1/accounts/second-factor/confirm", {"code": codes[0]}),
            lambda: owner.try_to_sign_in())
        check("L4 the reset is carried out", got[0].status == 200, got)
        tokens = [each.json["token"] for each in got[1:3] if each.status == 200]
        alive = [thief.on(server, token).get("/api/v1/me").status for token in tokens]
        check("L5 no token outlives it", all(status == 401 for status in alive), alive)
        check("L4 nor the thief's session", thief.get("/api/v1/me").status == 401)
        if got[4].status == 200:
            late = owner.on(server, got[4].json["access_token"]).get("/api/v1/me")
            check("L4 nor one that was opened meanwhile", late.status == 401, late)
        log = server.sql(f"select string_agg(action, ',' order by at, id) from server.audit "
                         f"where subject = '{owner.id}'").split(",")
        after = log[log.index("password-reset"):]
        check("L16 and no second factor is turned on after it", "second-factor-on" not in after, log)


def two_want_one():
    """L6 two change to one e-mail"""
    two = [somebody("Una"), somebody("Dos")]
    for who in two:
        got = who.post("/api/v1/accounts/change-email", {"email": "wanted@example.com", "again": who.again()})
        check("L6 asked for", got.status in (200, 202), got)
    until("both letters came", lambda: len(office.texts_to("wanted@example.com")) >= 2)
    words = [re.search(r"/(?:confirm|new-email|email)[#/](\S+)", text)[1]
             for text in office.texts_to("wanted@example.com")]
    got = at_once(*[lambda word=word: Stranger(server).post("/api/v1/accounts/confirm-email", {"word": word})
                    for word in words])
    check("L6 one has it", sorted(each.status for each in got) == [200, 409] and server.sql(
        "select count(*) from accounts.person where email = 'wanted@example.com'") == "1", got)


def words_of_links():
    """L13 words of links"""
    for word in ("x" * 99, "0" * 43, server.first_word()):
        got = Stranger(server).post("/api/v1/accounts/reset-password", {"word": word, "password": NEW})
        check("L13 a word that is none is answered like one that was", got.status == 409, got)


def ordered_deletion():
    """L8 L14 L15 somebody who is being deleted and says no"""
    for attempt in range(4):
        who = somebody(f"Leaver {attempt}")
        ended = threading.Event()
        answers = []

        def keep():
            while not ended.is_set():
                answers.append(who.say_once("keep-account", {"person": who.id})[0])

        loops = [threading.Thread(target=keep) for _ in range(4)]
        for each in loops:
            each.start()
        got = boss.post(f"/api/v1/admin/accounts/{who.id}/delete", {"again": boss.again()})
        until("the loop is refused", lambda: answers and answers[-1] != "accepted")
        ended.set()
        for each in loops:
            each.join()
        check("L14 the administrator is told that it is done", got.status == 200, got)
        until("the person is gone", lambda: server.sql(
            f"select count(*) from accounts.person where id = '{who.id}'") == "0")
        check("L14 and it is", True if server.sql(
            f"select count(*) from accounts.person where id = '{who.id}'") == "0" else False)
        cancelled = server.sql(f"select count(*) from server.audit where action = 'deletion-cancelled' "
                               f"and subject = '{who.id}'")
        check("L14 the log does not say that it was taken back", cancelled == "0", cancelled)
        before = len(office.texts_to(who.email))
        Stranger(server).post("/api/v1/accounts/request-reset", {"email": who.email})
        check("L15 and no reset brings it back", who.try_to_sign_in().status == 401 and
              len(office.texts_to(who.email)) == before)


def both_ways():
    """L9 deleted twice, and made an administrator at that moment"""
    who = somebody("Nina")
    got = at_once(*[lambda: boss.post(f"/api/v1/admin/accounts/{who.id}/delete", {"again": boss.again()})] * 2,
                  lambda: boss.change_right(who, True))
    until("the count is right", lambda: server.sql(
        "select count(*) from accounts.person where administrator") == server.sql(
        "select administrators from accounts.workspace"))
    check("L9 administrators are counted right", server.sql("select administrators from accounts.workspace") >= "1",
          got)


def bombing():
    """L10 letters that nobody asked for"""
    limited = Server(environment=MAIL, limits="1")
    got = [Stranger(limited, f"127.0.{at // 200}.{at % 200 + 1}").post("/api/v1/accounts/register", {
        "name": "Victim", "email": f"victim+{at}@corp.example", "password": PASSWORD}).status for at in range(60)]
    check("L10 one mailbox is not filled by its many names", got.count(202) <= 12 and 429 in got, got)


def injection():
    """L11 lines in e-mails and names"""
    for address in ("a@b.example\r\nBcc: x@y.example", "a@b.example%0aBcc:x", "\"a b\"@c.example", "a@b.example>",
                    "<a@b.example", "a@[127.0.0.1]", "a@localhost", "a@b..example"):
        _, got = letter_registered("Name", email=address)
        check(f"L11 {address!r}: refused", got.status == 422, got)
    _, got = letter_registered("Name\r\nBcc: x@y.example", email="name@example.com")
    check("L11 a name of two lines: refused", got.status == 422, got)
    check("L11 and no letter went to them", not office.texts_to("y.example"))


run(one_link, one_email, one_invitation, beside_a_reset, two_want_one, words_of_links, ordered_deletion, both_ways,
    bombing, injection)
