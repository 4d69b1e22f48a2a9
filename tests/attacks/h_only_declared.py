"""H: what costs a stranger nothing: bodies that are only declared, connections that say nothing."""

import socket

from arena import Server, Stranger, check, run

server = Server()
boss = server.administrator()


def connections(count, sent, address="127.0.0.1"):
    held = []
    for _ in range(count):
        peer = socket.create_connection(("127.0.0.1", server.port), 10, (address, 0))
        if sent:
            peer.sendall(sent)
        held.append(peer)
    return held


def others_go_on(letter, what):
    refused = {
        "signing in": boss.try_to_sign_in().status,
        "refreshing": Stranger(server).post("/api/v1/accounts/refresh",
                                            {"refresh_token": boss.refresh_token}).status,
        "a channel": 200 if boss.channel() else 0, "reading": boss.get("/api/v1/me").status,
    }
    boss.sign_in()
    for name, status in refused.items():
        check(f"{letter} {what}: {name} goes on", status == 200, refused)


def bodies():
    """H1 64 and 300 bodies that are only declared"""
    head = (b"PUT /api/v1/me/avatar HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: image/png\r\n"
            b"Content-Length: 4194304\r\n\r\n")
    for count in (64, 300):
        held = connections(count, head)
        others_go_on("H1", f"{count} declared pictures")
        for each in held:
            each.close()
    head = (b"POST /api/v1/reports HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            b"Content-Length: 60000\r\n\r\n{")
    held = connections(300, head, "127.0.0.23")
    others_go_on("H1", "300 declared reports")
    for each in held:
        each.close()
    got = Stranger(server).raw(b"PUT /api/v1/me/avatar HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: image/png\r\n"
                               b"Content-Length: 4194304\r\n\r\n")
    check("H1 a stranger's large body is refused before it comes", got[9:12] in (b"401", b"413"), got[:300])


def silence():
    """H5 many connections of one address"""
    held = connections(400, b"")
    others_go_on("H5", "400 silent connections")
    for each in held:
        each.close()


run(bodies, silence)
