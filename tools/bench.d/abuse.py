"""How long others wait while strangers send what is malformed, read and write slowly, and sit idle by the thousand."""

import contextlib
import resource
import socket
import statistics
import sys
import threading
import time
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from server import Person, served  # noqa: E402

IDLE, SLOW_READERS, SLOW_WRITERS, ATTACKERS, ASKED = 1000, 40, 40, 4, 400
DEEP = b"[" * 5000
BAD = [
    b"GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"NONSENSE\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 20_000 + b"\r\n\r\n",
    b"POST /api/v1/accounts/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
    + str(len(DEEP)).encode() + b"\r\n\r\n" + DEEP,
    b"POST /api/v1/accounts/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    b"Content-Length: 9\r\n\r\n"
    b'{"a":1,"b',
    b"POST /api/v1/messaging/commands HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n",
    b"GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer e.e.e\r\n\r\n",
]


def connected(address):
    stranger = socket.create_connection(address, timeout=30)
    stranger.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    return stranger


def attack(address, stopped):
    number = 0
    while not stopped.is_set():
        number += 1
        with contextlib.suppress(OSError), connected(address) as stranger:
            stranger.sendall(BAD[number % len(BAD)])
            stranger.recv(4096)


def drip(writers, stopped):
    while not stopped.wait(0.2):
        for writer in writers:
            with contextlib.suppress(OSError):
                writer.send(b"X")


def asked_ms(person):
    took = []
    request = urllib.request.Request(f"{person.url}/api/v1/me", headers={"Authorization": f"Bearer {person.token}"})
    for _ in range(ASKED):
        began = time.perf_counter()
        with urllib.request.urlopen(request, timeout=60) as answer:
            answer.read()
        took.append((time.perf_counter() - began) * 1000)
    return took


def measure(url):
    person = Person(url, "Anna")
    quiet = asked_ms(person)
    host, port = url[7:].split(":")
    address, stopped = (host, int(port)), threading.Event()
    with contextlib.ExitStack() as held:
        for _ in range(IDLE):
            held.enter_context(connected(address))
        for _ in range(SLOW_READERS):  # they ask for much, and never read
            reader = held.enter_context(connected(address))
            reader.sendall(b"GET /api/v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20)
        writers = [held.enter_context(connected(address)) for _ in range(SLOW_WRITERS)]
        for writer in writers:
            writer.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        threads = [threading.Thread(target=drip, args=(writers, stopped))]
        threads += [threading.Thread(target=attack, args=(address, stopped)) for _ in range(ATTACKERS)]
        for thread in threads:
            thread.start()
        try:
            abused = asked_ms(person)
        finally:
            stopped.set()
            for thread in threads:
                thread.join()
    print(f"bench others-wait-at-most {max(abused):.1f} ms limit 500")
    print(f"bench others-wait-p50 {statistics.median(abused):.2f} ms rival {statistics.median(quiet):.2f}")


def main():
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with served() as url:
        measure(url)


if __name__ == "__main__":
    main()
