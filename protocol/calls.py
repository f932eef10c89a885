"""The HTTP calls: what each takes, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

import msgspec

from beifall.domain import rooms
from beifall.domain.refusals import CODES, Code
from beifall.join import Join
from beifall.links import EVERYWHERE, IN_A_ROOM
from beifall.tokens import LONGEST
from protocol.commands import ASKED
from protocol.frames import OKS
from protocol.schema import Schema, either, one_of, or_null, record, ref, several, text, whole, yes_or_no
from protocol.values import PATTERN, ROOM, identity, texts, time

SITE, API = "site", "api"
"""What an address is below: the event's pages, or the `api` of its `config.json`."""

TOKEN = text("Who one is, signed; opaque to clients.", least=1, most=LONGEST, pattern="^[A-Za-z0-9_.-]+$")


@dataclass(frozen=True)
class Call:
    """`answers` has the schema of the body for each status that is no refusal; None: no body. `codes` are those with
    which the call as a whole may be refused. `token` is whether it needs a bearer's.
    """

    method: str
    path: str
    about: str
    answers: Mapping[int, Schema | None]
    codes: tuple[Code, ...] = ()
    body: Schema | None = None
    token: bool = False
    below: str = API
    query: Mapping[str, Schema] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """As people write it."""
        return f"{self.method} {self.path}"


CONFIG = record(
    "Where the event is.",
    {
        "api": text("The base address of the other calls, without a `/` at its end."),
        "socket": text("The address of the WebSocket."),
    },
)
PRIVACY = record(
    "What the data protection officer wants said to everybody before they join.",
    {
        "controller": text("Who is responsible."),
        "contact": text("Whom to ask."),
        "legal_basis": texts("On what ground."),
        "processors": several("Who else works on the data.", text("A name.")),
        "imprint": text("An address of a page."),
        "accessibility": text("An address of a page."),
        "notice": texts("What else to know."),
    },
)
INFO = record(
    "What a visitor may know before joining.",
    {
        "title": texts("What the event is called."),
        "subtitle": texts("And below that."),
        "languages": several("Its languages; the first one is the fallback.", text("A language, such as `de`.")),
        "starts": time("When it starts"),
        "ends": time("When it ends"),
        "rooms": several(
            "Where one can go.",
            record(
                "A room.",
                {
                    "id": ROOM,
                    "kind": one_of("What kind of room it is.", get_args(rooms.Kind)),
                    "title": texts("What it is called."),
                },
            ),
        ),
        "privacy": ref("Privacy"),
        "tickets": yes_or_no("Whether one needs a ticket to join."),
    },
)
JOINED = record(
    "One is in.",
    {
        "token": TOKEN,
        "participant": identity("Who one is: the same on every device that has the token."),
        "expires": time("Until when the token is good"),
    },
)
LINK_REQUEST = record(
    "Which link shall be good no longer.",
    {
        "role": one_of("Whose link.", (*EVERYWHERE, *IN_A_ROOM)),
        "room": or_null(ROOM, "For `moderator`, `speaker` and `stage`: of which room; else null or left out."),
    },
    optional=["room"],
)
LINK = record(
    "The link that is good from now on.",
    {
        "role": one_of("Whose link.", (*EVERYWHERE, *IN_A_ROOM)),
        "rooms": several("Where the role holds; empty: everywhere.", ROOM),
        "token": TOKEN,
        "url": text("The link itself, with the token in its fragment."),
    },
)
ERROR = record(
    "The call was refused. An answer without `code` is the platform's own: try again.",
    {
        "code": one_of("Why.", CODES),
        "message": text("A sentence for people, in English."),
        "field": text("The field that is wrong, where one is."),
        "retry_after": whole("After so many seconds it may be tried again; also as the header `Retry-After`.", least=1),
    },
    optional=["field", "retry_after"],
)


def _join() -> Schema:
    _, made = msgspec.json.schema_components([Join])
    bounds: dict[str, Any] = made["Join"]["properties"]
    nonce = {**bounds["nonce"], "pattern": PATTERN}
    return record(
        "A visitor's wish to join.",
        {
            "code": {**bounds["code"], "description": "What people were told; case and spaces do not matter."},
            "nonce": {**nonce, "description": "Random, and kept for retries: the same one is the same participant."},
            "ticket": or_null(
                text("Theirs alone, where the event wants tickets.", most=64),
                "Theirs alone, where the event wants tickets; else null or left out.",
            ),
        },
        optional=["ticket"],
    )


REPLY = either(
    "The frame that the socket would reply with, in one piece.",
    *(ref(name) for name in ("Snapshot", "Pong", "Refused", *(f"Ok.{action}" for action in OKS))),
)

LATER: tuple[Code, ...] = ("try_again",)
BODY: tuple[Code, ...] = ("bad_frame", "bad_field", "too_large")

CALLS: tuple[Call, ...] = (
    Call("GET", "/config.json", "Where the event is; on the web site's own address.", {200: ref("Config")}, below=SITE),
    Call(
        "GET",
        "/event",
        "What a visitor may know before joining.",
        {200: ref("EventInfo")},
        ("event_over", *LATER),
    ),
    Call(
        "POST",
        "/join",
        "Become a participant.",
        {201: ref("Joined")},
        (*BODY, "wrong_code", "wrong_ticket", "ticket_used", "event_full", "event_over", *LATER),
        body=ref("Join"),
    ),
    Call(
        "POST",
        "/commands",
        "One command, where a proxy blocks WebSockets. What comes of it is a frame with status 200, also `refused`; "
        "claps are answered with 204.",
        {200: ref("Reply"), 204: None},
        ("token_expired", "applause_off", "no_such_room", *LATER),
        body=either("A command, as at the socket.", *(ref(f"Command.{action}") for action in ASKED)),
        token=True,
    ),
    Call(
        "GET",
        "/rooms/{room}",
        "A snapshot, in one piece; 204 if `rev` is the sum that the room has for this role.",
        {200: ref("Snapshot"), 204: None},
        ("bad_field", "too_large", "token_expired", "no_such_room", "event_over", "too_many_requests", *LATER),
        token=True,
        query={"rev": whole("The sum of the revisions of all items that the client holds.")},
    ),
    Call(
        "POST",
        "/links",
        "Replace a link of staff or stages: the old one is good no longer, who has it is cut off. For organisers.",
        {201: ref("Link")},
        (*BODY, "token_expired", "not_allowed", "no_such_room", "event_over", "too_many_requests", *LATER),
        body=ref("LinkRequest"),
        token=True,
    ),
)

SCHEMAS: dict[str, Schema] = {
    "Config": CONFIG,
    "EventInfo": INFO,
    "Privacy": PRIVACY,
    "Join": _join(),
    "Joined": JOINED,
    "LinkRequest": LINK_REQUEST,
    "Link": LINK,
    "Reply": REPLY,
    "Error": ERROR,
}
