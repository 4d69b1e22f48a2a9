"""J: everything that a dump of the database holds, in the hands of somebody else."""

import base64
import json

from arena import Server, Stranger, check, from_base64url, one_time_code, run

server = Server()
boss = server.administrator()
begun = boss.post("/api/v1/accounts/second-factor/begin", boss.again()).json
boss.post("/api/v1/accounts/second-factor/confirm", {"code": one_time_code(begun["secret"])})
token = boss.make_token("read", code=one_time_code(begun["secret"], 1)).json["token"]


def everything():
    """All rows of all tables as text, as pg_dump writes them."""
    tables = server.sql("select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables "
                        "where schemaname not in ('pg_catalog', 'information_schema')").split()
    return {table: server.sql(f"select row_to_json(t) from {table} t") for table in tables}


def secrets():
    """J1 what stands in a dump"""
    rows = everything()
    text = "\n".join(rows.values())
    check("J1 the dump holds the accounts", boss.email in text)
    secret = begun["secret"]
    bytes_of_it = base64.b32decode(secret + "=" * (-len(secret) % 8))
    for name, word in {"a private key": "PRIVATE KEY", "the password": boss.password,
                       "the second factor's secret": secret, "its bytes": bytes_of_it.hex(),
                       "the refresh token": boss.refresh_token, "a token for scripts": token,
                       "the access token": boss.token}.items():
        check(f"J1 {name} is not in it", word not in text)
    der = bytes.fromhex("301306072a8648ce3d020106082a8648ce3d030107").hex()  # of an EC key on P-256, as ASN.1 says it
    check("J1 nor a key in another shape", der not in text)
    check("J1 the key of the installation lies outside of it", (server.data / "key").is_file())
    mode = (server.data / "key").stat().st_mode & 0o777
    check("J1 for its owner alone", mode == 0o600, oct(mode))


def lifetimes():
    """J1 J2 tokens that live too long, and keys that have retired"""
    header = json.loads(from_base64url(boss.token.split(".")[0]))
    claims = json.loads(from_base64url(boss.token.split(".")[1]))
    check("J1 an access token lives for ten minutes", claims["exp"] - claims["iat"] <= 600, claims)
    keys = Stranger(server).get("/.well-known/jwks.json").json["keys"]
    check("J2 its key is published", header["kid"] in [each["kid"] for each in keys], keys)


run(secrets, lifetimes)
