"""What strangers try through nginx and HAProxy, with the settings that are shipped and with those that are usual."""

import json
import re
import subprocess

from standing import (Certificate, Folder, HAProxy, NAME, Nginx, STRANGER, Server, ask, check, end, until)

JSON = "Content-Type: application/json"
ACCOUNTS = "/api/v1/accounts"
# What administrators write instead of what is shipped.
USUAL = {
    Nginx: {"X-Forwarded-For   $remote_addr;": "X-Forwarded-For   $proxy_add_x_forwarded_for;",
            "proxy_set_header Forwarded         '';": "", "proxy_set_header X-Forwarded-Host  '';": ""},
    HAProxy: {"http-request set-header X-Forwarded-For %[src]": "option forwardfor",
              "http-request del-header Forwarded": "", "http-request del-header X-Forwarded-Host": ""},
}
# What a stranger sends to be somebody else; the header in each spelling that a proxy may hand on.
SAID = {
    "one line": ["X-Forwarded-For: 6.6.6.6"],
    "two lines": ["X-Forwarded-For: 6.6.6.6", "X-Forwarded-For: 127.0.0.1"],
    "an empty line": ["X-Forwarded-For:"],
    "the proxy's own address": ["X-Forwarded-For: 6.6.6.6, 127.0.0.1"],
    "no address": ["X-Forwarded-For: nonsense,"],
    "an open quote": ['X-Forwarded-For: "6.6.6.6'],
    "an underscore": ["X_Forwarded_For: 6.6.6.6"],
    "RFC 7239": ["Forwarded: for=6.6.6.6", 'Forwarded: for="[::1]"'],
    "a word to the proxy": ["X-Forwarded-For: 6.6.6.6", "Connection: close, X-Forwarded-For"],
}


def addresses(server):
    """Who asked for what, as the server's log has it: of every request its number and its address."""
    lines = [json.loads(line) for line in server.text().splitlines() if line.startswith("{")]
    return {line["id"]: line["address"] for line in lines if line.get("id") and "address" in line}


def address_of(server, answer):
    number = answer.all("x-request-id")[0]
    return until("the request is in the log", lambda: addresses(server).get(number))


def nobody_chooses_an_address(proxy, server, settings):
    for what, fields in SAID.items():
        answer = ask(proxy.encrypted, "GET /healthz", *fields, encrypted=True)
        seen = answer.status == 200 and address_of(server, answer)
        check(f"{proxy.name}, {settings}: {what} makes a stranger nobody else", seen == STRANGER,
              f"{answer.status} {answer.rule()} {seen}")
        numbers = ask(proxy.encrypted, "GET /metrics", *fields, encrypted=True)
        check(f"{proxy.name}, {settings}: {what} reads no numbers", numbers.rule() == "scrapers-only", numbers.status)


def limits_hold(proxy, settings):
    """Asking for resets is bounded by address, to 30 and then one in six seconds; each time another one is claimed."""
    answers = (ask(proxy.encrypted, f"POST {ACCOUNTS}/request-reset", JSON, f"X-Forwarded-For: 6.6.{i}.6",
                   body=json.dumps({"email": f"nobody{i}@example.org"}), encrypted=True).status for i in range(200))
    check(f"{proxy.name}, {settings}: who says to be another each time meets the limits", 429 in answers)


def doubles_are_refused(proxy):
    for what, fields in {"Authorization": ["Authorization: Bearer a", "Authorization: Bearer b"],
                         "Content-Type": [JSON, "Content-Type: text/plain"], "Origin": ["Origin: null"] * 2,
                         "Content-Length": ["Content-Length: 2", "Content-Length: 3"],
                         "Host": ["Host: evil.example"]}.items():
        answer = ask(proxy.encrypted, f"POST {ACCOUNTS}/refresh", *fields, body="" if "Length" in what else "{}",
                     encrypted=True)
        check(f"{proxy.name}: two lines of {what} are refused", answer.status == 400, answer.status)
    for what, fields in {"chunks and a length": ["Transfer-Encoding: chunked", "Content-Length: 4"],
                         "chunks twice": ["Transfer-Encoding: chunked"] * 2}.items():
        answer = ask(proxy.encrypted, f"POST {ACCOUNTS}/refresh", JSON, *fields, encrypted=True, body="")
        check(f"{proxy.name}: {what} are refused", 400 <= answer.status < 600, answer.status)


def names_are_checked(proxy, server):
    evil = ask(proxy.encrypted, "GET /api/v1/server", encrypted=True, host="evil.example")
    check(f"{proxy.name}: another name is answered 421", (evil.status, evil.rule()) == (421, "host-unknown"), evil.body)
    handed_on = ask(proxy.encrypted, "GET /api/v1/server", "X-Forwarded-Host: evil.example", encrypted=True)
    check(f"{proxy.name}: what X-Forwarded-Host says is not asked", handed_on.status == 200, handed_on.body)
    redirected = ask(proxy.plain, "GET /join/x?y=z", host="evil.example")
    check(f"{proxy.name}: http leads to our own name, whatever was asked",
          (redirected.status, redirected.all("location")) == (301, [f"https://{NAME}/join/x?y=z"]), redirected.headers)
    direct = ask(server.port, "GET /healthz", host="evil.example")
    check("a name that was turned to this machine gets nothing without a proxy either",
          (direct.status, direct.rule()) == (421, "host-unknown"), direct.body)
    check("whoever checks health by HTTP/1.0 needs no name",
          ask(server.port, "OPTIONS /", host=None, version="1.0").status < 500)


def long_questions_pass(proxy):
    answer = ask(proxy.encrypted, f"GET /api/v1/news?since={'x' * 12_000}", encrypted=True)
    check(f"{proxy.name}: a question of 12 KB reaches the server", answer.rule() == "signed-out", answer.status)


def curl(proxy, path, *words):
    told = subprocess.run(["curl", "-sSk", "--http2", "-i", "--interface", STRANGER, "--noproxy", "*", "--resolve",
                           f"{NAME}:{proxy.encrypted}:127.0.0.1", f"https://{NAME}:{proxy.encrypted}{path}", *words],
                          check=True, capture_output=True, text=True).stdout
    return told


def cookies_by_http2(proxy, server):
    """Browsers send cookies in several lines there, and the proxy makes one of them."""
    told = curl(proxy, f"{ACCOUNTS}/register", "-H", JSON, "-d", json.dumps({
        "name": "Anna", "email": f"{proxy.name}@example.org".lower(), "password": "correct horse battery",
        "device": "curl", "cookie": True}))
    cookie = re.search(r"(?mi)^set-cookie: (__Host-kontor_refresh=[^;]+); (.+?)\r?$", told)
    check(f"{proxy.name}: the refresh token is in a cookie that no neighbour can set",
          bool(cookie) and "Path=/;" in cookie[2] and "Secure" in cookie[2] and "Domain" not in cookie[2], told)
    check(f"{proxy.name}: https alone is spoken, and said once", len(re.findall(
        r"(?mi)^strict-transport-security: max-age=31536000\r?$", told)) == 1, told)
    if not cookie:
        return
    refresh = ["-H", JSON, "-d", "{}", "-H", "Cookie: a=b", "-H", f"Cookie: {cookie[1]}", "-H", "Cookie: c=d"]
    told = curl(proxy, f"{ACCOUNTS}/refresh", *refresh)
    check(f"{proxy.name}: cookies in several lines of HTTP/2 are one", told.startswith("HTTP/2 200"), told)
    twice = ask(proxy.encrypted, f"POST {ACCOUNTS}/refresh", JSON, f"Cookie: {cookie[1]}; {cookie[1]}", body="{}",
                encrypted=True)
    check(f"{proxy.name}: of two refresh cookies none counts", twice.rule() == "refresh-cookie-doubled", twice.body)
    foreign = ask(server.port, f"POST {ACCOUNTS}/refresh", JSON, f"Cookie: {cookie[1][len('__Host-'):]}", body="{}")
    check("a cookie without its prefix is nobody's behind https", foreign.rule() == "signed-out", foreign.body)


def seals_are_not_logged(proxy):
    ask(proxy.encrypted, "GET /api/v1/me/archive?signed=a-secret-seal", encrypted=True)
    until("it is in the log", lambda: "/api/v1/me/archive" in proxy.accesses.read_text())
    check(f"{proxy.name}: its log holds no signed address", "a-secret-seal" not in proxy.accesses.read_text())


def attack(kind, certificate, server, folder):
    proxies = []
    try:
        for settings, changes in {"shipped": {}, "usual": USUAL[kind]}.items():
            place = folder / f"{kind.name}-{settings}"
            place.mkdir()
            proxies.append(kind(place, server, certificate, changes))
            nobody_chooses_an_address(proxies[-1], server, settings)
            limits_hold(proxies[-1], settings)
        shipped = proxies[0]
        doubles_are_refused(shipped)
        names_are_checked(shipped, server)
        long_questions_pass(shipped)
        cookies_by_http2(shipped, server)
        seals_are_not_logged(shipped)
    finally:
        for proxy in proxies:
            proxy.stop()


def main():
    with Folder() as folder:
        certificate = Certificate(folder)
        for kind in (Nginx, HAProxy):
            place = folder / f"server-{kind.name}"
            place.mkdir()
            server = Server(place)
            try:
                attack(kind, certificate, server, folder)
            finally:
                server.stop()
    end()


main()
