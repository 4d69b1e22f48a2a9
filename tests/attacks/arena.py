"""Servers, people and attackers for the attacks: each file beside this one tries what its first line says, and prints
"ok - A1 …" when the server answered as it should."""

import base64
import hashlib
import hmac
import struct
import time

from checks import AS_NOBODY, NOBODY, PASSWORD, ROOT, SERVER, at_once, check, folder, run, until
from people import Person, Stranger
from servers import Database, PostOffice, Server

__all__ = [
    "AS_NOBODY", "NOBODY", "PASSWORD", "ROOT", "SERVER", "Database", "Person", "PostOffice", "Server",
    "Stranger", "at_once", "base64url", "check", "folder", "from_base64url", "one_time_code", "run", "until"]


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def one_time_code(secret, step=0):
    """RFC 6238, as an authenticator counts it; `step` half-minutes from now."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30 + step), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
