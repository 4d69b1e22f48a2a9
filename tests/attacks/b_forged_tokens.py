"""B: access tokens that nobody signed, and tokens for scripts that want more than they may."""

import hashlib
import hmac
import json
import subprocess
import tempfile
import time
import zipfile
from io import BytesIO

from arena import Person, Server, base64url, check, from_base64url, run

server = Server()
boss = server.administrator()
eve = server.member("Eve")
ME = "/api/v1/me"


def signed_by(key_file, header, claims):
    """An ES256 token by a key in a file (PEM)."""
    text = f"{base64url(json.dumps(header).encode())}.{base64url(json.dumps(claims).encode())}"
    der = subprocess.run(["openssl", "dgst", "-sha256", "-sign", key_file], input=text.encode(), check=True,
                         capture_output=True).stdout
    numbers, at = [], 2
    for _ in range(2):
        length = der[at + 1]
        numbers.append(int.from_bytes(der[at + 2:at + 2 + length], "big").to_bytes(32, "big"))
        at += 2 + length
    return f"{text}.{base64url(b''.join(numbers))}"


def forgeries():
    """B1 a token that nobody signed"""
    head, body, signature = eve.token.split(".")
    header, claims = json.loads(from_base64url(head)), json.loads(from_base64url(body))
    boss_claims = boss.token.split(".")[1]
    jwks = server_keys()
    public = json.dumps(jwks["keys"][0]).encode()
    with tempfile.NamedTemporaryFile(suffix=".pem") as own:
        subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", own.name],
                       check=True)

        def hmac_signed(algorithm, key, digest):
            text = f"{base64url(json.dumps({**header, 'alg': algorithm}).encode())}.{body}"
            return f"{text}.{base64url(hmac.new(key, text.encode(), digest).digest())}"

        def named(kid):
            return f"{base64url(json.dumps({**header, 'kid': kid}).encode())}.{body}.{signature}"

        def without(algorithm):
            return f"{base64url(json.dumps({**header, 'alg': algorithm}).encode())}.{body}."

        changed = base64url(signature_bytes(signature, at=5))
        tried = {
            "alg none without a signature": without("none"), "alg NONE": without("NONE"), "alg None": without("None"),
            "HS256 keyed with the public key": hmac_signed("HS256", public, hashlib.sha256),
            "HS512 keyed with the public key": hmac_signed("HS512", public, hashlib.sha512),
            "HS256 with an empty key": hmac_signed("HS256", b"", hashlib.sha256),
            "a key of one's own under our kid": signed_by(own.name, header, claims),
            "a key of one's own in the header": signed_by(own.name, {**header, "jwk": jwks["keys"][0]}, claims),
            "no kid": named(""), "a kid that is a path": named("../../etc/passwd"),
            "a kid that is SQL": named("' or '1'='1"),
            "another's claims": f"{head}.{boss_claims}.{signature}",
            "a signature of zeros": f"{head}.{body}.{base64url(bytes(64))}",
            "no signature": f"{head}.{body}.", "a signature cut short": f"{head}.{body}.{signature[:-2]}",
            "a signature with a bit changed": f"{head}.{body}.{changed}",
            "padding behind": eve.token + "=", "a fourth part": eve.token + ".x", "2,049 bytes": "x" * 2049,
        }
        for name, token in tried.items():
            got = eve.on(server, token).get(ME)
            check(f"B1 {name}: refused", (got.status, got.rule) == (401, "token-invalid"), got)
        for name, more in {"a life of ten years": {"exp": int(time.time()) + 315_360_000},
                           "an iat of 1970": {"iat": 0}}.items():
            got = eve.on(server, signed_by(own.name, header, {**claims, **more})).get(ME)
            check(f"B1 {name}: refused", got.status == 401, got)
    check("B1 the true one is taken", eve.get(ME).status == 200)


def signature_bytes(signature, at):
    """The signature with one bit turned round."""
    found = bytearray(from_base64url(signature))
    found[at] ^= 1
    return bytes(found)


def server_keys():
    return eve.get("/.well-known/jwks.json").json


def ways_of_showing():
    """B2 odd Authorization headers"""
    bare = Person(server, "nobody")
    for name, value in {"small letters": f"bearer{eve.token}", "no token": "Bearer", "another scheme": "Basic x",
                        "a tab between": f"Bearer\t{eve.token}", "the refresh token": f"Bearer {eve.refresh_token}",
                        }.items():
        got = bare.get(ME, Authorization=value)
        check(f"B2 {name}: refused", got.status in (400, 401), got)
    sent = (f"GET {ME} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer {eve.token}\r\n"
            f"Authorization: Bearer {boss.token}\r\n\r\n")
    got = bare.raw(sent.encode())
    check("B2 two Authorization lines are refused", got.startswith(b"HTTP/1.1 400"), got[:300])


def scopes():
    """B3 B4 B5 what a token for scripts may"""
    got = eve.make_token("admin")
    check("B3 a member gets no admin token", (got.status, got.rule) == (403, "administrators-only"), got)
    admin = boss.on(server, boss.make_token("admin").json["token"])
    for method, path, body in (
            ("POST", "/api/v1/accounts/sign-out", {}),
            ("POST", "/api/v1/accounts/tokens", {"name": "x", "again": {"password": "x"}}),
            ("POST", "/api/v1/accounts/change-password", {"again": {"password": "x"}, "password": "y"}),
            ("POST", "/api/v1/accounts/change-email", {"email": "z@example.com", "again": {"password": "x"}}),
            ("POST", "/api/v1/accounts/delete-me", {"again": {"password": "x"}}),
            ("POST", "/api/v1/accounts/second-factor/begin", {"password": "x"}),
            ("POST", "/api/v1/accounts/second-factor/confirm", {"code": "1"}),
            ("POST", "/api/v1/accounts/second-factor/end", {"password": "x", "code": "1"}),
            ("POST", "/api/v1/accounts/second-factor/recovery-codes", {"password": "x"}),
            ("POST", "/api/v1/accounts/send-confirmation", {}),
            ("POST", "/api/v1/accounts/sign-address", {"path": "/api/v1/me/archive"})):
        got = admin.ask(method, path, body)
        check(f"B4 {path} is not for scripts", (got.status, got.rule) == (403, "session-needed"), got)
    read = eve.on(server, eve.make_token("read").json["token"])
    for method, path, body in (
            ("POST", "/api/v1/accounts/commands", {"client": eve.client, "commands": []}),
            ("POST", "/api/v1/messaging/commands", {"client": eve.client, "commands": []}),
            ("PUT", "/api/v1/me/avatar", b"x"), ("DELETE", "/api/v1/me/avatar", None)):
        got = read.ask(method, path, body, {"Content-Type": "image/png"} if method == "PUT" else None)
        check(f"B5 {method} {path} is not for reading", (got.status, got.rule) == (403, "scope-too-small"), got)


def own_sessions():
    """B6 a write token against its owner"""
    other = eve.make_token("read").json["row"]["id"]
    write = eve.on(server, eve.make_token("write").json["token"])
    write.client = write.client[::-1].replace("-", "0", 0)
    write.numbers = {}
    for kind, value in (("revoke-token", {"person": eve.id, "token": other}),
                        ("end-session", {"person": eve.id, "session": eve.session}),
                        ("end-sessions", {"person": eve.id}), ("keep-account", {"person": eve.id})):
        got = write.on(server).say("accounts", kind, value)
        check(f"B6 {kind} by a script is refused", got[0] != "accepted", got)
    check("B6 and its owner stays signed in", eve.get(ME).status == 200)


def archive():
    """B7 what a read token reads of its owner"""
    read = eve.on(server, eve.make_token("read").json["token"])
    got = read.get("/api/v1/me/archive")
    names = zipfile.ZipFile(BytesIO(got.body)).namelist() if got.status == 200 else []
    texts = b"".join(zipfile.ZipFile(BytesIO(got.body)).read(name) for name in names)
    check("B7 the archive holds one's own rows only", got.status == 200 and boss.email.encode() not in texts, names)
    secret = [eve.refresh_token, eve.password, "$argon2", read.token]
    check("B7 and no secret", not any(word.encode() in texts for word in secret))


run(forgeries, ways_of_showing, scopes, own_sessions, archive)
