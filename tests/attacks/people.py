"""Who attacks and who is attacked: whoever can reach a server's port, and people with accounts."""

import http.client
import json
import socket
import uuid

from checks import PASSWORD, PATIENCE_S


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body
        self.text = body.decode(errors="replace")

    @property
    def json(self):
        return json.loads(self.text) if self.text else None

    @property
    def rule(self):
        """What a problem is called ("signed-out"), or its only mistake where it is no more than invalid."""
        if self.status < 400:
            return ""
        try:
            problem = self.json
        except ValueError:
            return self.text[:80]
        name = problem.get("type", "").rsplit(":", 1)[-1]
        mistakes = problem.get("problems", [])
        return mistakes[0]["rule"] if name == "invalid" and len(mistakes) == 1 else name

    def says(self, *words):
        return any(word in self.text for word in words)

    def __repr__(self):
        return f"{self.status} {self.text[:300]}"


class Stranger:
    """Whoever can reach the port."""

    def __init__(self, server, source="127.0.0.1"):
        self.server, self.source = server, source
        self.token = None

    def ask(self, method, path, body=None, headers=None, timeout=PATIENCE_S):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout,
                                                source_address=(self.source, 0))
        sent = {}
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        try:
            connection.request(method, path, body, {**sent, **(headers or {})})
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        except (ConnectionError, socket.timeout, http.client.HTTPException, OSError) as error:
            return Answer(0, {}, repr(error).encode())
        finally:
            connection.close()

    def get(self, path, **headers):
        return self.ask("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def post(self, path, body, headers=None):
        return self.ask("POST", path, body, headers)

    def raw(self, sent, patience_s=5):
        """What comes back for bytes, until the server closes or says nothing more."""
        with socket.create_connection(("127.0.0.1", self.server.port), patience_s) as peer:
            peer.settimeout(patience_s)
            got = b""
            try:
                peer.sendall(sent)
                while True:
                    part = peer.recv(65536)
                    if not part:
                        break
                    got += part
            except (socket.timeout, ConnectionError):
                return got
            return got


class Person(Stranger):
    """Somebody with an account; `number` counts the commands of each domain, as a client of the API does."""

    def __init__(self, server, name, email=None, source="127.0.0.1"):
        super().__init__(server, source)
        self.name = name
        self.email = email or f"{name.lower().replace(' ', '.')}@example.com"
        self.password = PASSWORD
        self.client = str(uuid.uuid4())
        self.numbers = {}
        self.id = self.session = self.refresh_token = None

    def register(self, invitation=""):
        answer = self.post("/api/v1/accounts/register", {
            "name": self.name, "email": self.email, "password": self.password, "device": "attack",
            "invitation": invitation})
        if answer.status != 200:
            raise RuntimeError(f"{self.name} could not register: {answer}")
        return self.keep(answer.json["signed_in"])

    def keep(self, signed_in):
        self.id, self.session = signed_in["person"]["id"], signed_in["session"]
        self.token, self.refresh_token = signed_in["access_token"], signed_in["refresh_token"]
        return self

    def on(self, server, token=None):
        """The same person, asking another server or with another token."""
        other = Person(server, self.name, self.email, self.source)
        other.id, other.session, other.client = self.id, self.session, self.client
        other.token, other.refresh_token, other.password = token or self.token, self.refresh_token, self.password
        return other

    def try_to_sign_in(self, password=None, **more):
        held, self.token = self.token, None
        answer = self.post("/api/v1/accounts/sign-in",
                           {"email": self.email, "password": password or self.password, "device": "attack", **more})
        self.token = held
        return answer

    def sign_in(self, **more):
        answer = self.try_to_sign_in(**more)
        if answer.status != 200:
            raise RuntimeError(f"{self.name} could not sign in: {answer}")
        return self.keep(answer.json)

    def again(self, **more):
        """What an act that lasts asks for once more: the password, and a `code` where a second factor is on."""
        return {"password": self.password, **more}

    def make_token(self, scope, days=30, **more):
        return self.post("/api/v1/accounts/tokens",
                         {"name": f"for {scope}", "scope": scope, "days": days, "again": self.again(**more)})

    def change_right(self, person, administrator, **more):
        """Gives somebody the administrator's right, or takes it."""
        return self.post(f"/api/v1/admin/accounts/{person.id}/right",
                         {"administrator": administrator, "again": self.again(**more)})

    def commands(self, domain, *values, client=None, numbers=None):
        path = {"accounts": "/api/v1/accounts/commands", "messaging": "/api/v1/messaging/commands"}[domain]
        sent = []
        for index, (kind, value) in enumerate(values):
            if numbers:
                number = numbers[index]
            else:
                number = self.numbers[domain] = self.numbers.get(domain, 0) + 1
            sent.append({"number": number, "command": {"type": f"{domain}.{kind}", "value": value}})
        return self.post(path, {"client": client or f"{self.client[:-1]}{len(domain) % 10}", "commands": sent})

    def say(self, domain, kind, value):
        """The outcome of one command and why it was refused: ("accepted", None)."""
        answer = self.commands(domain, (kind, value))
        if answer.status != 200:
            self.numbers[domain] -= 1
            return str(answer.status), answer.rule
        got = answer.json["answers"][0]
        return got["outcome"], (got["refusal"] or {}).get("reason")

    def say_once(self, kind, value, domain="accounts"):
        """The same, as a client of its own: for several at once."""
        answer = self.commands(domain, (kind, value), client=str(uuid.uuid4()), numbers=[1])
        if answer.status != 200:
            return str(answer.status), answer.rule
        got = answer.json["answers"][0]
        return got["outcome"], (got["refusal"] or {}).get("reason")

    def channel(self, title="Workshop"):
        channel = str(uuid.uuid4())
        outcome = self.say("messaging", "create-channel", {
            "channel": channel, "member": str(uuid.uuid4()), "owner": self.id, "title": title, "about": ""})
        if outcome[0] != "accepted":
            raise RuntimeError(f"no channel: {outcome}")
        return channel

    def write(self, channel, text, message=None):
        return self.say("messaging", "post", {"channel": channel, "message": message or str(uuid.uuid4()),
                                              "text": text})
