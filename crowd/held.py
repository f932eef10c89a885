"""What a screen holds of its room: frames → items by highest `rev`, one's own things, and the sum that a ping says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Frame = dict[str, Any]
Item = dict[str, Any]
Key = tuple[str, str]
"""The list that an item is in, and its id."""

BY_KEY = ("ballots", "upvotes")
"""What of `you` is a mapping that comes piece by piece; `mood` and `seat` come as a whole."""

BY_ID = ("asked", "helps")
"""What of `you` are items; the rooms of a link are names, of which each part of a snapshot may have some."""


@dataclass(frozen=True, slots=True)
class News:
    """What a frame came to: the items that were newer than those held, and whether a snapshot is complete by it."""

    items: Mapping[Key, Item]
    whole: bool = False


NOTHING = News({})


class Held:
    """One room as one screen knows it. `items` are tombstones too. `you` is all that was said of oneself; the frames
    that are given stay as they are.
    """

    def __init__(self, room: str) -> None:
        self.room = room
        self.items: dict[Key, Item] = {}
        self.you: Frame = {}
        self.sum = 0
        self.present: int | None = None
        self._parts: dict[tuple[str, int, int], dict[int, Frame]] = {}

    def hear(self, frame: Frame) -> News:
        """Takes a frame in; one of another room, or of a type that says nothing of a room, changes nothing."""
        if frame.get("room") != self.room:
            return NOTHING
        match frame.get("type"):
            case "snapshot":
                return self._part(frame)
            case "update":
                self.present = frame.get("present", self.present)
                self.you = merged(self.you, frame.get("you", {}))
                return News(self._keep(frame["items"]))
            case "pong":
                self.you = _own([frame["you"]])
        return NOTHING

    def there(self, list_: str) -> list[Item]:
        """The items of a list, without those that are gone."""
        return [item for (name, _), item in self.items.items() if name == list_ and not item.get("gone")]

    def _part(self, frame: Frame) -> News:
        # A reply that is sent again has the same id, and the room may have changed meanwhile.
        sending = frame["id"], frame["rev"], frame.get("parts", 1)
        parts = self._parts.setdefault(sending, {})
        parts[frame.get("part", 1)] = frame
        if len(parts) < sending[2]:
            return NOTHING
        self._parts = {other: some for other, some in self._parts.items() if other[0] != frame["id"]}
        return News(self._replace(frame, [parts[number] for number in sorted(parts)]), whole=True)

    def _replace(self, last: Frame, parts: list[Frame]) -> dict[Key, Item]:
        before, self.items, self.sum = self.items, {}, 0
        for part in parts:
            self._keep(part["items"])
        news = {key: item for key, item in self.items.items() if _rev(before.get(key)) < item["rev"]}
        self.sum = last["rev"]
        # What came in the meantime is newer than the snapshot, and one that it does not know is newer too.
        for (list_, _), item in before.items():
            self._keep({list_: [item]})
        self.present = last["present"]
        self.you = _own([part.get("you", {}) for part in parts])
        return news

    def _keep(self, lists: Mapping[str, Iterable[Item]]) -> dict[Key, Item]:
        news: dict[Key, Item] = {}
        for key, item in _each(lists):
            growth = item["rev"] - _rev(self.items.get(key))
            if growth > 0:
                self.items[key] = news[key] = item
                self.sum += growth
        return news


def merged(you: Mapping[str, Any], more: Mapping[str, Any]) -> Frame:
    """One's own things with some of them newer: an upvote whose `seq` is null is withdrawn."""
    fresh = dict(you)
    for name, value in more.items():
        held = fresh.get(name)
        if name in BY_KEY:
            both = {**(held or {}), **(value or {})}
            fresh[name] = {key: one for key, one in both.items() if one is not None}
        elif name in BY_ID:
            fresh[name] = _by_id([*(held or []), *value])
        elif isinstance(value, list):
            fresh[name] = list(dict.fromkeys([*(held or []), *value]))
        else:
            fresh[name] = value
    return fresh


def _own(parts: Iterable[Mapping[str, Any]]) -> Frame:
    """One's own things, of which each part of a snapshot may have some."""
    you: Frame = {}
    for part in parts:
        you = merged(you, part)
    return you


def _by_id(items: Iterable[Item]) -> list[Item]:
    newest: dict[str, Item] = {}
    for item in items:
        if _rev(newest.get(item["id"])) <= item["rev"]:
            newest[item["id"]] = item
    return list(newest.values())


def _each(lists: Mapping[str, Iterable[Item]]) -> Iterator[tuple[Key, Item]]:
    for list_, items in lists.items():
        for item in items:
            yield (list_, item["id"]), item


def _rev(item: Item | None) -> int:
    return item["rev"] if item is not None else 0
