"""What a screen is told of its own person's things, against what was acknowledged to that person."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from functools import cache
from typing import Any

from crowd.account import Account, Standing
from crowd.balance import Items
from crowd.held import Frame, Item

Each = Mapping[str, Standing]


class Own:
    """For as long as nobody does anything: each of the books is read once."""

    def __init__(self, account: Account) -> None:
        self._ballots = cache(account.ballots)
        self._upvotes = cache(account.upvotes)
        self._moods = cache(account.moods)
        self._seats = cache(account.seats)
        self._written = {action: _by_participant(account, action) for action in ("ask", "help")}
        self._withdrawn = {one.fields["question"] for one in account.of("question.withdraw")}

    def differences(self, participant: str, room: str, items: Items, you: Frame) -> list[str]:
        """In words, each thing that is not as it was acknowledged; none if all are."""
        found: list[str] = []

        def compare(what: str, told: Hashable, standing: Standing | None) -> None:
            possible = {None} if standing is None else standing.possible
            if told not in possible:
                found.append(f"you.{what}: {told} instead of {' or '.join(map(str, possible))}")

        for (list_, id_), item in items.items():
            if item.get("gone"):
                continue
            if list_ == "polls" and item["state"] != "draft" and not _is_sealed(item, items):
                ballots = self._ballots(room, id_, item["round"])
                compare(f"ballots of {id_}", _ballot(you, item), ballots.get(participant))
            if list_ == "questions":
                told = True if id_ in you.get("upvotes", {}) else None
                compare(f"upvotes of {id_}", told, self._upvotes(room, id_).get(participant))
        compare("mood", (you.get("mood") or {}).get("mood"), self._moods(room).get(participant))
        if ("floor", "floor") in items:
            compare("seat", you.get("seat"), self._seats(room).get(participant))
        return found + self._lacking(participant, room, you)

    def _lacking(self, participant: str, room: str, you: Frame) -> list[str]:
        """What somebody has written, and is not told of."""
        asked, helps = ({one["id"] for one in you.get(list_, ())} for list_ in ("asked", "helps"))
        questions = self._written["ask"].get((participant, room), set()) - self._withdrawn
        requests = {id_ for (whose, _), ids in self._written["help"].items() if whose == participant for id_ in ids}
        return [f"you.asked: {id_} is not there" for id_ in sorted(questions - asked)] + [
            f"you.helps: {id_} is not there" for id_ in sorted(requests - helps)
        ]


def _by_participant(account: Account, action: str) -> dict[tuple[str, str], set[str]]:
    written: dict[tuple[str, str], set[str]] = {}
    for command in account.of(action):
        if command.granted and command.reply is not None:
            id_ = command.reply["question" if action == "ask" else "help"]
            written.setdefault((command.participant, command.room), set()).add(id_)
    return written


def _is_sealed(poll: Item, items: Items) -> bool:
    """Of a secret poll that is counted, nobody is told their ballot any more."""
    return bool(poll["secret"]) and bool(items.get(("tallies", poll["id"]), {}).get("final"))


def _ballot(you: Frame, poll: Item) -> tuple[str, ...] | None:
    ballot: Mapping[str, Any] = you.get("ballots", {}).get(poll["id"], {})
    choice: Collection[object] = ballot.get("choice", ()) if ballot.get("round") == poll["round"] else ()
    return tuple(map(str, choice)) or None
