"""The layout of keys, here and nowhere else. Ids never contain the `#` that joins them.

| table | partition key | sort key |
|---|---|---|
| state | `event` | `event` |
| state | `room#ROOM` | `all#room`, `all#poll#POLL`, `all#tally#POLL`, `staff#poll#POLL` |
| state | `count#ROOM#POLL#ROUND` | `count` |
| facts | `ballot#ROOM#POLL#ROUND#BUCKET` | VOTER |
| connections | `room#ROOM#near`, `room#ROOM#BUCKET` | CONNECTION |
| connections | `participant#PARTICIPANT` | CONNECTION |
| connections | `joined#PARTICIPANT`, `ticket#HASH`, `attendance` | the same |
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Literal

from beifall.domain.ballots import Urn
from beifall.domain.people import Connection

Key = tuple[str, str]

NEAR: Literal["near"] = "near"
"""The bucket of stages and desks: a tally that only they may see must not cost the reading of three hundred phones."""

EVENT: Key = ("event", "event")
ATTENDANCE: Key = ("attendance", "attendance")
ALL = "all#"
"""The sort keys of what everybody in a room may be told; the others are not even read for an attendee."""

AUDIBLE = "room#"
"""The partitions of `state` that a broadcast hears; the others are kept there without being told to anybody."""

BUNDLED = ("all#tally#",)
"""The sort keys of what reaches phones and laptops bundled: the mapping with a window hears these alone."""


@dataclass(frozen=True)
class Touched:
    """What a record of the stream of `state` is about; `hidden` if it concerns only those who run the room."""

    room: str
    list: Literal["room", "poll", "tally"]
    id: str
    hidden: bool = False


def room(room_id: str) -> str:
    """The partition of all that a room shows."""
    return f"room#{room_id}"


def room_row(room_id: str) -> Key:
    """The room itself."""
    return room(room_id), "all#room"


def poll_row(room_id: str, poll: str) -> Key:
    """A poll as the audience knows it."""
    return room(room_id), f"all#poll#{poll}"


def draft_row(room_id: str, poll: str) -> Key:
    """A poll as only staff knows it."""
    return room(room_id), f"staff#poll#{poll}"


def tally_row(room_id: str, poll: str) -> Key:
    """What may be shown of a poll's count."""
    return room(room_id), f"all#tally#{poll}"


def count_row(urn: Urn) -> Key:
    """The exact count: in a partition of its own, so that no snapshot reads it and no broadcast hears it."""
    return f"count#{urn.room}#{urn.poll}#{urn.round}", "count"


def ballots(urn: Urn, bucket: int) -> str:
    """The partition of one bucket of ballots."""
    return f"ballot#{urn.room}#{urn.poll}#{urn.round}#{bucket}"


def bucket_of(pk: str) -> tuple[Urn, int] | None:
    """What a record of the stream of `facts` is about; None if it is no ballot."""
    match pk.split("#"):
        case ["ballot", room_id, poll, round_, bucket]:
            return Urn(room_id, poll, int(round_)), int(bucket)
    return None


def touched(pk: str, sk: str) -> Touched | None:
    """What a record of the stream of `state` is about; None if nothing of a room is."""
    match [*pk.split("#"), *sk.split("#")]:
        case ["room", room_id, "all", "room"]:
            return Touched(room_id, "room", room_id)
        case ["room", room_id, "all", "poll", poll]:
            return Touched(room_id, "poll", poll)
        case ["room", room_id, "staff", "poll", poll]:
            return Touched(room_id, "poll", poll, hidden=True)
        case ["room", room_id, "all", "tally", poll]:
            return Touched(room_id, "tally", poll)
    return None


def register(connection: Connection, buckets: int) -> Key:
    """A connection among those of its room."""
    bucket = NEAR if connection.near else zlib.crc32(connection.id.encode()) % buckets
    return room_bucket(connection.room, bucket), connection.id


def room_bucket(room_id: str, bucket: int | Literal["near"]) -> str:
    """The partition of one bucket of a room's connections: the few, or so many of the many."""
    return f"room#{room_id}#{bucket}"


def participant(participant_id: str) -> str:
    """The partition of one participant's connections."""
    return f"participant#{participant_id}"


def joined(participant_id: str) -> Key:
    """That a participant has joined."""
    return f"joined#{participant_id}", f"joined#{participant_id}"


def ticket(hash_: str) -> Key:
    """A ticket, and whose it is."""
    return f"ticket#{hash_}", f"ticket#{hash_}"
