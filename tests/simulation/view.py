"""What a client holds of its room, by protocol.md section 4 alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Item = dict[str, Any]
Frame = dict[str, Any]


@dataclass
class View:
    """`items` by list and id, tombstones too; `rev` is the client's own sum."""

    room: str
    items: dict[str, dict[str, Item]] = field(default_factory=dict)
    rev: int = 0
    present: int | None = None
    you: dict[str, Any] = field(default_factory=dict)
    entered: bool = False
    _parts: dict[tuple[str, int, int], dict[int, Frame]] = field(default_factory=dict)

    def hear(self, frame: Frame) -> bool:
        """Takes a frame in; returns whether it was a whole snapshot."""
        if frame.get("room") != self.room:
            return False
        match frame["type"]:
            case "snapshot":
                return self._part(frame)
            case "update":
                self._update(frame)
            case "pong":
                self.you = frame["you"]
        return False

    def of(self, list_: str) -> list[Item]:
        """The items of a list that are there."""
        return [item for item in self.items.get(list_, {}).values() if not item.get("gone")]

    def shown(self) -> dict[str, dict[str, Item]]:
        """All that is held, without lists that are empty."""
        return {name: held for name, held in self.items.items() if held}

    def _part(self, frame: Frame) -> bool:
        if "parts" not in frame:
            self._snapshot(frame, [frame])
            return True
        # A reply that is sent again has the same id, and the room may have changed meanwhile.
        key = frame["id"], frame["rev"], frame["parts"]
        came = self._parts.setdefault(key, {})
        came[frame["part"]] = frame
        if len(came) < frame["parts"]:
            return False
        del self._parts[key]
        self._snapshot(came[frame["parts"]], [came[n] for n in sorted(came)])
        return True

    def _snapshot(self, last: Frame, frames: list[Frame]) -> None:
        fresh: dict[str, dict[str, Item]] = {}
        for frame in frames:
            for name, list_ in frame["items"].items():
                fresh.setdefault(name, {}).update({item["id"]: item for item in list_})
        rev = last["rev"]
        for name, held in self.items.items():
            for id_, item in held.items():
                known = fresh.setdefault(name, {}).get(id_)
                if known is None or item["rev"] > known["rev"]:
                    rev += item["rev"] - (known["rev"] if known else 0)
                    fresh[name][id_] = item
        self.items, self.rev = fresh, rev
        self.present, self.you, self.entered = (
            last["present"],
            _joined([frame.get("you", {}) for frame in frames]),
            True,
        )

    def _update(self, frame: Frame) -> None:
        self.present = frame.get("present", self.present)
        for name, list_ in frame["items"].items():
            held = self.items.setdefault(name, {})
            for item in list_:
                before = held[item["id"]]["rev"] if item["id"] in held else 0
                if item["rev"] > before:
                    held[item["id"]] = item
                    self.rev += item["rev"] - before
        for name, value in frame.get("you", {}).items():
            if isinstance(value, dict) and isinstance(self.you.get(name), dict):
                self.you[name] = {**self.you[name], **value}
            elif isinstance(value, list):
                by_id = {one["id"]: one for one in [*self.you.get(name, []), *value]}
                self.you[name] = list(by_id.values())
            else:
                self.you[name] = value


def _joined(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """One's own things, of which each part of a snapshot may have some."""
    you: dict[str, Any] = {}
    for part in parts:
        for name, value in part.items():
            before = you.get(name)
            if isinstance(value, dict) and isinstance(before, dict):
                you[name] = {**before, **value}
            elif isinstance(value, list) and isinstance(before, list):
                you[name] = [*before, *value]
            else:
                you[name] = value
    return you
