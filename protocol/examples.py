"""One example of each command, frame, item and call. They tell of one afternoon, so that they fit together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from beifall.domain.refusals import SENTENCES

Value = dict[str, Any]

NOON = 1_606_734_000_000
"""30 November 2020, 12:00 in Berlin."""

ASKED, OTHER, WANTED = "5d0b6f8e2a91c47703be11fa", "8c1f30a7d2b94e6605aa72cd", "c92e07bb41f85a6d3e10f7d4"
PARTICIPANT = "9f2c41d07be3a856102d"

POLL: Value = {
    "id": "closing",
    "rev": 2,
    "kind": "single",
    "prompt": {"de": "Wie war der Tag?", "en": "How was the day?"},
    "options": [
        {"id": "fun", "text": {"de": "Er hat Spaß gemacht", "en": "It was fun"}},
        {"id": "long", "text": {"de": "Er war zu lang", "en": "It was too long"}},
    ],
    "min": 1,
    "max": 1,
    "low": 0,
    "high": 0,
    "results": "on_publish",
    "secret": True,
    "state": "open",
    "round": 1,
    "opened": NOON + 60_000,
    "closes": None,
}
TALLY: Value = {
    "id": "closing",
    "rev": 31,
    "round": 1,
    "present": 280,
    "ballots": 212,
    "counts": {"fun": 170, "long": 42},
    "average": None,
    "final": True,
}
WORDS: Value = {
    "id": "oneword",
    "rev": 12,
    "round": 1,
    "present": None,
    "ballots": 40,
    "counts": {},
    "average": None,
    "words": [["Mut", 9], ["Nähe", 7]],
    "others": 3,
    "final": False,
}
QUESTION: Value = {
    "id": ASKED,
    "rev": 2,
    "at": NOON,
    "agenda": "3",
    "text": "Wann sehen wir uns wieder?",
    "name": "Ada",
    "state": "shown",
    "labels": ["Ausblick"],
    "into": None,
    "answer": None,
    "answered": False,
}
HELP: Value = {
    "id": WANTED,
    "rev": 1,
    "at": NOON + 60_000,
    "room": "plenum",
    "text": "Ich höre nichts.",
    "state": "waiting",
    "answer": None,
}
EVENT: Value = {
    "id": "event",
    "rev": 1,
    "title": "Tag der kommunalen Jobcenter",
    "agenda": [{"id": "1", "rooms": ["plenum"], "starts": NOON, "title": {"de": "Begrüßung", "en": "Welcome"}}],
    "gong": None,
}
ROOM: Value = {
    "id": "plenum",
    "rev": 3,
    "kind": "plenum",
    "title": {"de": "Plenum", "en": "Plenum"},
    "video": "https://video.example/plenum",
    "applause": True,
    "questions": "moderated",
    "notice": None,
    "pinned": None,
    "stage": {"show": "closing", "at": NOON + 90_000},
    "tick": 250,
    "thin": 1.0,
}
DOOR: Value = {"id": "forum-1", "rev": 4, "kind": "forum", "title": "Forum 1", "present": 20}
BOARD: Value = {"id": ASKED, "rev": 5, "upvotes": 17}
MOOD: Value = {"id": "mood", "rev": 8, "counts": {"3": 4, "4": 21, "5": 12}, "people": 37}
FLOOR: Value = {"id": "floor", "rev": 6, "tables": [{"id": "1", "taken": 5}, {"id": "2", "taken": 0}], "seats": 8}
GONE: Value = {"id": OTHER, "rev": 3, "gone": True}

ITEMS: Mapping[str, list[Value]] = {
    "event": [{**EVENT, "gong": {"id": WANTED, "room": "plenum", "at": NOON + 300_000, "text": None}}],
    "rooms": [ROOM, DOOR],
    "polls": [POLL],
    "tallies": [TALLY, WORDS],
    "questions": [QUESTION, GONE],
    "board": [BOARD],
    "mood": [MOOD],
    "floor": [FLOOR],
    "helps": [HELP],
}
"""For each list of `items`, what may be in it."""

YOU: Value = {
    "participant": PARTICIPANT,
    "role": "attendee",
    "rooms": [],
    "slot": 17,
    "ballots": {"closing": {"round": 1, "choice": ["fun"], "seq": 1}},
    "upvotes": {ASKED: 1},
    "mood": {"mood": 4, "seq": 2},
    "seat": None,
    "asked": [],
    "helps": [],
}

_FORM: Value = {
    "kind": "multiple",
    "prompt": "Was fehlt noch?",
    "options": [{"id": "time", "text": "Zeit"}, {"id": "money", "text": "Geld"}],
    "max": 2,
    "results": "live",
}
_FIELDS: Mapping[str, Value] = {
    "enter": {"screen": "phone"},
    "ping": {"rev": 46, "quiet": 12_000},
    "vote": {"poll": "closing", "round": 1, "choice": ["fun"], "seq": 1},
    "upvote": {"question": ASKED, "on": True, "seq": 1},
    "mood": {"mood": 4, "seq": 2},
    "ask": {"text": "Wann sehen wir uns wieder?", "name": "Ada"},
    "question.withdraw": {"question": OTHER},
    "sit": {"room": "cafeteria", "table": "1"},
    "stand": {"room": "cafeteria"},
    "help": {"text": "Ich höre nichts."},
    "poll.create": {"poll": _FORM},
    "poll.change": {"poll": {**_FORM, "id": "7b21d0c4e9", "rev": 1, "results": "after_close"}},
    "poll.delete": {"poll": "7b21d0c4e9", "rev": 2},
    "poll.open": {"poll": "closing", "rev": 1, "seconds": None},
    "poll.close": {"poll": "closing", "rev": 2},
    "poll.publish": {"poll": "closing", "rev": 4},
    "poll.reset": {"poll": "closing", "rev": 5},
    "poll.strike": {"poll": "oneword", "word": "Unfug"},
    "question.show": {"question": ASKED, "rev": 1},
    "question.wait": {"question": ASKED, "rev": 2},
    "question.hide": {"question": ASKED, "rev": 3},
    "question.pin": {"question": ASKED, "rev": 2},
    "question.unpin": {"question": ASKED, "rev": 2},
    "question.label": {"question": ASKED, "rev": 1, "labels": ["Ausblick"]},
    "question.merge": {"question": OTHER, "rev": 1, "into": ASKED},
    "question.unmerge": {"question": OTHER, "rev": 2},
    "question.answer": {"question": ASKED, "rev": 2, "text": "Im Herbst."},
    "question.erase": {"question": OTHER},
    "room.set": {"rev": 3, "applause": False, "notice": "Pause bis 14 Uhr", "stage": "join"},
    "help.take": {"help": WANTED, "rev": 1},
    "help.answer": {"help": WANTED, "rev": 2, "text": "Bitte laden Sie die Seite neu."},
    "call": {"minutes": 5, "text": "Es geht weiter."},
}
COMMANDS: dict[str, Value] = {
    action: {"action": action, "id": f"c{number}", "room": "plenum", **fields}
    for number, (action, fields) in enumerate(_FIELDS.items(), 1)
} | {"clap": {"action": "clap", "room": "plenum", "s": 7, "c": [310, 120, 0], "g": 8, "p": 250, "t": 61_840}}


def _poll(poll: str, rev: int, state: str, *, round_: int = 1, closes: int | None = None) -> Value:
    return {"poll": poll, "rev": rev, "state": state, "round": round_, "closes": closes}


_SEEN: Value = {"question": ASKED}
_DONE: Mapping[str, Value] = {
    "vote": {"choice": ["fun"], "seq": 1},
    "upvote": {"question": ASKED, "on": True, "seq": 1},
    "mood": {"mood": 4, "seq": 2},
    "ask": {"question": ASKED},
    "question.withdraw": {"question": OTHER},
    "sit": {"table": "1", "video": "https://meet.example/4f1c9a2b"},
    "stand": {"table": None, "video": None},
    "help": {"help": WANTED},
    "poll.create": _poll("7b21d0c4e9", 1, "draft"),
    "poll.change": _poll("7b21d0c4e9", 2, "draft"),
    "poll.delete": _poll("7b21d0c4e9", 3, "draft"),
    "poll.open": _poll("closing", 2, "open"),
    "poll.close": _poll("closing", 3, "closing", closes=NOON + 123_000),
    "poll.publish": _poll("closing", 5, "published", closes=NOON + 123_000),
    "poll.reset": _poll("closing", 6, "draft", round_=2),
    "poll.strike": _poll("oneword", 4, "open"),
    "question.show": {**_SEEN, "rev": 2, "state": "shown"},
    "question.wait": {**_SEEN, "rev": 3, "state": "waiting"},
    "question.hide": {**_SEEN, "rev": 4, "state": "hidden"},
    "question.pin": {**_SEEN, "rev": 2, "pinned": ASKED},
    "question.unpin": {**_SEEN, "rev": 2, "pinned": None},
    "question.label": {**_SEEN, "rev": 2, "state": "waiting"},
    "question.merge": {"question": OTHER, "rev": 2, "state": "merged"},
    "question.unmerge": {"question": OTHER, "rev": 3, "state": "waiting"},
    "question.answer": {**_SEEN, "rev": 3, "state": "shown"},
    "question.erase": {"question": OTHER, "rev": 4, "state": "hidden"},
    "room.set": {
        "rev": 4,
        "applause": False,
        "questions": "moderated",
        "notice": "Pause bis 14 Uhr",
        "stage": {"show": "join", "at": NOON + 200_000},
    },
    "help.take": {"help": WANTED, "rev": 2, "state": "taken"},
    "help.answer": {"help": WANTED, "rev": 3, "state": "answered"},
    "call": {"gong": "3e7a90b1c5d2f8460917ab2c", "rev": 2},
}
OKS: dict[str, Value] = {
    action: {"type": "ok", "id": COMMANDS[action]["id"], **fields} for action, fields in _DONE.items()
}

_PLACE: Value = {"room": "plenum", "rev": 46, "now": NOON + 120_000, "present": 280}
_LISTS: Value = {
    "event": [EVENT],
    "rooms": [ROOM],
    "polls": [POLL],
    "tallies": [],
    "questions": [QUESTION],
    "board": [BOARD],
    "mood": [MOOD],
    "floor": [],
}
FRAMES: dict[str, Value] = {
    "Refused": {
        "type": "refused",
        "id": "c3",
        "code": "too_many_requests",
        "message": SENTENCES["too_many_requests"],
        "retry_after": 1,
    },
    "Pong": {"type": "pong", "id": "c2", "room": "plenum", "rev": 46, "now": NOON + 420_000, "you": YOU},
    "Snapshot": {"type": "snapshot", "id": "c1", **_PLACE, "rev": 21, "items": _LISTS, "you": YOU},
    "SnapshotPart": {
        "type": "snapshot",
        "id": "c1",
        **_PLACE,
        "items": {"questions": [QUESTION]},
        "part": 2,
        "parts": 3,
    },
    "Update": {
        "type": "update",
        "room": "plenum",
        "rev": 22,
        "present": 281,
        "items": {"polls": [{**POLL, "rev": 3, "state": "closing", "closes": NOON + 123_000}]},
    },
    "OwnUpdate": {"type": "update", "room": "plenum", "items": {}, "you": {"upvotes": {ASKED: None}}},
    "Applause": {"type": "applause", "room": "plenum", "a": [412, 2, 3, 8, "RARwRx"]},
}

_SITE = "https://event.example"
CALLS: Mapping[str, Value] = {
    "GET /config.json": {"answer": {"api": "https://api.event.example", "socket": "wss://socket.event.example/live"}},
    "GET /event": {
        "answer": {
            "title": "Tag der kommunalen Jobcenter",
            "subtitle": "",
            "languages": ["de", "en"],
            "starts": NOON - 7_200_000,
            "ends": NOON + 10_800_000,
            "rooms": [{"id": "plenum", "kind": "plenum", "title": {"de": "Plenum", "en": "Plenum"}}],
            "privacy": {
                "controller": "Landkreis Beispiel",
                "contact": "datenschutz@example.org",
                "legal_basis": "Art. 6 Abs. 1 lit. e DSGVO",
                "processors": ["Amazon Web Services EMEA SARL"],
                "imprint": "https://example.org/impressum",
                "accessibility": "https://example.org/barrierefreiheit",
                "notice": "",
            },
            "tickets": False,
        }
    },
    "POST /join": {
        "body": {"code": "JC2020", "ticket": None, "nonce": "5f0c2b7e-8a41-4d0e-9b7a"},
        "answer": {"token": "k1.eyJwIjoi-4c", "participant": PARTICIPANT, "expires": NOON + 14_400_000},
    },
    "POST /commands": {"body": COMMANDS["vote"], "answer": OKS["vote"]},
    "GET /rooms/{room}": {"path": "/rooms/plenum?rev=20", "answer": {**FRAMES["Snapshot"], "id": None}},
    "POST /links": {
        "body": {"role": "moderator", "room": "plenum"},
        "answer": {
            "role": "moderator",
            "rooms": ["plenum"],
            "token": "k1.eyJwIjoi-9d",
            "url": f"{_SITE}/desk.html#token=k1.eyJwIjoi-9d&room=plenum",
        },
    },
}
ERROR: Value = {"code": "wrong_code", "message": SENTENCES["wrong_code"], "field": "code"}


def of(name: str) -> list[Value]:
    """The examples of a message, by the name of its schema."""
    kind, _, action = name.partition(".")
    match kind:
        case "Command":
            return [COMMANDS[action]]
        case "Ok":
            return [OKS[action]]
    return [FRAMES[name]]
