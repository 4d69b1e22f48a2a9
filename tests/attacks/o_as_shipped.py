"""O: what lies beside the page, the sample, and the cookie behind https."""

import os
import re

from arena import AS_NOBODY, NOBODY, Person, Server, Stranger, check, folder, run

web = folder() / "web"
web.mkdir()
PAGE = "<html>page</html>"
(web / "index.html").write_text(PAGE)
(web / ".env").write_text("SECRET=1")
(web / ".git").mkdir()
(web / ".git/config").write_text("[core]")
(web / "link.txt").symlink_to("/etc/passwd")
(web / "etc").symlink_to("/etc")
(web / "plain.txt").write_text("plain")
if AS_NOBODY:
    for path in [web, *web.rglob("*")]:
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
PUBLIC = "kontor.example.com"


def hidden():
    """O1 hidden files, hidden folders, links"""
    server = Server("--web", str(web))
    for path in ("/.env", "/.git/config", "/.git/", "/link.txt", "/etc/passwd", "/etc/hostname"):
        got = Stranger(server).get(path)
        # A path like a place of the product is one: it has the page.
        check(f"O1 {path}: nothing", got.status == 404 or got.text == PAGE, got)
    got = Stranger(server).get("/plain.txt")
    check("O1 what is meant to be seen is", got.status == 200 and got.text == "plain", got)


def sample():
    """O2 the sample behind a public address"""
    passwords = []
    for _ in range(2):
        server = Server("--sample", environment={"KONTOR_PUBLIC_URL": f"https://{PUBLIC}"})
        said = re.search(r"password (\S+):\n((?:  \S+\n)+)", server.log())
        check("O2 the password is printed", said, server.log()[-500:])
        passwords.append(said[1])
        email = said[2].split()[0]
        got = Stranger(server).post("/api/v1/accounts/sign-in", {"email": email, "password": said[1]}, {"Host": PUBLIC})
        check("O2 and is the one", got.status == 200, got)
        server.stop()
    check("O2 each server has its own", passwords[0] != passwords[1], passwords)


def behind_https():
    """O3 O5 the cookie behind https"""
    server = Server("--registration", "open", environment={"KONTOR_PUBLIC_URL": f"https://{PUBLIC}"})
    who = Person(server, "Somebody")

    def ask(path, body, **more):
        return Stranger(server).post(path, body, {"Host": PUBLIC, "Origin": f"https://{PUBLIC}", **more})

    got = ask("/api/v1/accounts/register", {"name": "Somebody", "email": who.email, "password": who.password,
                                           "cookie": True})
    line = got.headers["Set-Cookie"]
    name, value = line.split(";")[0].split("=", 1)
    check("O3 it is for https alone", "Secure" in line and name.startswith(("__Secure-", "__Host-")), line)
    check("O3 and so is the whole site", Stranger(server).get("/api/v1/server", Host=PUBLIC).headers[
        "Strict-Transport-Security"])
    got = ask("/api/v1/accounts/refresh", {}, Cookie=f"{name}=another; {name}={value}")
    check("O5 two of one name: neither counts", got.status in (400, 401), got)
    got = ask("/api/v1/accounts/refresh", {}, Cookie=f"kontor_refresh=another; {name}={value}")
    check("O5 one of an unprotected name is not looked at", got.status == 200, got)


def numbers():
    """O4 the numbers through a proxy that adds a line"""
    server = Server("--trusted-proxies", "127.0.0.1")
    got = Stranger(server).raw(b"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                               b"X-Forwarded-For:\r\nX-Forwarded-For: 203.0.113.7\r\n\r\n")
    check("O4 not for who is elsewhere", got.startswith(b"HTTP/1.1 403"), got[:200])


run(hidden, sample, behind_https, numbers)
