"""Every handler, sent values that must never leave it, in fair weather and in foul. Run as a process of its own, whose
output is then searched: `python -m tests.canaries [indiscreet]`. `indiscreet` takes away what keeps them in.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse

from beifall.domain.event import Event, Place
from beifall.domain.floor import Floor
from beifall.domain.people import Person, Role
from beifall.join import ticket_hash
from beifall.store.dynamo import DynamoStore
from beifall.store.rows import TABLES, Timing
from beifall.tokens import Keys, Tokens
from blueprint.schedule import RULE
from local.engines import engine
from local.lambdas import Context, Handler, load
from local.requests import Place as Where
from local.requests import batches, socket, web
from local.requests.batches import Letter, Receipt
from local.requests.socket import Arrival
from local.requests.web import Visit
from local.seam import Call, Seam, Target, answer, refusal
from local.secrets import secrets
from tests.builders import HOUR, a_poll, a_room, an_event
from tests.gateway.servers import OK, serving
from tests.gateway.servers import Visit as Visitor

FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nx-amzn-ErrorType: ForbiddenException\r\ncontent-length: 0\r\n\r\n"
GONE = b'HTTP/1.1 410 Gone\r\nx-amzn-ErrorType: GoneException\r\ncontent-length: 18\r\n\r\n{"message":"Gone"}'

CANARIES = {
    "code": "CANARYCODE",
    "ticket": "CNRY-TCKT",
    "nonce": "canary-nonce-of-a-visitor",
    "name": "Canary Müller",
    "text": "canary question",
    "help": "canary help",
    "answer": "canary answer",
    "notice": "canary notice",
    "gong": "canary gong",
    "word": "canaryword",
    "prompt": "canary prompt",
    "title": "canary title",
    "ip": "203.0.113.77",
    "agent": "CanaryBrowser",
    "header": "canary-header",
    "query": "canary-query",
    "cookie": "canary-cookie",
    "origin": "canary.example",
    "connection": "CanaryConnectn",
    "id": "canary-command",
    "room": "canary-room",
    "poll": "canary-poll",
    "action": "canary-action",
    "garbage": "canary-garbage",
    "participant": "canary-person",
    "key": "canary-signing-key",
}
"""What is sent, by what it stands for; tokens besides."""

HEADERS = (
    ("Host", "localhost"),
    ("User-Agent", CANARIES["agent"]),
    ("X-Forwarded-For", CANARIES["ip"]),
    ("X-Canary", CANARIES["header"]),
    ("Origin", f"https://{CANARIES['origin']}"),
    ("Cookie", f"c={CANARIES['cookie']}"),
)
ORIGIN = f"https://{CANARIES['origin']}"
WHERE = Where()
KEYS = Keys("k1", {"k1": CANARIES["key"]}, CANARIES["key"])
A_TOKEN = Tokens(KEYS, CANARIES["code"]).sign(Person(CANARIES["participant"], "attendee"), HOUR)
ROLES: tuple[Role, ...] = ("attendee", "speaker", "moderator", "info", "organiser", "stage")

Weather = Callable[[Call, Target], AWSResponse | None]
Json = dict[str, Any]


def event() -> Event:
    now = time.time_ns() // 1_000_000
    rooms = (Place("plenum", "plenum", "Plenum"), Place("cafe", "cafeteria", "Café"), Place("foyer", "foyer", "Foyer"))
    times = {"starts": now - HOUR, "ends": now + HOUR, "answers_until": now + HOUR}
    return an_event(code=CANARIES["code"], title=CANARIES["title"], rooms=rooms, tickets=True, **times)


def fair(call: Call, target: Target) -> AWSResponse | None:
    return target(call)


def _is_door(call: Call) -> bool:
    """What would let nobody in, so that nothing behind it was reached."""
    return call.service == "secrets-manager" or b'"link#' in call.body


def throttled(call: Call, target: Target) -> AWSResponse | None:
    if call.service != "dynamodb" or _is_door(call):
        return target(call)
    return refusal(call, 400, "ThrottlingException", f"too much: {call.body.decode()}")


def refused(call: Call, target: Target) -> AWSResponse | None:
    """AWS says no, and quotes what it was asked."""
    if _is_door(call):
        return target(call)
    return refusal(call, 400, "ValidationException", f"wrong: {call.request.url} {call.body.decode()}")


def broken(call: Call, target: Target) -> AWSResponse | None:
    """A bug with a value in its text."""
    if _is_door(call):
        return target(call)
    raise KeyError(f"{call.request.url} {call.body.decode()} {list(CANARIES.values())} {A_TOKEN}")


def spoiled(call: Call, target: Target) -> AWSResponse | None:
    """Rows that hold what they should not."""
    met = target(call)
    if met is None or call.operation not in ("GetItem", "Query", "BatchGetItem"):
        return met
    body = b"".join(met.raw.stream()).decode().replace('\\"rev\\"', '\\"canary-garbage\\"').replace("plenum", "canary")
    return answer(call, met.status_code, body.encode(), {})


WEATHERS: tuple[Weather, ...] = (fair, throttled, refused, broken, spoiled, fair)


class House:
    """The tables, the handlers, and what they are sent."""

    def __init__(self) -> None:
        self.event = event()
        self.tokens = Tokens(KEYS, self.event.code)
        self.handlers: dict[str, Handler] = {}
        self.records: dict[str, list[Json]] = {}
        self.count = 0

    def set_up(self) -> None:
        for model in TABLES:
            model.create_table(wait=False)
        store = DynamoStore(expected=300, purged=self.event.purged)
        store.put_event(self.event, before=0)
        for place in self.event.rooms:
            store.put_room(a_room(id=place.id, kind=place.kind, title=CANARIES["title"]), before=0)
        store.put_floor(Floor("cafe", 1, 3, 8, video=None, secret="s" * 32))
        store.put_backstage(a_poll(id="words", kind="words", options=(), max=3, prompt=CANARIES["prompt"]), before=0)
        store.put_backstage(a_poll(prompt=CANARIES["prompt"]), before=0)
        store.issue(ticket_hash(CANARIES["ticket"]))
        for path in sorted(Path("functions").glob("*/handler.py")):
            self.handlers[path.parent.name] = load(path.parent.name)

    def token(self, role: Role, whose: str = "") -> str:
        person = self.person(role)
        return self.tokens.sign(replace(person, participant=person.participant + whose), self.event.ends)

    def person(self, role: Role) -> Person:
        rooms = ("plenum",) if role in ("speaker", "moderator", "stage") else ()
        return Person(CANARIES["participant"] + role, role, rooms, generation=0 if role == "attendee" else 1)

    def arrival(self, role: Role) -> Arrival:
        person = self.person(role)
        context: dict[str, str | int] = {
            "participant": person.participant,
            "role": role,
            "rooms": " ".join(person.rooms),
            "generation": str(person.generation),
            "expires": str(self.event.ends),
        }
        self.count += 1
        offered = ("Sec-WebSocket-Protocol", f"beifall.v1, {self.token(role)}")
        query = (("q", CANARIES["query"]),)
        id_ = f"{CANARIES['connection']}{self.count}="
        return Arrival(id_, 1, CANARIES["ip"], "localhost", (*HEADERS, offered), query, context)

    def requests(self) -> Iterator[tuple[str, Json, str]]:
        """Function, request and alias: everything that can come."""
        yield from self._visits()
        for role in ROLES:
            arrival = self.arrival(role)
            yield "authorize", socket.authorize(WHERE, arrival, request="r", at=1), ""
            yield "connection", socket.connect(WHERE, arrival, request="r", at=1), ""
            for command in self._commands():
                text = command if isinstance(command, str) else json.dumps(command)
                other = self.arrival(role)
                made = socket.frame(WHERE, other, route="$default", body=text, request="r", at=1)
                yield "clap" if "clap" in text else "command", made, ""
            yield "connection", socket.disconnect(WHERE, arrival, code=1000, reason="", request="r", at=1), ""
        bad = (("Sec-WebSocket-Protocol", f"beifall.v1, {CANARIES['garbage']}"),)
        arrival = Arrival(CANARIES["connection"], 1, CANARIES["ip"], "localhost", (*HEADERS, *bad))
        yield "authorize", socket.authorize(WHERE, arrival, request="r", at=1), ""
        yield "authorize", {"headers": {"sec-websocket-protocol": f"beifall.v1, {self.token('stage')}"}}, ""
        for table, aliases in (("facts", ("",)), ("state", ("at-once", "bundled")), ("claps", ("loud", "quiet"))):
            function = {"facts": "tally", "state": "broadcast", "claps": "applause"}[table]
            for alias in aliases:
                yield function, batches.stream(self.records[table]), alias
                yield function, batches.stream([{"dynamodb": {"Keys": {"pk": {"S": CANARIES["garbage"]}}}}]), alias
        for body in ('{"room": "plenum", "id": "closing", "kind": "poll"}', json.dumps(CANARIES["garbage"])):
            receipt = Receipt(Letter("m", body, 1), "h", 1, 1)
            yield "housekeeping", batches.queue(WHERE, "later", [receipt]), ""
        for function, alias in (("housekeeping", ""), ("clap", ""), ("applause", "loud")):
            yield function, batches.schedule(WHERE, RULE, id="i", time="2020-11-30T12:00:00Z"), alias

    def read(self) -> None:
        """What the streams would tell."""
        client = boto3.client("dynamodb")
        for name in ("state", "facts", "claps"):
            self.records[name] = [
                {"dynamodb": {"Keys": {"pk": row["pk"], "sk": row["sk"]}, "NewImage": row, "SequenceNumber": "1"}}
                for row in client.scan(TableName=name)["Items"]
            ]

    def _visits(self) -> Iterator[tuple[str, Json, str]]:
        known = {"code": CANARIES["code"], "ticket": CANARIES["ticket"], "nonce": CANARIES["nonce"]}
        wrong = CANARIES["garbage"]
        bearers = [f"Bearer {self.token(role)}" for role in ROLES]
        # Each command has a caller of its own: nobody shall be refused for their pace alone.
        commands = [
            ("POST /commands", "", command, f"Bearer {self.token(role, str(number))}")
            for role in ROLES
            for number, command in enumerate(self._commands())
        ]
        asked: list[tuple[str, str, object, str]] = [
            ("GET /event", "", None, ""),
            ("POST /join", "", known, ""),
            *(("POST /join", "", {**known, field: f"{wrong}-{wrong}"}, "") for field in known),
            ("POST /join", "", {"code": 7, wrong: wrong}, ""),
            ("POST /join", "", wrong, ""),
            ("POST /nowhere", "", known, ""),
            ("POST /commands", "", {"action": "enter"}, f"Bearer {wrong}"),
            ("POST /commands", "", {"action": "enter"}, wrong),
            *commands,
            *(("GET /rooms/{room}", room, None, bearer) for bearer in bearers for room in ("plenum", CANARIES["room"])),
            *(("POST /links", "", {"role": "speaker", "room": "plenum"}, bearer) for bearer in bearers),
            ("POST /links", "", {"role": wrong, "room": CANARIES["room"]}, bearers[4]),
            ("POST /links", "", {"role": "speaker", "room": CANARIES["room"]}, bearers[4]),
        ]
        for route, room, body, bearer in asked:
            method, path = route.split()
            text = "" if body is None else body if isinstance(body, str) else json.dumps(body)
            headers = tuple((name.lower(), value) for name, value in HEADERS)
            visit = Visit(
                method=method,
                path=path.replace("{room}", room),
                query=f"rev={CANARIES['query'] if room else 1}" if room != "plenum" else "",
                headers=(*headers, ("authorization", bearer), ("content-type", "application/json")),
                body=text.encode(),
                ip=CANARIES["ip"],
                route=route,
                variables={"room": room} if room else {},
            )
            yield "reception", web.request(WHERE, visit, id="r", at=1), ""

    def _commands(self) -> Iterator[Json | str]:
        for number, (action, fields) in enumerate(COMMANDS):
            yield {"action": action, "room": "plenum", "id": f"{CANARIES['id']}-{number}", **fields}
        yield {"action": "enter", "room": CANARIES["room"], "id": CANARIES["id"], "screen": "phone"}
        yield {
            "action": "vote",
            "poll": CANARIES["poll"],
            "room": CANARIES["room"],
            "id": "v",
            "round": 1,
            "choice": [],
        }
        yield {"action": CANARIES["action"], "room": "plenum", "id": CANARIES["id"]}
        yield CANARIES["garbage"]
        yield json.dumps(
            {"action": "ask", "room": "plenum", "id": "x", "text": f"{CANARIES['text']}\u202e", "name": None}
        )


def _of(canary: str) -> str:
    return CANARIES[canary]


COMMANDS: tuple[tuple[str, Json], ...] = (
    ("enter", {"screen": "phone"}),
    ("ping", {"rev": 1}),
    ("poll.open", {"poll": "words", "rev": 1, "seconds": None}),
    ("poll.open", {"poll": "closing", "rev": 1, "seconds": None}),
    ("vote", {"poll": "words", "round": 1, "choice": [_of("word")], "seq": 1}),
    ("vote", {"poll": "closing", "round": 1, "choice": [_of("garbage")], "seq": 1}),
    ("vote", {"poll": "closing", "round": 1, "choice": ["a"], "seq": 1}),
    ("poll.create", {"poll": {"id": "new", "kind": "words", "prompt": _of("prompt"), "max": 3}}),
    ("poll.strike", {"poll": "words", "word": _of("word")}),
    ("ask", {"text": _of("text"), "name": _of("name")}),
    ("help", {"text": _of("help")}),
    ("help.answer", {"help": _of("id"), "rev": 1, "text": _of("answer")}),
    ("question.answer", {"question": _of("id"), "rev": 1, "text": _of("answer")}),
    ("room.set", {"rev": 1, "notice": _of("notice")}),
    ("call", {"minutes": 5, "text": _of("gong")}),
    ("mood", {"mood": 3, "seq": 1}),
    ("upvote", {"question": _of("id"), "on": True, "seq": 1}),
    ("sit", {"table": _of("garbage")}),
    ("sit", {"room": "cafe", "table": "t1"}),
    ("clap", {"s": 1, "c": [0, 100], "g": 8}),
)


def post(visit: Visitor) -> None:
    """`@connections`: one is gone, and to another one nothing may be said."""
    while (asked := visit.ask()) is not None:
        visit.say({"2=": FORBIDDEN, "3=": GONE}.get(asked.connection[-2:], OK))


def queue(call: Call) -> AWSResponse:
    return answer(call, 200, {"MessageId": "1", "MD5OfMessageBody": ""}, {})


def environment(house: House, backend: str) -> dict[str, str]:
    return {
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_REGION": "eu-central-1",
        "AWS_DEFAULT_REGION": "eu-central-1",
        "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled",
        "POWERTOOLS_LOG_LEVEL": "DEBUG",
        "CALLBACK_URL": backend,
        "EVENT_CODE": house.event.code,
        "EXPECTED": "300",
        "ORIGINS": ORIGIN,
        "PURGED": str(house.event.purged),
        "QUEUE_URL": "https://sqs.eu-central-1.amazonaws.com/0/later",
        "SECRET_ARN": "keys",
        "SITE": "https://example.org/",
    }


class Everything(logging.Formatter):
    """All that a record has."""

    def format(self, record: logging.LogRecord) -> str:
        return f"{super().format(record)} {record.__dict__!r}"


def listen(*, indiscreet: bool) -> None:
    """Whatever is logged by whomever, at whatever level, comes out."""
    root = logging.getLogger()
    handler = logging.StreamHandler()
    handler.setFormatter(Everything("%(levelname)s %(name)s %(message)s"))
    handler.addFilter(lambda record: not record.name.startswith(("ministack", "asyncio")))  # they are not deployed
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    for name in ("botocore", "boto3", "urllib3", "pynamodb"):
        logging.getLogger(name).setLevel(logging.DEBUG)
        logging.getLogger(name).propagate = logging.getLogger(name).propagate or indiscreet
    if indiscreet:
        for ours in logging.getLogger("beifall").handlers:
            ours.filters.clear()


def invoke(house: House, name: str, request: Json, alias: str, *, indiscreet: bool) -> None:
    """As Lambda does it, which prints what a handler raises."""
    handler = house.handlers[name]
    if indiscreet:
        handler = getattr(handler, "__wrapped__", handler)
    arn = f"arn:aws:lambda:eu-central-1:0:function:{name}:{alias}"
    try:
        handler(request, Context(name, arn, time.monotonic() + 29))
    except Exception:  # noqa: BLE001 - whatever it is, it is printed
        traceback.print_exc()


def main() -> None:
    """All handlers, all requests, all weathers."""
    with serving(post) as backend:
        play(backend.address, indiscreet=sys.argv[1:] == ["indiscreet"])


def play(backend: str, *, indiscreet: bool) -> None:
    """The same, with frames posted to an address."""
    house = House()
    os.environ |= environment(house, backend)
    embedded = engine("ministack", "eu-central-1")
    weather: Weather = fair

    def around(call: Call, target: Target) -> AWSResponse | None:
        return weather(call, target)

    keys = json.dumps({"current": "k1", "signing": dict(KEYS.signing), "people": KEYS.people})
    targets: dict[str, Target] = {
        "dynamodb": embedded.send,
        "secrets-manager": secrets({"keys": keys}),
        "sqs": queue,
    }
    Seam(targets, around).open()
    Timing.max_retry_attempts = 0  # how patient it is is tried elsewhere
    house.set_up()
    listen(indiscreet=indiscreet)
    for one in (fair, broken) if indiscreet else WEATHERS:
        weather = fair
        house.read()
        requests = list(house.requests())
        weather = one
        for name, request, alias in requests:
            invoke(house, name, request, alias, indiscreet=indiscreet)


if __name__ == "__main__":
    main()
