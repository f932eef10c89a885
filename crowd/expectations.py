"""What a granted command lets others expect: which item shall come to which screens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from crowd.asked import Asked, Frame
from crowd.device import Device
from crowd.held import Item
from crowd.timings import Timings

STEP = 5
"""A secret poll's tally may stay behind by fewer ballots than this while it is open."""

FEW = 5
"""Below so many people no mood is shown."""

QUESTIONS = ("question.show", "question.label", "question.answer", "question.merge")
POLLS = ("poll.open", "poll.close", "poll.publish", "poll.reset")


class Expectations:
    """Counts what the room has been told was done, so that it knows what figure must be shown at least."""

    def __init__(self, timings: Timings) -> None:
        self._timings = timings
        self._rooms: dict[tuple[str, str], int] = {}
        self._voters: dict[tuple[str, str, int], set[str]] = defaultdict(set)
        self._moods: dict[str, set[str]] = defaultdict(set)
        self._supporters: dict[tuple[str, str], int] = defaultdict(int)
        self._withdrawn: dict[tuple[str, str], int] = defaultdict(int)
        self._polls: dict[tuple[str, str], Item] = {}

    def sent(self, device: Device, asked: Asked) -> None:
        """What is known when a command leaves: the room's `rev`, which pinning raises, and the poll of a vote."""
        if asked.action in ("question.pin", "call") and asked.sendings == 1:
            list_, id_ = ("rooms", asked.room) if asked.action == "question.pin" else ("event", "event")
            self._rooms[asked.id, list_] = device.items.get((list_, id_), {"rev": 0})["rev"]
        if asked.action == "vote":
            poll = str(asked.fields["poll"])
            self._polls[asked.room, poll] = device.items.get(("polls", poll), {})
        if asked.action == "upvote" and not asked.fields["on"] and asked.sendings == 1:
            # If it comes to what the board has shown before, nothing is sent at all.
            question = str(asked.fields["question"])
            self._withdrawn[asked.room, question] += 1
            self._timings.forget(asked.room, "board", question)

    def granted(self, participant: str, asked: Asked, reply: Frame) -> None:
        """It was acknowledged."""
        if asked.first is None:
            return
        room, sent, expect = asked.room, asked.first, self._timings.expect
        match asked.action:
            case action if action in QUESTIONS:
                expect(room, "questions", reply["question"], reply["rev"], sent=sent)
            case action if action in POLLS:
                expect(room, "polls", reply["poll"], reply["rev"], sent=sent)
                if action == "poll.publish":
                    expect(
                        room, "tallies", reply["poll"], lambda item: bool(item.get("final")), sent=sent, at_once=True
                    )
            case "question.hide":
                # Whoever has not been shown it is not told that it is hidden.
                holders = self._timings.holders(room, "questions", reply["question"])
                expect(room, "questions", reply["question"], reply["rev"], sent=sent, screens=holders)
            case "call":
                for each in self._timings.rooms:
                    expect(each, "event", "event", self._rooms.get((asked.id, "event"), 0) + 1, sent=sent)
            case "question.pin":
                expect(room, "rooms", room, self._rooms.get((asked.id, "rooms"), 0) + 1, sent=sent)
            case "vote":
                self._vote(participant, asked, reply, sent)
            case "upvote" if reply["on"]:
                self._upvote(room, reply["question"], sent)
            case "mood":
                self._moods[room].add(participant)
                if len(self._moods[room]) >= FEW:
                    expect(room, "mood", "mood", _at_least("people", len(self._moods[room])), sent=sent)

    def _upvote(self, room: str, question: str, sent: float) -> None:
        """A board shows all who support the question, without those who withdraw before it is sent. Where some have
        withdrawn, it may look as before, and nothing is sent.
        """
        place, withdrawn = (room, question), self._withdrawn
        self._supporters[place] += 1
        supporters = self._supporters[place]
        if not withdrawn[place]:
            self._timings.expect(
                room,
                "board",
                question,
                lambda item: bool(item.get("gone")) or item["upvotes"] >= supporters - withdrawn[place],
                sent=sent,
            )

    def _vote(self, participant: str, asked: Asked, reply: Frame, sent: float) -> None:
        poll = self._polls.get((asked.room, str(asked.fields["poll"])), {})
        if poll.get("results") != "live" or not reply["choice"]:
            return
        voters = self._voters[asked.room, poll["id"], poll["round"]]
        if participant in voters:
            return
        voters.add(participant)
        shown = len(voters) - (STEP - 1 if poll["secret"] else 0)
        if shown >= STEP:
            self._timings.expect(asked.room, "tallies", poll["id"], _at_least("ballots", shown), sent=sent)


def _at_least(name: str, number: int) -> Callable[[Item], bool]:
    return lambda item: bool(item.get("gone")) or item[name] >= number
