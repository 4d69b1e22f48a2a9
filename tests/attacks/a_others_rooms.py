"""A: a member who wants what is others': channels, rows by their ids, rights, numbers of commands, addresses."""

import uuid

from arena import Server, Stranger, check, run

ARCHIVE = "/api/v1/me/archive"
server = Server()
boss = server.administrator()
bob, eve = server.member("Bob"), server.member("Eve")
private = bob.channel("Bob's own")
message = str(uuid.uuid4())
bob.write(private, "a secret of Bob's", message)


def reading():
    """A1 a channel one is not in"""
    path = "/api/v1/channels/{}/messages"
    there, nowhere = eve.get(path.format(private)), eve.get(path.format(uuid.uuid4()))
    check("A1 a channel of others is answered like one that is not there",
          there.status == nowhere.status == 404 and there.rule == nowhere.rule == "channel-unknown", (there, nowhere))
    without_instance = [{**answer.json, "instance": ""} for answer in (there, nowhere)]
    check("A1 and byte for byte the same", without_instance[0] == without_instance[1], without_instance)


def writing():
    """A2 acts in a channel one is not in"""
    tried = {
        "post": {"channel": private, "message": str(uuid.uuid4()), "text": "Eve was here"},
        "invite": {"channel": private, "member": str(uuid.uuid4()), "person": eve.id},
        "rename-channel": {"channel": private, "title": "Eve's", "about": ""},
        "remove-member": {"channel": private, "person": bob.id},
    }
    for kind, value in tried.items():
        got = eve.say("messaging", kind, value)
        check(f"A2 {kind} in a channel of others is refused", got == ("refused", "channel-unknown"), got)
    got = eve.say("messaging", "read-up-to", {"channel": private, "person": bob.id, "number": 1})
    check("A2 a reading mark of somebody else's is refused", got == ("refused", "not-yours"), got)
    kept = bob.get(f"/api/v1/channels/{private}/messages").json
    check("A2 and nothing was changed", [each["id"] for each in kept["messages"]] == [message], kept)


def taking_ids():
    """A3 A4 ids that are others'"""
    new = {"channel": private, "member": str(uuid.uuid4()), "owner": eve.id, "title": "Mine now", "about": ""}
    got = eve.say("messaging", "create-channel", new)
    check("A3 a channel cannot be made under an id that is taken", got == ("refused", "id-taken"), got)
    got = eve.say("messaging", "create-channel", {**new, "channel": str(uuid.uuid4()), "owner": bob.id})
    check("A3 nor for somebody else", got == ("refused", "not-yours"), got)
    mine = eve.channel("Eve's own")
    got = eve.write(mine, "not what Bob wrote", message)
    check("A4 a message is not written over by its id", got == ("refused", "id-taken"), got)
    kept = bob.get(f"/api/v1/channels/{private}/messages").json["messages"][0]["text"]
    check("A4 and Bob's says what it said", kept == "a secret of Bob's", kept)


def accounts_of_others():
    """A5 every command of accounts on somebody else"""
    tried = {
        "edit-profile": ({"person": bob.id, "name": "Robert"}, "not-yours"),
        "choose-settings": ({"person": bob.id, "language": "ru", "theme": "dark"}, "not-yours"),
        "end-session": ({"person": bob.id, "session": bob.session}, "not-yours"),
        "end-sessions": ({"person": bob.id}, "administrators-only"),
        "revoke-token": ({"person": bob.id, "token": str(uuid.uuid4())}, "not-yours"),
        "keep-account": ({"person": bob.id}, "not-yours"),
        "set-blocked": ({"person": bob.id, "blocked": True}, "administrators-only"),
    }
    for kind, (value, reason) in tried.items():
        got = eve.say("accounts", kind, value)
        check(f"A5 {kind} on somebody else is refused", got == ("refused", reason), got)
    got = eve.say("accounts", "end-session", {"person": eve.id, "session": bob.session})
    check("A5 another's session is not ended as one's own", got == ("refused", "session-unknown"), got)
    check("A5 and Bob is signed in", bob.get("/api/v1/me").status == 200)


def internal_commands():
    """A6 the server's own commands from outside"""
    for kind, value in (("set-avatar", {"person": eve.id, "avatar": "x"}),
                        ("set-administrator", {"person": eve.id, "administrator": True})):
        for who in (boss, eve):
            got = who.commands("accounts", (kind, value), numbers=[900])
            check(f"A6 a well-formed {kind} is of no known type", got.status == 400 and got.rule == "unknown-type", got)
    for name in ("accounts.register", "accounts.open-session", "accounts.touch-session", "accounts.change-account",
                 "accounts.take-email", "accounts.set-avatar", "accounts.add-token", "accounts.touch-token",
                 "accounts.erase-person", "accounts.set-workspace-picture", "messaging.erase-messages",
                 "messaging.depart"):
        domain, kind = name.split(".")
        got = boss.commands(domain, (kind, {"person": eve.id}), numbers=[900])
        check(f"A6 {name} is read from nobody", got.status == 400, got)


def numbers_of_others():
    """A7 another's client id"""
    bobs = f"{bob.client[:-1]}{len('messaging') % 10}"
    got = eve.commands("messaging", ("post", {"channel": private, "message": str(uuid.uuid4()), "text": "x"}),
                       client=bobs, numbers=[3]).json["answers"][0]
    check("A7 another's numbering is not gone on with", got["outcome"] == "forked", got)
    got = bob.write(private, "the next of mine")
    check("A7 and stays the owner's", got == ("accepted", None), got)


def rights_of_administrators():
    """A8 what only administrators may"""
    anybody = str(uuid.uuid4())
    for method, path, body in (
            ("GET", "/api/v1/admin/accounts", None), ("POST", "/api/v1/admin/accounts", {"name": "x"}),
            ("POST", "/api/v1/admin/invitations", {"email": "x@example.com"}),
            ("POST", f"/api/v1/admin/accounts/{bob.id}/delete", {}), ("GET", "/api/v1/admin/audit", None),
            ("POST", f"/api/v1/admin/accounts/{bob.id}/right", {"administrator": True, "again": eve.again()}),
            ("GET", "/api/v1/admin/letters", None), ("POST", f"/api/v1/admin/letters/{anybody}/send", {}),
            ("GET", "/api/v1/admin/reports", None)):
        member, nobody = eve.ask(method, path, body), Stranger(server).ask(method, path, body)
        check(f"A8 {method} {path.replace(bob.id, '{person}').replace(anybody, '{letter}')} is not for members",
              (member.status, member.rule) == (403, "administrators-only"), member)
        check("A8 nor for strangers", (nobody.status, nobody.rule) == (401, "signed-out"), nobody)


def paths():
    """A9 other spellings of a path"""
    for path in ("/api/v1/admin/accounts/", "/api/v1/admin//accounts", "/api/v1/ADMIN/accounts",
                 "/api/v1/./admin/accounts", "/api/v1/x/../admin/accounts", "/api/v1/admin%2faccounts",
                 "/api/v1/%61dmin/accounts", "/api/v1/admin/accounts;x=1", "//api/v1/admin/accounts"):
        got = eve.get(path)
        check(f"A9 {path} opens nothing", got.status in (400, 403, 404), got)
        check("A9 and names nobody", not got.says(bob.id, bob.email), got)


run(reading, writing, taking_ids, accounts_of_others, internal_commands, numbers_of_others, rights_of_administrators,
    paths)
