"""What the server sends: replies to commands, and what it tells by itself."""

from __future__ import annotations

from typing import get_args

from beifall.domain import helpdesk, polls, questions, rooms
from beifall.domain.applause import FEW
from beifall.domain.claps import GRADES
from beifall.domain.refusals import CODES
from protocol.own import CHOICE
from protocol.schema import Schema, just, one_of, or_null, record, ref, row, text, whole, yes_or_no
from protocol.values import CLOSES, HELP, PEOPLE, POLL, QUESTION, ROOM, ROUND, TABLE, identity, revision, seq, time

SUM = whole("The sum of the revisions of all items that this role may see in the room.")
NOW = time("The server's clock")
REPLIES_TO = identity("The command's id.")


def kind(name: str) -> Schema:
    """What a frame is."""
    return just(f"Always `{name}`.", name)


PLACE = {"rev": SUM, "now": NOW, "present": PEOPLE}

REFUSED = record(
    "A rule said no; nothing has changed that anybody could see.",
    {
        "type": kind("refused"),
        "id": or_null(REPLIES_TO, "The command's id; null if none could be read."),
        "code": one_of("Why.", CODES),
        "message": text("A sentence for people, in English."),
        "field": text("The field that is wrong, where one is."),
        "retry_after": whole("After so many seconds it may be tried again.", least=1),
    },
    optional=["field", "retry_after"],
)
PONG = record(
    "Nothing was missed: this is the sum that the client has said.",
    {"type": kind("pong"), "id": REPLIES_TO, "room": ROOM, "rev": SUM, "now": NOW, "you": ref("You")},
)
SNAPSHOT = record(
    "All that a screen needs of a room: it replaces what the client knew, except items held with a higher `rev`.",
    {
        "type": kind("snapshot"),
        "id": or_null(REPLIES_TO, "The command's id; null in the answer to `GET /rooms/{room}`."),
        "room": ROOM,
        **PLACE,
        "items": ref("AllItems"),
        "you": ref("You"),
    },
)
PART = record(
    "A part of a snapshot that is longer than a frame: it counts when all are there, in any order.",
    {
        "type": kind("snapshot"),
        "id": REPLIES_TO,
        "room": ROOM,
        **PLACE,
        "items": ref("SomeItems"),
        "you": ref("SomeOfYou"),
        "part": whole("Which part this is, from 1 on.", least=1),
        "parts": whole("How many there are.", least=2),
    },
    optional=["you"],
)
UPDATE = record(
    "Items of the room that have changed, in full.",
    {"type": kind("update"), "room": ROOM, "rev": SUM, "present": PEOPLE, "items": ref("SomeItems")},
)
OWN_UPDATE = record(
    "One's own things that have changed, on another device or by staff: to one's own screens only.",
    {
        "type": kind("update"),
        "room": ROOM,
        "items": record("Always empty here.", {}),
        "you": ref("SomeOfYou"),
    },
)
APPLAUSE = record(
    "How the room sounds.",
    {
        "type": kind("applause"),
        "room": ROOM,
        "a": row(
            "A tick: `[seq, n, k, e]` or `[seq, n, k, e, claps]`.",
            whole("`seq`: rises by one with each tick of this room for this kind of screen.", least=1),
            whole("`n`: distinct people who have clapped within the last second."),
            whole("`k`: claps since the last tick."),
            whole("`e`: their mean grade.", most=GRADES),
            text(
                f"`claps`, where `k` is {FEW} at most and none stands for others: two base64url signs for each, a slot "
                "and an offset in the tick.",
                most=2 * FEW,
                pattern="^([A-Za-z0-9_-]{2})*$",
            ),
            least=4,
        ),
    },
)


def ok(**fields: Schema) -> Schema:
    """A command was done, durably."""
    return record("It is done, durably.", {"type": kind("ok"), "id": REPLIES_TO, **fields})


_POLL = ok(
    poll=POLL,
    rev=revision("the poll"),
    state=one_of("Where the poll is now.", get_args(polls.State)),
    round=ROUND,
    closes=or_null(CLOSES),
)
_QUESTION = ok(
    question=QUESTION,
    rev=revision("the question"),
    state=one_of("Where the question is now.", get_args(questions.State)),
)
_PIN = ok(
    question=QUESTION,
    rev=revision("the question"),
    pinned=or_null(QUESTION, "The question that the room is looking at now, or null."),
)
_SEAT = ok(
    table=or_null(TABLE, "Where one sits now, or null."),
    video=or_null(text("The address at which this table meets, or null.")),
)
_ASKED = ok(question=QUESTION)
_VOTE = ok(
    choice=CHOICE,
    seq=seq("Of the ballot that counts now."),
    tally=or_null(ref("Tally"), "Where results show `after_vote`: the tally of this moment, or null."),
)
_VOTE["required"].remove("tally")
_HELP = ok(
    help=HELP,
    rev=revision("the request"),
    state=one_of("Where the request is now.", get_args(helpdesk.State)),
)

OKS: dict[str, Schema] = {
    "vote": _VOTE,
    "upvote": ok(question=QUESTION, on=yes_or_no("Whether one supports it now."), seq=seq("Of what counts now.")),
    "mood": ok(mood=whole("What counts now.", least=1, most=5), seq=seq("Of what counts now.")),
    "ask": _ASKED,
    "question.withdraw": _ASKED,
    "sit": _SEAT,
    "stand": _SEAT,
    "help": ok(help=HELP),
    **{f"poll.{one}": _POLL for one in ("create", "change", "delete", "open", "close", "publish", "reset", "strike")},
    **{
        f"question.{one}": _QUESTION for one in ("show", "wait", "hide", "label", "merge", "unmerge", "answer", "erase")
    },
    "question.pin": _PIN,
    "question.unpin": _PIN,
    "room.set": ok(
        rev=revision("the room"),
        applause=yes_or_no("Whether claps are heard now."),
        questions=one_of("Whether one may ask now.", get_args(rooms.Questions)),
        notice=or_null(text("The notice now, or null.")),
        stage=or_null(ref("StageChoice"), "What the stages are asked to show now, or null."),
    ),
    "help.take": _HELP,
    "help.answer": _HELP,
    "call": ok(gong=identity("The gong's id."), rev=revision("the event")),
}
"""The `ok` of each action that has one."""

REPLIES: dict[str, tuple[str, ...]] = {
    **{action: (f"Ok.{action}",) for action in OKS},
    "enter": ("Snapshot", "SnapshotPart"),
    "ping": ("Pong", "Snapshot", "SnapshotPart"),
    "clap": (),
}
"""What may come of an action besides `Refused`; of claps nothing does."""

TOLD = ("Update", "OwnUpdate", "Applause")
"""What the server says without being asked."""

SCHEMAS: dict[str, Schema] = {
    "Refused": REFUSED,
    "Pong": PONG,
    "Snapshot": SNAPSHOT,
    "SnapshotPart": PART,
    "Update": UPDATE,
    "OwnUpdate": OWN_UPDATE,
    "Applause": APPLAUSE,
    **{f"Ok.{action}": schema for action, schema in OKS.items()},
}
