"""Frames to clients: how each is built, and how one that is too long is cut into several."""

from __future__ import annotations

from typing import Any

import msgspec

from beifall.domain.refusals import Refused

LIMIT = 28 * 1024
"""Bytes of one frame at most: API Gateway cuts and counts at 32 KB."""

Frame = dict[str, Any]
Item = dict[str, Any]
Items = dict[str, list[Item]]


def encode(frame: Frame) -> bytes:
    """The frame as it travels."""
    return msgspec.json.encode(frame)


def ok(id_: str, **fields: object) -> Frame:
    """The command was done, durably."""
    return {"type": "ok", "id": id_, **fields}


def refused(id_: str | None, no: Refused) -> Frame:
    """A rule said no."""
    field = {} if no.field is None else {"field": no.field}
    return {"type": "refused", "id": id_, "code": no.code, "message": no.message, **field}


def parts(frame: Frame) -> list[Frame]:
    """The frame, or as many as it takes to carry its items; the last one is the reply to a command. A snapshot's parts
    say `part` and `parts`, as they count only together; each part of an `update` stands for itself.
    """
    if len(encode(frame)) <= LIMIT:
        return [frame]
    you = {"you": frame["you"]} if "you" in frame else {}
    bare = {name: value for name, value in frame.items() if name != "you"}
    packed = _packed(frame["items"], LIMIT - len(encode({**bare, "items": {}, "part": 10_000, "parts": 10_000})))
    if frame["type"] != "snapshot":
        return [{**bare, "items": items} for items in packed]
    # One's own things come with the last part; where there is no room left in it, they are a part of their own.
    if len(encode({**frame, "items": packed[-1], "part": 10_000, "parts": 10_000})) > LIMIT:
        packed.append({})
    whole = [{**bare, "items": items, "part": n, "parts": len(packed)} for n, items in enumerate(packed, 1)]
    return [*whole[:-1], {**whole[-1], **you}]


def _packed(items: Items, room: int) -> list[Items]:
    """The items in as few bundles as fit, in their order."""
    packed: list[Items] = [{}]
    left = room
    for name, list_ in items.items():
        for item in list_:
            size = len(msgspec.json.encode(item)) + len(name) + 6
            if size > room:
                raise ValueError(
                    f"{name}/{item['id']} is too long for a frame: the event file's rules should prevent it"
                )
            if size > left and packed[-1]:
                packed.append({})
                left = room
            packed[-1].setdefault(name, []).append(item)
            left -= size
    return packed
