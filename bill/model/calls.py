"""What each command asks of the store: one table, as docs/architecture.md has it, and what each call in it takes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bill.model import sizes
from bill.model.house import Place
from bill.model.polls import USUAL, Asked
from bill.model.sizes import read_units, write_units
from bill.model.spent import NOTHING, Spent, read, written

COMMANDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "enter": ("register", "register", "state", "event", "own upvotes", "own rows"),
        "ping": ("renew", "own upvotes", "own rows"),  # and `GLIMPSE`, when the last one is too old
        "vote": ("poll", "fact", "devices"),
        "upvote": ("question", "fact", "devices"),
        "mood": ("room", "fact", "devices"),
        "ask": ("event", "all state", "contributions", "fact", "put question"),
        "help": ("event", "contributions", "desk", "fact", "put help"),
        "sit": ("renew", "renew", "floor", "devices"),
        "stand": ("read floor", "floor", "devices"),
        "poll.open": ("link", "event", "both polls", "put poll", "put poll", "drop poll"),
        "poll.close": ("link", "both polls", "put poll"),
        "poll.publish": ("link", "both polls", "put poll"),
        "question.show": ("link", "both questions", "put question", "put question", "drop question"),
        "question.hide": ("link", "both questions", "put question", "room"),
        "question.merge": ("link", "both questions", "both questions", "put question", "room"),
        "question.label": ("link", "both questions", "put question"),
        "question.answer": ("link", "both questions", "put question"),
        "question.pin": ("link", "both questions", "room", "put room"),
        "room.set": ("link", "room", "put room"),
        "help.take": ("link", "help", "put help"),
        "help.answer": ("link", "help", "put help"),
        "call": ("link", "event", "put event"),
    }
)

GLIMPSE = ("state", "event")
"""What a ping reads of the room when no other has within the last seconds."""

FIRST = ("devices",)
"""What a screen's first `enter` asks for besides, to close those that are too many."""

MOVED = ("leave",)
"""And what the `enter` of another room does."""

AGAIN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "vote": ("poll", "fact", "read fact", "devices"),
        "upvote": ("question", "fact", "read fact", "devices"),
        "mood": ("room", "fact", "read fact", "devices"),
        "ask": ("event", "all state", "contributions", "both questions"),
        "sit": ("renew", "renew", "floor", "devices"),
    }
)
"""The same sent a second time."""


def spent(calls: tuple[str, ...], place: Place, asked: Asked = USUAL) -> Spent:
    """What these calls take in a room as it is now, about this poll if they are about one. KeyError for a call that is
    not known.
    """
    lies = place.contents
    of = {
        "state": read(lies.seen),
        "all state": read(lies.all_),
        "event": place.event,
        "put event": written(write_units(place.house.event)),
        "room": read(),
        "put room": written(write_units(sizes.ROOM)),
        "poll": read(),
        "both polls": read(2),
        "put poll": written(write_units(asked.row)),
        "drop poll": written(write_units(asked.row)),
        "question": read(),
        "both questions": read(2),
        "put question": written(write_units(sizes.QUESTION)),
        "drop question": written(write_units(sizes.QUESTION)),
        "help": read(),
        "put help": written(write_units(sizes.HELP)),
        "desk": read(),
        "fact": written(),
        "read fact": read(),
        "contributions": read(),
        "own upvotes": read(),
        "own rows": read(2 + lies.open),
        "devices": read(),
        "register": written(),
        "renew": written(),
        "leave": written(),
        "link": read(),
        "floor": written(write_units(lies.floor)),
        "read floor": read(read_units(lies.floor)),
    }
    return sum((of[call] for call in calls), NOTHING)
