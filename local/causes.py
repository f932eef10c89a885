"""What a use was caused by (`bill.usage.CAUSES`): read from frames, requests and the keys of records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec

from bill.usage import UNATTRIBUTED

BY_ACTION = {
    "enter": "joining",
    "ping": "pings",
    "vote": "votes",
    "ask": "questions",
    "upvote": "questions",
    "mood": "moods",
    "clap": "applause",
    "sit": "cafeteria",
    "stand": "cafeteria",
    "call": "help",
}
"""Actions of the protocol; the others are told by what stands before their dot."""

BY_GROUP = {"poll": "polls", "question": "questions", "help": "help", "room": "help"}

BY_FACT = {"ballot": "votes", "upvote": "questions", "person": "questions", "mood": "moods"}
"""The first part of a partition key of the table `facts`."""

BY_LIST = {
    "room": "help",
    "poll": "polls",
    "tally": "votes",
    "question": "questions",
    "board": "questions",
    "mood": "moods",
    "floor": "cafeteria",
    "presence": "presence",
}
"""The second part of a sort key in a room's partition of the table `state`."""

BY_PARTITION = {"event": "help", "helpdesk": "help", "count": "votes", "applause": "applause", "curve": "applause"}
"""The first part of the other partition keys of `state`."""

BY_PATH = {"/event": "joining", "/join": "joining", "/rooms": "joining", "/links": "help"}
"""The first part of a path of the HTTP API."""

BY_JOB = {"poll": "votes", "question": "questions"}
"""Kinds of what the delay queue hands to `housekeeping` (beifall/delays/port.py)."""

NOTHING = "upkeep"
"""What nobody asked for; frames that no client of ours would send are of this kind too. Keys, paths, letters and frames
of our own that are not known here are `UNATTRIBUTED`: then something is missing above.
"""

BY_ITEMS = {
    "event": "help",
    "rooms": "help",
    "polls": "polls",
    "tallies": "votes",
    "questions": "questions",
    "board": "questions",
    "mood": "moods",
    "floor": "cafeteria",
    "helps": "help",
}
"""The lists of an `update`."""

_FRAME = msgspec.json.Decoder(dict[str, Any])


@lru_cache(16)  # a frame is asked for again when its function is
def of_frame(frame: str | bytes) -> str:
    """Of a frame that came in."""
    try:
        action = _FRAME.decode(frame).get("action")
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return NOTHING
    if not isinstance(action, str):
        return NOTHING
    return BY_ACTION.get(action) or BY_GROUP.get(action.partition(".")[0], NOTHING)


def of_post(frame: bytes, causes: Mapping[str, float]) -> Mapping[str, float]:
    """Of a frame that a call with these causes sends: shares that add up to 1. It is due to those that it has items of:
    a batch of thirty questions and a gong tells six hundred screens of the gong alone.
    """
    if len(causes) < 2:
        return causes
    said = {cause: share for cause, share in of_push(frame).items() if cause in causes}
    whole = sum(said.values())
    return {cause: share / whole for cause, share in said.items()} or causes


@lru_cache(16)  # the same frame goes to hundreds
def of_push(frame: str | bytes) -> Mapping[str, float]:
    """Of a frame that goes out: shares that add up to 1, one for each of its items."""
    try:
        fields = _FRAME.decode(frame)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return {UNATTRIBUTED: 1.0}
    if fields.get("type") == "applause":
        return {"applause": 1.0}
    items = fields.get("items")
    lists = [list_ for list_, its in items.items() for _ in its] if items else []
    counted = Counter(BY_ITEMS.get(list_, UNATTRIBUTED) for list_ in lists)
    # Without items, it says how many are there.
    return _shares(counted) or {"presence": 1.0}


def of_visit(path: str, body: str | bytes) -> str:
    """Of a request to the HTTP API; `path` is the one below the API's address."""
    if path == "/commands":
        return of_frame(body)
    return BY_PATH.get(f"/{path.split('/')[1]}" if path.startswith("/") else path, UNATTRIBUTED)


def of_record(record: Mapping[str, Any]) -> str:
    """Of a record of a stream."""
    keys = record["dynamodb"]["Keys"]
    first, *_ = keys["pk"]["S"].split("#")
    table = record["eventSourceARN"].partition("/")[2].partition("/")[0]
    if table == "claps" or first == "claps":
        return "applause"
    if first == "room":
        parts = keys["sk"]["S"].split("#")
        return BY_LIST.get(parts[1] if len(parts) > 1 else "", UNATTRIBUTED)
    return BY_FACT.get(first) or BY_PARTITION.get(first, UNATTRIBUTED)


def of_letter(body: str) -> str:
    """Of a letter of the delay queue."""
    try:
        kind = _FRAME.decode(body).get("kind")
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return UNATTRIBUTED
    return BY_JOB.get(kind, UNATTRIBUTED) if isinstance(kind, str) else UNATTRIBUTED


def of_request(request: Mapping[str, Any]) -> Mapping[str, float]:
    """Of what a function is called with: shares that add up to 1. A batch has one for each kind of its records."""
    if records := request.get("Records"):
        return _shares(Counter(map(_of_one, records)))
    context = request.get("requestContext")
    if not isinstance(context, dict):
        return {NOTHING: 1.0}  # the schedule
    if "http" in context:
        return {of_visit(request["rawPath"], request.get("body") or ""): 1.0}
    if context.get("eventType") == "MESSAGE":
        return {of_frame(request.get("body") or ""): 1.0}
    return {"joining": 1.0}


def _of_one(record: Mapping[str, Any]) -> str:
    return of_record(record) if "dynamodb" in record else of_letter(record.get("body", ""))


def _shares(counted: Counter[str]) -> Mapping[str, float]:
    return {cause: number / counted.total() for cause, number in counted.items()}
