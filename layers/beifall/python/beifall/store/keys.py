"""The layout of keys, here and nowhere else. Ids never contain the `#` that joins them.

| table | partition key | sort key |
|---|---|---|
| state | `event` | `event` |
| state | `deployed` | `deployed` |
| state | `room#ROOM` | `all#room`, `all#poll#POLL`, `all#tally#POLL`, `all#question#QUESTION`, `all#board#QUESTION` |
| state | `room#ROOM` | `all#mood`, `all#floor`, `all#presence` |
| state | `room#ROOM` | `staff#poll#POLL`, `staff#question#QUESTION` |
| state | `helpdesk` | `help#HELP` |
| state | `count#ROOM#POLL#ROUND` | `count` |
| state | `applause#ROOM` | `loud`, `quiet` |
| state | `curve#ROOM` | SECOND |
| claps | `claps#ROOM` (claptable.py) | CONNECTION |
| facts | `ballot#ROOM#POLL#ROUND#BUCKET` | VOTER |
| facts | `upvote#ROOM#BUCKET` | `PARTICIPANT#QUESTION` |
| facts | `mood#ROOM#BUCKET` | PARTICIPANT |
| facts | `person#PARTICIPANT` | `contributions` |
| connections | `room#ROOM#near`, `room#ROOM#BUCKET` | CONNECTION |
| connections | `participant#PARTICIPANT` | CONNECTION |
| connections | `joined#PARTICIPANT`, `ticket#HASH`, `link#PARTICIPANT`, `attendance` | the same |
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Literal

from beifall.domain.applause import Pace
from beifall.domain.ballots import Urn
from beifall.domain.polls import Poll
from beifall.domain.questions import Question
from beifall.store.port.facts import BUCKETS

Key = tuple[str, str]

NEAR: Literal["near"] = "near"
"""The bucket of stages and desks: a tally that only they may see must not cost the reading of three hundred phones."""

CONNECTIONS_PER_BUCKET = 500

EVENT: Key = ("event", "event")
DEPLOYED: Key = ("deployed", "deployed")
ATTENDANCE: Key = ("attendance", "attendance")
ALL = "all#"
"""The sort keys of what everybody in a room may be told; the others are not even read for an attendee."""

HELPDESK = "helpdesk"

AUDIBLE = ("room#", "event", HELPDESK)
"""The beginnings of the partitions of `state` that a broadcast hears; the others are kept there without being told to
anybody."""

BUNDLED = ("all#tally#", "all#question#", "all#board#", "all#mood", "all#floor", "all#presence")
"""The sort keys of what reaches phones and laptops bundled: the mapping with a window hears these alone."""


List = Literal["event", "room", "poll", "tally", "question", "board", "mood", "floor", "presence", "help"]

NAMES: dict[type, Literal["poll", "question"]] = {Poll: "poll", Question: "question"}
"""What the rows of things with two places are called."""


@dataclass(frozen=True)
class Touched:
    """What a record of the stream of `state` is about; `hidden` if it concerns only those who run the room. The event
    itself and the help desk's requests are of no room (``).
    """

    room: str
    list: List
    id: str
    hidden: bool = False


def room(room_id: str) -> str:
    """The partition of all that a room shows."""
    return f"room#{room_id}"


def room_row(room_id: str) -> Key:
    """The room itself."""
    return room(room_id), "all#room"


def public_row(kind: type, room_id: str, id_: str) -> Key:
    """A poll or question as the audience knows it."""
    return room(room_id), f"all#{NAMES[kind]}#{id_}"


def backstage_row(kind: type, room_id: str, id_: str) -> Key:
    """A poll or question as only staff knows it."""
    return room(room_id), f"staff#{NAMES[kind]}#{id_}"


def help_row(id_: str) -> Key:
    """A help request."""
    return HELPDESK, f"help#{id_}"


def board_row(room_id: str, question: str) -> Key:
    """How many support a question."""
    return room(room_id), f"all#board#{question}"


def mood_row(room_id: str) -> Key:
    """What a room feels."""
    return room(room_id), "all#mood"


def floor_row(room_id: str) -> Key:
    """A cafeteria's tables."""
    return room(room_id), "all#floor"


def presence_row(foyer: str) -> Key:
    """How full the rooms are."""
    return room(foyer), "all#presence"


def tally_row(room_id: str, poll: str) -> Key:
    """What may be shown of a poll's count."""
    return room(room_id), f"all#tally#{poll}"


def count_row(urn: Urn) -> Key:
    """The exact count: in a partition of its own, so that no snapshot reads it and no broadcast hears it."""
    return f"count#{urn.room}#{urn.poll}#{urn.round}", "count"


def applause_row(room_id: str, pace: Pace) -> Key:
    """How a room sounds, to the screens of a pace: no snapshot reads it and no broadcast hears it."""
    return f"applause#{room_id}", pace


def curve(room_id: str) -> str:
    """The partition of a room's curve of applause."""
    return f"curve#{room_id}"


def second_row(room_id: str, at: int) -> Key:
    """One second of it, in seconds since 1970: as long as they have ten digits, they are sorted as they came."""
    return curve(room_id), str(at)


def ballots(urn: Urn, bucket: int) -> str:
    """The partition of one bucket of ballots."""
    return f"ballot#{urn.room}#{urn.poll}#{urn.round}#{bucket}"


def person_bucket(participant_id: str) -> int:
    """Over which of the `BUCKETS` a person's facts lie."""
    return zlib.crc32(participant_id.encode()) % BUCKETS


def upvotes(room_id: str, bucket: int) -> str:
    """The partition of one bucket of a room's upvotes."""
    return f"upvote#{room_id}#{bucket}"


def upvote_row(room_id: str, participant_id: str, question: str) -> Key:
    """One person's upvote of one question."""
    return upvotes(room_id, person_bucket(participant_id)), f"{participant_id}#{question}"


def moods(room_id: str, bucket: int) -> str:
    """The partition of one bucket of a room's moods."""
    return f"mood#{room_id}#{bucket}"


def feeling_row(room_id: str, participant_id: str) -> Key:
    """One person's mood."""
    return moods(room_id, person_bucket(participant_id)), participant_id


def contributions_row(participant_id: str) -> Key:
    """What one person has asked."""
    return f"person#{participant_id}", "contributions"


@dataclass(frozen=True)
class Supported:
    """A question that somebody of one bucket has upvoted, or does no longer."""

    room: str
    question: str
    bucket: int


@dataclass(frozen=True)
class Felt:
    """One bucket of a room's moods in which one has changed."""

    room: str
    bucket: int


Recount = tuple[Urn, int] | Supported | Felt


def recount_of(pk: str, sk: str) -> Recount | None:
    """What a record of the stream of `facts` wants counted anew; None if nothing."""
    match pk.split("#"):
        case ["ballot", room_id, poll, round_, bucket]:
            return Urn(room_id, poll, int(round_)), int(bucket)
        case ["upvote", room_id, bucket]:
            return Supported(room_id, sk.partition("#")[2], int(bucket))
        case ["mood", room_id, bucket]:
            return Felt(room_id, int(bucket))
    return None


def touched(pk: str, sk: str) -> Touched | None:
    """What a record of the stream of `state` is about; None if nothing is that anybody is told."""
    found: Touched | None = None
    match [*pk.split("#"), *sk.split("#")]:
        case ["event", "event"]:
            found = Touched("", "event", "event")
        case ["helpdesk", "help", id_]:
            found = Touched("", "help", id_)
        case ["room", room_id, "all", "room"]:
            found = Touched(room_id, "room", room_id)
        case ["room", room_id, "all", ("poll" | "tally" | "question" | "board") as list_, id_]:
            found = Touched(room_id, list_, id_)
        case ["room", room_id, "all", ("mood" | "floor" | "presence") as list_]:
            found = Touched(room_id, list_, list_)
        case ["room", room_id, "staff", ("poll" | "question") as list_, id_]:
            found = Touched(room_id, list_, id_, hidden=True)
    return found


def register(room_id: str, connection_id: str, buckets: int, *, near: bool) -> Key:
    """A connection among those of a room, one of the few or not."""
    bucket = NEAR if near else zlib.crc32(connection_id.encode()) % buckets
    return room_bucket(room_id, bucket), connection_id


def buckets(expected: int) -> int:
    """Over how many a room's connections are spread, where so many people are expected, each with two screens."""
    return max(1, -(-expected * 2 // CONNECTIONS_PER_BUCKET))


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


def link(participant_id: str) -> Key:
    """Which generation of a link is good, once one was revoked."""
    return f"link#{participant_id}", f"link#{participant_id}"
