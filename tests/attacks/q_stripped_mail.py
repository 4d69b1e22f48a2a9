"""Q: a mail server on another machine that offers no encryption, or has it stripped on the way."""

from arena import Person, PostOffice, Server, check, run, until


def asked_through(office, sender, more=""):
    """A server that sends its letters to a name that leads to this machine, but is none of its own."""
    server = Server(environment={"KONTOR_SMTP_URL": f"smtp://{sender}0.0.0.0:{office.port}{more}",
                                 "KONTOR_MAIL_FROM": "kontor@example.org"})
    who = Person(server, "Somebody")
    who.post("/api/v1/accounts/register", {"name": who.name, "email": who.email, "password": who.password})
    return server


def stripped():
    """Q1 Q2 no STARTTLS"""
    for name, sender in (("Q1 with a password", "kontor:secretword@"), ("Q2 without one", "")):
        office = PostOffice(offers=["AUTH PLAIN LOGIN"])
        server = asked_through(office, sender)
        until("it was tried", lambda office=office: any(line.upper().startswith("EHLO") for line in office.said))
        until("and given up for now", lambda server=server: server.sql(
            "select count(*) from server.letter where attempts > 0") != "0")
        said = [line for line in office.said if line.split(" ")[0].upper() not in ("EHLO", "QUIT", "")]
        check(f"{name}: nothing but a greeting goes to another machine in the clear", not said and not office.letters,
              office.said)


def wanted():
    """Q2 where somebody says that they must do without"""
    office = PostOffice()
    asked_through(office, "", "?tls=optional")
    check("Q2 who must do without says so", until("the letter is there", lambda: office.letters))


run(stripped, wanted)
