"""K: letters to e-mails that are somebody else's: whose password a link activates, and what a letter says."""

from arena import PASSWORD, Person, PostOffice, Server, Stranger, check, run

office = PostOffice()
server = Server(environment={"KONTOR_SMTP_URL": office.url, "KONTOR_MAIL_FROM": "kontor@example.org"})
REGISTER = "/api/v1/accounts/register"
boss = Person(server, "Boss")
boss.post(REGISTER, {"name": "Boss", "email": boss.email, "password": PASSWORD, "invitation": server.first_word()})


def confirm(email, password):
    """With a password of one's own in place of the one that waits."""
    word = office.word_for(email, "confirm")
    return Stranger(server).post("/api/v1/accounts/confirm-registration", {
        "word": word, "password": password, "fresh": True})


def strangers_words():
    """K0 what a stranger puts into a letter"""
    Stranger(server).post(REGISTER, {
        "name": "Click http://evil.example now", "email": "director@corp.example", "password": "the stranger's words"},
        {"Host": f"127.0.0.1:{server.port}", "X-Forwarded-Host": "evil.example"})
    word = office.word_for("director@corp.example", "confirm")
    text = office.texts_to("director@corp.example")[-1]
    check("K0 no word of the stranger's is in the letter", "evil.example" not in text and "Click" not in text, text)
    check("K0 the link is the server's own", f"{server.url}/confirm#{word}" in text, text)


def whose_password():
    """K1 a stranger registers somebody's e-mail"""
    stranger = Person(server, "Stranger", "director@corp.example")
    stranger.password = "the stranger's words"
    word = office.word_for(stranger.email, "confirm")
    for path in ("/confirm", f"/confirm?word={word}", f"/confirm/{word}"):
        Stranger(server).get(path)
    got = stranger.try_to_sign_in()
    check("K1 whoever opens the link opens no account", got.status == 401, got)
    got = Stranger(server).post("/api/v1/accounts/confirm-registration", {"word": word})
    check("K1 nor does the word alone", got.status in (400, 422), got)
    got = Stranger(server).post("/api/v1/accounts/confirm-email", {"word": word})
    check("K1 nor by the other way", got.status in (404, 409, 422), got)
    got = confirm(stranger.email, "the director's own words")
    check("K1 whoever holds the mailbox chooses the password", got.status == 200, got)
    got = stranger.try_to_sign_in()
    check("K1 and the stranger's opens nothing", (got.status, got.rule) == (401, "wrong-credentials"), got)
    check("K1 the mailbox's does", stranger.try_to_sign_in("the director's own words").status == 200)


run(strangers_words, whose_password)
