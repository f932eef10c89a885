"""What frames may not say yet, though there is no word in it to search for: results, drafts and what waits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf
from typing import Any

from crowd.held import Frame, Item

COUNTDOWN = 3.0
"""Seconds between `poll.close` and the earliest moment at which the poll is closed."""

STEP = 5
"""A secret poll's tally moves by at least so many ballots while it is open."""

STAFF = frozenset({"moderator", "organiser"})
KEPT_BACK = {"polls": {"draft"}, "questions": {"waiting", "hidden"}}
"""States of things that only those two may see."""

Round = tuple[str, str, int]
"""A poll's room, its id and the round."""


class Early:
    """Polls are known from the frames of anybody; when they were closed and published, from who did it."""

    def __init__(self) -> None:
        self._polls: dict[tuple[str, str], Item] = {}
        self._closed: dict[Round, float] = {}
        self._published: dict[Round, float] = {}
        self._steps: dict[Round, dict[int, Item]] = {}

    def closing(self, room: str, poll: str, round_: int, at: float) -> None:
        """A moderator is about to close it (at that moment, s monotonic, plus the countdown it can be closed), or has
        opened it for some seconds: then `at` is when they end, less the countdown.
        """
        place = room, poll, round_
        self._closed[place] = min(self._closed.get(place, inf), at + COUNTDOWN)

    def publishing(self, room: str, poll: str, round_: int, at: float) -> None:
        """A moderator is about to publish it."""
        place = room, poll, round_
        self._published[place] = min(self._published.get(place, inf), at)

    def judge(self, role: str, frame: Frame, at: float) -> Iterator[str]:
        """What of a frame a role may not see, in words for the report."""
        room, items = frame.get("room"), frame.get("items", {})
        if room is None:
            if "tally" in frame:
                yield from self._reply(frame["tally"])
            return
        self._learn(room, items.get("polls", ()))
        if role not in STAFF:
            yield from _kept_back(role, items)
        for tally in items.get("tallies", ()):
            if not tally.get("gone"):
                yield from self._tally(role, room, tally, at)

    def _learn(self, room: str, polls: Iterable[Item]) -> None:
        for poll in polls:
            known = self._polls.get((room, poll["id"]))
            if not poll.get("gone") and (known is None or known["rev"] < poll["rev"]):
                self._polls[room, poll["id"]] = poll

    def _tally(self, role: str, room: str, tally: Item, at: float) -> Iterator[str]:
        place = room, tally["id"], tally["round"]
        poll = self._polls.get((room, tally["id"]))
        results = poll["results"] if poll else "on_publish"
        if role not in STAFF and at < self._visible(place, results):
            yield f"the tally of {tally['id']} in {room}, round {tally['round']}, before its time"
        if poll and poll["secret"] and poll["kind"] != "words":
            most = poll["max"] or len(poll["options"]) if poll["kind"] == "multiple" else 1
            yield from self._step(place, tally, most=most)

    def _visible(self, place: Round, results: str) -> float:
        """From when on (s, monotonic) those who do not run the room may see the tally."""
        published = self._published.get(place, inf)
        match results:
            case "live":
                return -inf
            case "after_vote" | "after_close":
                return min(published, self._closed.get(place, inf))
        return published

    def _step(self, place: Round, tally: Item, *, most: int) -> Iterator[str]:
        """Each figure that is shown of a secret poll against the ones before and after it, however they came."""
        shown = self._steps.setdefault(place, {})
        rev = tally["rev"]
        if rev in shown:
            return
        shown[rev] = tally
        for one, other in ((rev - 1, rev), (rev, rev + 1)):
            if one in shown and other in shown and not shown[other]["final"]:
                moved = _moved(shown[one], shown[other], most)
                if 0 < moved < STEP:
                    yield f"the tally of {place[1]} in {place[0]} moved by {moved} ballots from rev {one} to {other}"
        if tally["ballots"] and tally["ballots"] < STEP and not tally["final"]:
            yield f"a tally of {tally['ballots']} ballots of {place[1]} in {place[0]}"

    def _reply(self, tally: Any) -> Iterator[str]:
        """The tally in the reply to a vote is for polls whose results are there after it."""
        polls = [poll for (_, id_), poll in self._polls.items() if tally and id_ == tally["id"]]
        if polls and all(poll["results"] != "after_vote" for poll in polls):
            yield f"a tally of {tally['id']} with the reply to a vote"


def _kept_back(role: str, items: dict[str, list[Item]]) -> Iterator[str]:
    for name, states in KEPT_BACK.items():
        for item in items.get(name, ()):
            if item.get("state") in states:
                yield f"{name}/{item['id']}, which is {item['state']}"
    if role != "info" and items.get("helps"):
        yield f"{len(items['helps'])} help requests"
    if role == "attendee" and any("code" in item for item in items.get("event", ())):
        yield "the event's code"


def _moved(before: Item, after: Item, most: int) -> int:
    """How many ballots have come, gone or changed at least: each moves so many figures at most."""
    one: dict[str, int] = before["counts"]
    other: dict[str, int] = after["counts"]
    differences = [other.get(option, 0) - one.get(option, 0) for option in {*one, *other}]
    rises = sum(difference for difference in differences if difference > 0)
    falls = -sum(difference for difference in differences if difference < 0)
    ballots: int = after["ballots"] - before["ballots"]
    return max(abs(ballots), -(-rises // most), -(-falls // most))
