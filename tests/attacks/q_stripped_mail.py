"""Q: a mail server on another machine that offers no encryption, or has it stripped on the way."""

import socket

from arena import Person, PostOffice, Server, check, run, until

# Another machine's name that leads here: the machine's own, which is not a name of loopback.
HOST = socket.gethostname()


def listens_elsewhere():
    try:
        return socket.gethostbyname(HOST)
    except OSError:
        return None


def no_encryption(letter, sender):
    office = PostOffice(offers=["AUTH PLAIN LOGIN"])
    office.server.server_close  # it listens on loopback, whatever it is called
    server = Server(environment={"KONTOR_SMTP_URL": f"smtp://{sender}mail.invalid:{office.port}",
                                 "KONTOR_MAIL_FROM": "kontor@example.org"})
    return office, server


def stripped():
    """Q1 Q2 no STARTTLS"""
    for letter, sender, secret in (("Q1", "kontor:secretword@", "secretword"), ("Q2", "", "")):
        office = PostOffice(offers=["AUTH PLAIN LOGIN"])
        place = listens_elsewhere()
        host = HOST if place and place.startswith("127.") else "127.0.0.1"
        server = Server(environment={"KONTOR_SMTP_URL": f"smtp://{sender}{host}:{office.port}",
                                     "KONTOR_MAIL_FROM": "kontor@example.org"})
        who = Person(server, "Somebody")
        who.post("/api/v1/accounts/register", {"name": "Somebody", "email": who.email, "password": who.password,
                                               "invitation": server.first_word()})
        if host == HOST:
            until("it was tried", lambda: office.said)
            check(f"{letter} no letter goes to another machine in the clear", not office.letters, office.said)
            check(f"{letter} nor a password", not any("AUTH" in line for line in office.said), office.said)
        else:
            until("it was tried", lambda: office.said)


run(stripped)
