"""Values for tests, right in all that a test does not say."""

from __future__ import annotations

from typing import Any

from beifall.domain.event import Event, Place, Privacy
from beifall.domain.floor import Floor
from beifall.domain.helpdesk import HelpRequest
from beifall.domain.people import Connection, Person
from beifall.domain.polls import Option, Poll
from beifall.domain.questions import Question
from beifall.domain.rooms import Room

NOON = 1_606_734_000_000
"""30 November 2020, 12:00 in Berlin, in ms."""

HOUR = 3_600_000


def a_poll(**fields: Any) -> Poll:
    """A draft with the options a, b and c."""
    options = tuple(Option(id_, {"de": id_.upper(), "en": id_}) for id_ in ("a", "b", "c"))
    given: dict[str, Any] = {"id": "closing", "room": "plenum", "rev": 1, "kind": "single", "prompt": "How was it?"}
    return Poll(**{**given, "options": options, **fields})


def an_open_poll(**fields: Any) -> Poll:
    """The same, open."""
    return a_poll(**{"state": "open", "rev": 2, "key": "k" * 48, "buckets": 3, **fields})


def a_question(id_: str = "why", **fields: Any) -> Question:
    """Ada's question in the plenum, waiting."""
    given: dict[str, Any] = {"room": "plenum", "rev": 1, "at": NOON, "text": "Why?", "asker": "ada"}
    return Question(**{"id": id_, **given, **fields})


def a_help_request(id_: str = "sound", **fields: Any) -> HelpRequest:
    """Ada's request from the plenum, waiting."""
    given: dict[str, Any] = {"room": "plenum", "rev": 1, "at": NOON, "text": "No sound.", "asker": "ada"}
    return HelpRequest(**{"id": id_, **given, **fields})


def a_floor(**fields: Any) -> Floor:
    """Three empty tables of two in the cafeteria."""
    return Floor(**{"room": "cafeteria", "rev": 1, "tables": 3, "seats": 2, **fields})


def a_room(**fields: Any) -> Room:
    """The plenum."""
    return Room(**{"id": "plenum", "rev": 1, "kind": "plenum", "title": "Plenum", **fields})


def an_event(**fields: Any) -> Event:
    """Five hours with one room."""
    privacy = Privacy(
        controller="The county",
        contact="privacy@example.org",
        legal_basis="Art. 6",
        processors=("AWS",),
        imprint="https://example.org/imprint",
        accessibility="https://example.org/accessibility",
        notice="No account needed.",
        backups=False,
    )
    given: dict[str, Any] = {
        "code": "JC2020",
        "title": "The day",
        "subtitle": "",
        "languages": ("de", "en"),
        "starts": NOON - 2 * HOUR,
        "ends": NOON + 3 * HOUR,
        "answers_until": NOON + 24 * HOUR,
        "expected": 300,
        "limit": 600,
        "retention_days": 30,
        "tickets": False,
        "origins": (),
        "alarms_email": None,
        "privacy": privacy,
        "video": None,
        "agenda": (),
        "rooms": (Place("plenum", "plenum", "Plenum"),),
    }
    return Event(**{**given, **fields})


def a_person(participant: str = "ada", **fields: Any) -> Person:
    """An attendee."""
    return Person(**{"participant": participant, "role": "attendee", **fields})


def a_connection(id_: str = "c1=", **fields: Any) -> Connection:
    """Ada's phone in the plenum."""
    given: dict[str, Any] = {"participant": "ada", "room": "plenum", "screen": "phone", "sight": "attendee"}
    return Connection(**{"id": id_, **given, "seen": NOON, **fields})
