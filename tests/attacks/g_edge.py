"""G: bytes that are not quite HTTP, names of proxies, and what stands in the heads of answers."""

import json

from arena import Server, Stranger, check, folder, run

web = folder() / "web"
web.mkdir(mode=0o755)
(web / "index.html").write_text("<html>page</html>")
server = Server("--web", str(web), "--trusted-proxies", "127.0.0.1")
boss = server.administrator()
stranger = Stranger(server)
GOOD = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def answers_to(sent):
    got = stranger.raw(sent, 3)
    return got.count(b"HTTP/1.1 "), got


def smuggling():
    """G1 two requests where the proxy sees one"""
    inner = b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"

    def posted(*lines, body=b"{}" + inner):
        return b"\r\n".join([b"POST /api/v1/accounts/sign-in HTTP/1.1", b"Host: 127.0.0.1",
                             b"Content-Type: application/json", *lines]) + b"\r\n\r\n" + body

    chunked = b"0\r\n\r\n" + inner
    tried = {
        "length and encoding": posted(b"Content-Length: 2", b"Transfer-Encoding: chunked", body=chunked),
        "an unknown encoding": posted(b"Transfer-Encoding: xchunked", body=chunked),
        "two encodings": posted(b"Transfer-Encoding: identity", b"Transfer-Encoding: chunked", body=chunked),
        "a space before the colon": posted(b"Transfer-Encoding : chunked", body=chunked),
        "a folded line": posted(b"X: y\r\n Transfer-Encoding: chunked", body=chunked),
        "a vertical tab": posted(b"Transfer-Encoding: \x0bchunked", body=chunked),
        "the length twice": posted(b"Content-Length: 2", b"Content-Length: 2"),
        "two lengths": posted(b"Content-Length: 2", b"Content-Length: 48"),
        "a list of lengths": posted(b"Content-Length: 2, 2"), "a signed length": posted(b"Content-Length: +2"),
        "a length in hexadecimal": posted(b"Content-Length: 0x2"),
        "a negative length": posted(b"Content-Length: -1"),
        "a length of 2^64 + 2": posted(b"Content-Length: 18446744073709551618"),
        "chunked twice": posted(b"Transfer-Encoding: chunked, chunked", body=chunked),
        "chunked and nothing": posted(b"Transfer-Encoding: chunked,", body=chunked),
        "chunked of HTTP/1.0": posted(b"Transfer-Encoding: chunked", body=chunked).replace(b"1.1", b"1.0", 1),
        **{f"chunks with {what}": posted(b"Transfer-Encoding: chunked", body=body + inner) for what, body in {
            "bare line feeds": b"2\n{}\n0\n\n", "a line feed in an extension": b"2;a\n{}\r\n0\r\n\r\n",
            "a carriage return in an extension": b"2;a\rb\r\n{}\r\n0\r\n\r\n",
            "another end": b"2\r\n{}XX0\r\n\r\n", "a sign": b"+2\r\n{}\r\n0\r\n\r\n",
            "a prefix": b"0x2\r\n{}\r\n0\r\n\r\n", "a space": b"2 \r\n{}\r\n0\r\n\r\n",
            "more than 2^64": b"10000000000000002\r\n{}\r\n0\r\n\r\n", "no size": b"\r\n{}\r\n0\r\n\r\n",
            "almost 2^64": b"ffffffffffffffff\r\n{}\r\n0\r\n\r\n", "more than their size": b"1\r\n{}\r\n0\r\n\r\n",
            "a request for a trailer": b"2\r\n{}\r\n0\r\n"}.items()},
        "bare line feeds": b"GET /healthz HTTP/1.1\nHost: 127.0.0.1\n\n" + inner,
        "a bare carriage return": b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\rb\r\n\r\n" + inner,
        "a NUL": b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\0b\r\n\r\n" + inner,
        "a body of the right length and more": posted(b"Content-Length: 2"),
        "chunks and more": posted(b"Transfer-Encoding: chunked", body=b"2;a=b\r\n{}\r\n0\r\nX: y\r\n\r\n" + inner),
    }
    for name, sent in tried.items():
        count, got = answers_to(sent)
        check(f"G1 {name}: one answer at most", count <= 1 and b"kontor_" not in got, got[:600])
        if name not in ("a body of the right length and more", "chunks and more"):
            check(f"G1 {name}: refused", b"HTTP/1.1 4" in got or b"HTTP/1.1 5" in got, got[:300])


def odd_heads():
    """G2 heads that no browser sends"""
    tried = {
        "no Host": (b"GET /healthz HTTP/1.1\r\n\r\n", b"400"),
        "two Hosts": (b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"400"),
        "an authority": (b"CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n", b"501"),
        "a path of stars": (b"OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"400"),
        "TRACE": (b"TRACE / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"501"),
        "the preface of HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"505"),
        "an unknown expectation": (b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 200-ok\r\n\r\n", b"417"),
        "a greeting of TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"400"),
        "17 KB of head": (b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"x" * 17_000 + b"\r\n\r\n", b"431"),
        "101 lines": (b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: y\r\n" * 101 + b"\r\n", b"431"),
    }
    for name, (sent, status) in tried.items():
        got = stranger.raw(sent, 3)
        check(f"G2 {name}: {status.decode()}", got.startswith(b"HTTP/1.1 " + status), got[:300])
    for name, line in {"h2c": b"Upgrade: h2c", "a websocket": b"Upgrade: websocket"}.items():
        got = stranger.raw(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close, Upgrade\r\n" + line +
                           b"\r\n\r\n", 3)
        check(f"G2 {name} is not agreed to", got.startswith(b"HTTP/1.1 200"), got[:200])


def files():
    """G3 out of the folder of the page"""
    for path in ("/../../../../etc/passwd", "/..%2f..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
                 "/....//etc/passwd", "/index.html%00.js", "/%c0%ae%c0%ae/etc/passwd", "/..\\..\\etc\\passwd",
                 "/.git/config", "//etc/passwd", "/api/docs/../../index.html", "/%2fetc/passwd"):
        got = stranger.raw(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        check(f"G3 {path}: nothing", got[9:12] in (b"400", b"404") and b"root:" not in got, got[:300])


def headers():
    """G4 what the browser is told"""
    for path in ("/", "/api/v1/server"):
        got = stranger.get(path).headers
        wanted = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Opener-Policy": "same-origin",
                  "Cross-Origin-Resource-Policy": "same-origin"}
        for name, value in wanted.items():
            check(f"G4 {path}: {name}", got[name] == value, got)
        policy = got["Content-Security-Policy"] or ""
        check(f"G4 {path}: nobody frames it", "frame-ancestors 'none'" in policy, policy)
        check(f"G4 {path}: no script from a line", "'unsafe-inline'" not in policy, policy)
        check(f"G4 {path}: no name of a program", got["Server"] is None, got)


def other_origins():
    """G5 other origins"""
    got = stranger.ask("OPTIONS", "/api/v1/me", headers={
        "Origin": "https://evil.example", "Access-Control-Request-Method": "GET"})
    check("G5 a preflight allows nothing", got.headers["Access-Control-Allow-Origin"] is None, got)
    got = stranger.get("/api/v1/server", Origin="https://evil.example")
    check("G5 nor an answer", got.headers["Access-Control-Allow-Origin"] is None, got)


def reflected():
    """G6 what is said back"""
    got = stranger.raw(b"GET /x%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    check("G6 no line is added to a head", b"Set-Cookie" not in got.split(b"\r\n\r\n")[0], got[:300])
    got = stranger.post("/api/v1/accounts/sign-in", {"a\r\nSet-Cookie: x": 1})
    check("G6 names of fields come back without control characters", got.status == 400 and not got.says("\\r", "\r"),
          got)
    check("G6 as a problem", got.headers["Content-Type"].startswith("application/problem+json"), got.headers)


def forwarded():
    """G7 addresses that somebody only says"""
    def address_of(*lines):
        head = "\r\n".join(["POST /api/v1/accounts/sign-in HTTP/1.1", "Host: 127.0.0.1", "Connection: close",
                            "Content-Type: application/json", *lines])
        body = json.dumps({"email": boss.email, "password": boss.password, "device": "seen"})
        got = stranger.raw(f"{head}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode())
        return got, server.sql("select address from accounts.session order by opened desc limit 1")

    for name, lines in {
            "in one line": ["X-Forwarded-For: 203.0.113.7"],
            "behind what a stranger wrote": ["X-Forwarded-For: 6.6.6.6, 203.0.113.7"],
            "in a line behind the stranger's": ["X-Forwarded-For: 6.6.6.6", "X-Forwarded-For: 203.0.113.7"],
            "behind an empty line": ["X-Forwarded-For:", "X-Forwarded-For: 203.0.113.7"],
            "behind two proxies": ["X-Forwarded-For: 6.6.6.6", "X-Forwarded-For: 203.0.113.7, 127.0.0.1"],
    }.items():
        got, address = address_of(*lines)
        check(f"G7 {name}: the proxy's word counts", got.startswith(b"HTTP/1.1 200") and address == "203.0.113.7",
              (address, got[:200]))
    check("G7 the numbers are for this machine", stranger.get("/metrics").status == 200)
    for name, lines in {"forwarded": ["X-Forwarded-For: 203.0.113.7"], "forwarded by nobody": ["X-Forwarded-For:"],
                        "by an empty line first": ["X-Forwarded-For:", "X-Forwarded-For: 203.0.113.7"],
                        "in the standard's way": ["Forwarded: for=203.0.113.7"]}.items():
        head = "\r\n".join(["GET /metrics HTTP/1.1", "Host: 127.0.0.1", "Connection: close", *lines])
        got = stranger.raw(f"{head}\r\n\r\n".encode())
        check(f"G7 {name}: not for whoever is elsewhere", got[9:12] in (b"400", b"403"), got[:200])


run(smuggling, odd_heads, files, headers, other_origins, reflected, forwarded)
