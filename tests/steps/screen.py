"""A screen that has done nothing but listen, as any client would (protocol.md, section 4)."""

from __future__ import annotations

from dataclasses import dataclass, field

from beifall.domain.people import Person
from beifall.frames import Frame, Items

Held = dict[tuple[str, str], Frame]


@dataclass
class Screen:
    """What one connection shows: of each item the highest `rev`, their sum, and what is one's own."""

    person: Person
    room: str
    held: Held = field(default_factory=dict)
    rev: int = 0
    you: Frame = field(default_factory=dict)
    _parts: list[Frame] = field(default_factory=list)

    def hear(self, frame: Frame) -> None:
        """Takes a frame in."""
        if frame["room"] != self.room:
            return
        if frame["type"] == "update":
            self._take(frame["items"])
            self._own(frame.get("you", {}))
        elif frame["type"] == "snapshot":
            self._parts.append(frame)
            if len(self._parts) == frame.get("parts", 1):
                self._replace(self._parts)
                self._parts = []

    def _replace(self, parts: list[Frame]) -> None:
        fresh: Held = {}
        for part in parts:
            fresh |= listed(part["items"])
            self.you = part.get("you", self.you)
        newer = {key: item for key, item in self.held.items() if item["rev"] > fresh.get(key, {"rev": 0})["rev"]}
        self.rev = parts[-1]["rev"]
        self.held = fresh
        self._take({name: [item] for (name, _), item in newer.items()})

    def _take(self, items: Items) -> None:
        for key, item in listed(items).items():
            before = self.held.get(key, {"rev": 0})["rev"]
            if item["rev"] > before:
                self.rev += item["rev"] - before
                self.held[key] = item

    def _own(self, own: Frame) -> None:
        for poll, ballot in own.get("ballots", {}).items():
            before = self.you["ballots"].get(poll, {"round": 0, "seq": 0})
            if (ballot["round"], ballot["seq"]) > (before["round"], before["seq"]):
                self.you["ballots"][poll] = ballot
        for question, seq in own.get("upvotes", {}).items():
            self.you["upvotes"].pop(question, None)
            if seq is not None:
                self.you["upvotes"][question] = seq
        for name in ("mood", "seat"):
            self.you[name] = own.get(name, self.you[name])
        for name in ("asked", "helps"):
            known = {item["id"]: item for item in self.you[name]}
            for item in own.get(name, ()):
                if item["rev"] >= known.get(item["id"], {"rev": 0})["rev"]:
                    known[item["id"]] = item
            self.you[name] = [item for item in known.values() if item["state"] != "withdrawn"]

    def own(self) -> Frame:
        """What is one's own by now: a secret poll's ballot goes when the tally is final, and any with its round."""
        return {
            **self.you,
            "ballots": {id_: one for id_, one in self.you["ballots"].items() if self._is_kept(id_, one)},
        }

    def _is_kept(self, poll: str, ballot: Frame) -> bool:
        item = self.held.get(("polls", poll), {"gone": True})
        if item.get("gone") or item["round"] != ballot["round"]:
            return False
        return not (item["secret"] and item["state"] in ("closed", "published"))


def listed(items: Items) -> Held:
    """The items of a frame by list and id."""
    return {(name, item["id"]): item for name, list_ in items.items() for item in list_}
