"""Frames to clients: how each is built, and how one that is too long is cut into several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
    after = {} if no.retry_after is None else {"retry_after": no.retry_after}
    return {"type": "refused", "id": id_, "code": no.code, "message": no.message, **field, **after}


def parts(frame: Frame) -> list[Frame]:
    """The frame, or as many as it takes to carry its items; the last one is the reply to a command. A snapshot's parts
    say `part` and `parts`, as they count only together, and each may have some of what is in `you`; each part of an
    `update` stands for itself.
    """
    if len(encode(frame)) <= LIMIT:
        return [frame]
    bare = {name: value for name, value in frame.items() if name not in ("you", "items")}
    room = LIMIT - len(encode({**bare, "items": {}, "you": {}, "part": 10_000, "parts": 10_000}))
    packed = _packed(_entries(frame["items"]), room)
    if frame["type"] != "snapshot":
        own = {"you": frame["you"]} if "you" in frame else {}
        return [{**bare, "items": items, **own} for items in packed]
    mine = [{"items": {}, "you": you} for you in _packed(_entries(frame["you"]), room)]
    whole: list[Frame] = [*({"items": items} for items in packed), *mine]
    return [{**bare, **one, "part": n, "parts": len(whole)} for n, one in enumerate(whole, 1)]


Entry = tuple[str, str | None, Any]
"""A name, the key in it where what is there is a mapping, and the value: of a list, one item."""


def _entries(of: Mapping[str, Any]) -> Iterator[Entry]:
    for name, value in of.items():
        match value:
            case dict() if name in ("ballots", "upvotes"):
                yield name, "", {}  # it is there, though there may be nothing in it
                yield from ((name, key, one) for key, one in value.items())
            case list():
                yield name, None, []
                yield from ((name, None, [one]) for one in value)
            case _:
                yield name, None, value


def _packed(entries: Iterable[Entry], room: int) -> list[dict[str, Any]]:
    """The entries in as few bundles as fit, in their order."""
    packed: list[dict[str, Any]] = [{}]
    left = room
    for name, key, value in entries:
        size = len(msgspec.json.encode(value)) + len(name) + len(key or "") + 10
        if size > room:
            raise ValueError(f"an entry of {name} is too long for a frame: the rules of what may be written prevent it")
        if size > left and packed[-1]:
            packed.append({})
            left = room
        _merge(packed[-1], {name: {key: value} if key else value})
        left -= size
    return packed


def _merge(into: dict[str, Any], more: Mapping[str, Any]) -> None:
    for name, value in more.items():
        match into.get(name), value:
            case list() as held, list():
                into[name] = [*held, *value]
            case dict() as held, dict() if name in ("ballots", "upvotes"):
                into[name] = {**held, **value}
            case _:
                into[name] = value
