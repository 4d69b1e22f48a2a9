"""I: pictures that are none, that claim more than they are, that bring something else along, or come too often."""

import struct
import zlib

from arena import Server, check, run

server = Server()
boss, eve = server.administrator(), server.member("Eve")


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, *more, rows=None):
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = rows if rows is not None else (b"\0" + b"\x40\x80\xc0" * width) * height
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [chunk(b"IHDR", head), *more, chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")])


def put(data, kind="image/png"):
    return eve.ask("PUT", "/api/v1/me/avatar", data, {"Content-Type": kind})


def malicious():
    """I1 pictures with a purpose"""
    bomb = zlib.compress(b"\0" * 60_000_000)
    html = b"<script>alert(1)</script>"
    tried = {
        "claims 100,000 x 100,000": (png(100_000, 100_000, rows=b""), "image/png", 422),
        "claims to be 2^31 wide": (png(2**31, 1, rows=b""), "image/png", 422),
        "is 0 x 0": (png(0, 0, rows=b""), "image/png", 422),
        "holds a profile of 60 MB": (png(8, 8, chunk(b"iCCP", b"x\0\0" + bomb)), "image/png", None),
        "holds a text of 60 MB": (png(8, 8, chunk(b"zTXt", b"x\0\0" + bomb)), "image/png", None),
        "holds 60 MB of rows": (png(10, 10, rows=b"\0" * 60_000_000), "image/png", None),
        "holds a page behind its end": (png(8, 8) + html, "image/png", None),
        "is said to be a JPEG": (png(8, 8), "image/jpeg", 200), "is an SVG": (b"<svg/>", "image/svg+xml", 415),
        "is an SVG said to be a PNG": (b"<svg/>", "image/png", 422), "is empty": (b"", "image/png", 422),
        "is 4 MB and a byte": (b"\0" * (4 * 1024 * 1024 + 1), "image/png", 413),
        "is of the type ../../sh": (png(8, 8), "../../sh", 415),
        "is a head and rubbish": (png(8, 8)[:33] + bytes(range(256)) * 400, "image/png", 422),
    }
    for name, (data, kind, status) in tried.items():
        got = put(data, kind)
        wanted = (status, ) if status else (200, 422)
        check(f"I1 a picture that {name}: {status or 'drawn anew or refused'}", got.status in wanted, got)
        check("I1 and the server lives", eve.get("/healthz").status == 200)
    got = put(png(8, 8, chunk(b"tEXt", b"Comment\0" + html)))
    check("I1 a picture with a page in it is taken", got.status == 200, got)
    drawn = eve.get(f"/api/v1/people/{eve.id}/avatar/256")
    check("I1 and drawn anew without it", drawn.status == 200 and html not in drawn.body, drawn.status)


def others_pictures():
    """I2 names and sizes"""
    for path in ("avatar/257", "avatar/-1", "avatar/64x", "avatar/..%2f..%2f64"):
        got = boss.get(f"/api/v1/people/{eve.id}/{path}")
        check(f"I2 {path}: nothing", got.status in (400, 404, 422), got)
    got = boss.get(f"/api/v1/people/{eve.id}/avatar/64?name=../../x")
    check("I2 a name that is a path names no file", got.status in (200, 400, 404, 422) and b"root:" not in got.body,
          got)


def many():
    """I3 pictures in a row"""
    limited = Server(limits="1")
    who = limited.administrator()
    before = int(limited.sql("select count(*) from server.audit"))
    got = [who.ask("PUT", "/api/v1/me/avatar", png(8 + at, 8), {"Content-Type": "image/png"}).status
           for at in range(60)]
    check("I3 there is a limit", 200 in got and 429 in got, got)
    after = int(limited.sql("select count(*) from server.audit"))
    check("I3 and the log does not grow with each", after - before <= 2, (before, after))


run(malicious, others_pictures, many)
