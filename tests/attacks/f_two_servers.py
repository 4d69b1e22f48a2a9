"""F: two servers on one database: the last administrators at the same moment, revocation, limits, servers that do not
hear one another."""

from arena import Database, Person, Server, Stranger, at_once, check, run, until

database = Database()
one = Server(database=database)
two = Server("--key-file", str(one.data / "key"), database=database)
ann = one.administrator("Ann")
ben = one.member("Ben")
ME = "/api/v1/me"


def administrators():
    return int(database.sql("select count(*) from accounts.person where administrator"))


def counted():
    return int(database.sql("select administrators from accounts.workspace"))


def both_administrators():
    """Whoever is left makes the other one again."""
    left = next(each for each in (ann, ben) if database.sql(
        f"select administrator from accounts.person where id = '{each.id}'") == "t")
    other = ben if left is ann else ann
    left.change_right(other, True)


def taking_each_others_right():
    """F1 the last two take one another's right"""
    for _ in range(6):
        both_administrators()
        got = at_once(
            lambda: ann.on(one).change_right(ben, False),
            lambda: ben.on(two).change_right(ann, False))
        check("F1 one is left, and counted", administrators() == counted() == 1, (got, administrators(), counted()))


def giving_up():
    """F2 both give up their own"""
    for _ in range(4):
        both_administrators()
        got = at_once(
            lambda: ann.on(one).change_right(ann, False),
            lambda: ben.on(two).change_right(ben, False))
        check("F2 one is left, and counted", administrators() == counted() == 1, (got, administrators(), counted()))


def both_leave():
    """F3 both last administrators ask to be deleted"""
    both_administrators()
    got = at_once(*[lambda who=who, server=server: who.on(server).post(
        "/api/v1/accounts/delete-me", {"again": who.again()})
                    for who, server in ((ann, one), (ben, two))])
    check("F3 only one of them may", sorted(each.status for each in got) == [200, 409], got)
    gone = (ann, ben)[0 if got[0].status == 200 else 1]
    got = gone.say("accounts", "keep-account", {"person": gone.id})
    check("F3 and takes it back", got == ("accepted", None), got)


def revoked():
    """F4 a session that ended on the other server"""
    for _ in range(5):
        who = Person(one, ben.name, ben.email).sign_in()
        check("F4 known on both", who.on(two).get(ME).status == 200)
        who.say("accounts", "end-session", {"person": who.id, "session": who.session})
        until("the other server has heard", lambda: who.on(two).get(ME).status == 401)
        check("F4 and stays refused", who.on(two).get(ME).status == 401)


def limits():
    """F5 limits hold for both together"""
    shared = Database()
    here = Server(database=shared, limits="1")
    there = Server("--key-file", str(here.data / "key"), database=shared, limits="1")
    here.administrator()
    got = [Stranger(server).post("/api/v1/accounts/request-reset", {"email": "somebody@example.com"}).status
           for _ in range(40) for server in (here, there)]
    check("F5 an address has one limit on both", 429 in got and got.count(202) < 80, got)


def deaf():
    """F7 revoked while the servers cannot hear one another"""
    who = Person(one, ben.name, ben.email).sign_in()
    who.on(two).get(ME)
    database.sql("select count(pg_terminate_backend(pid)) from pg_stat_activity where query ilike 'listen%'")
    who.say("accounts", "end-session", {"person": who.id, "session": who.session})
    # The server sees that its connection has ended when it is next given the processor.
    until("who cannot hear believes nothing", lambda: who.on(two).get(ME).status == 401)
    got = who.on(two).get(ME)
    check("F7 who cannot hear believes nothing", got.status == 401, got)


def forgotten():
    """F6 'anything may have changed'"""
    who = Person(one, ben.name, ben.email).sign_in()
    check("F6 known", who.on(two).get(ME).status == 200)
    database.sql(f"delete from accounts.session where id = '{who.session}'; notify kontor_changed, '*'")
    until("the other server has looked again", lambda: who.on(two).get(ME).status == 401)
    check("F6 and what was remembered is looked up again", who.on(two).get(ME).status == 401)


run(taking_each_others_right, giving_up, both_leave, revoked, limits, forgotten, deaf)
