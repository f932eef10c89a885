"""Everything that leaves for a connection, read by somebody who knows who may see what."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from beifall.domain.people import Person
from tests.simulation.verdict import Verdict
from tests.simulation.watch import MARKER, Phase, Watch

Item = dict[str, Any]
Frame = dict[str, Any]

TELLING = re.compile(r"Z\d+Z|conn\d+=|connx\d+=|[0-9a-f]{20,}|k\d\.ey")


class Onlooker:
    """`forbidden` are names that no frame may carry, except one's own: participants, keys of polls, voters' names."""

    def __init__(self, watch: Watch, verdict: Verdict) -> None:
        self._watch, self._verdict = watch, verdict
        self.forbidden: set[str] = set()
        self.moderators: set[str] = set()
        self._contents: dict[tuple[str, str, str, str, int], Item] = {}
        self._finals: dict[tuple[str, str, int], Item] = {}
        self.frames = 0
        self.ticks: dict[tuple[str, str], dict[int, list[Any]]] = {}

    def judge(self, person: Person, frame: bytes, decoded: Frame, since: float) -> None:
        """A frame for somebody, which tells of what was read from `since` (ms) on."""
        self.frames += 1
        if decoded.get("type") == "applause":
            return  # figures, and claps that look like anything
        room = decoded.get("room")
        sight = sight_of(person, room) if isinstance(room, str) else None
        if "you" in decoded:
            self._own(person, decoded["you"], since)
            others = {name: value for name, value in decoded.items() if name != "you"}
            self._telling(person, msgspec.json.encode(others).decode(), sight, since)
        else:
            self._telling(person, frame.decode(), sight, since)
        if len(frame) > 28 * 1024:
            self._verdict.say("I16", f"a frame of {len(frame)} bytes")
        if sight is None or not isinstance(room, str) or "items" not in decoded:
            return
        for name, list_ in decoded["items"].items():
            for item in list_:
                self._item(sight, room, name, item, since)
        if decoded["type"] == "snapshot" and "parts" not in decoded:
            total = sum(item["rev"] for list_ in decoded["items"].values() for item in list_)
            if total != decoded["rev"]:
                self._verdict.say("I6", f"a snapshot says {decoded['rev']}, its items have {total}")
        if "helps" in decoded["items"] and sight != "info":
            self._verdict.say("I8", f"help requests for a {sight}")

    def meet(self, participant: str) -> None:
        """One more about whom nobody else may learn."""
        self.forbidden.add(participant)
        self._watch.people.add(participant)

    def tally(self, room: str, item: Item) -> None:
        """A tally that a voter was sent alone."""
        self._figures(room, item)

    def _telling(self, person: Person, text: str, sight: str | None, since: float) -> None:
        for found in set(TELLING.findall(text)):
            if found[0] == "Z":
                self._text(person, found, sight, since)
            elif found.startswith(("conn", "k")) or (found in self.forbidden and found != person.participant):
                self._verdict.say("I8", f"{found} was sent to a {person.role}")

    def _text(self, person: Person, text: str, sight: str | None, since: float) -> None:
        public, staffs = self._watch.public.get(text), self._watch.staffs.get(text)
        if public is not None and public.since(since):
            return
        if staffs is None or not staffs.since(since):
            self._verdict.say("I17", f"{text} was sent to a {person.role} ({sight}), and is there no more")
        elif (text in self.helps and sight != "info") or (text not in self.helps and sight != "moderator"):
            promise = "I17" if public is not None and public.spans else "I8"
            self._verdict.say(promise, f"{text} was sent to a {person.role} ({sight}), who may not see it")

    @property
    def helps(self) -> set[str]:
        """Texts for the info desk."""
        return self._watch.helps

    def _own(self, person: Person, you: Frame, since: float) -> None:
        if you.get("participant", person.participant) != person.participant:
            self._verdict.say("I8", f"somebody else's own things for {person.participant}")
        text = msgspec.json.encode(you).decode()
        for found in MARKER.findall(text):
            staffs = self._watch.staffs.get(found)
            if self._watch.owners.get(found) != person.participant:
                self._verdict.say("I8", f"{found} of somebody else among the things of {person.participant}")
            elif staffs is None or not staffs.since(since):
                self._verdict.say("I17", f"{found} is there no more, but among its asker's things")
        for found in TELLING.findall(text):
            if found in self.forbidden and found != person.participant:
                self._verdict.say("I8", f"{found} was sent to {person.participant} as their own")

    def _item(self, sight: str, room: str, name: str, item: Item, since: float) -> None:
        place = sight, room, name, item["id"], item["rev"]
        known = self._contents.setdefault(place, item)
        if known is not item and known != item:
            self._verdict.say("I6", f"two values of {place}: {known} and {item}")
        if item.get("gone"):
            return
        if name == "tallies":
            if sight != "moderator" and not self._may_see(room, item, since):
                phases = self._watch.phases.get((room, item["id"]), [])[-2:]
                self._verdict.say("I8", f"a {sight} was sent the tally {item}, poll: {phases}")
            self._figures(room, item)
        elif name == "floor":
            if any(table["taken"] > item["seats"] for table in item["tables"]):
                self._verdict.say("I7", f"a floor was sent as {item}")
        elif name == "mood" and item["people"] < 5 and item["counts"] is not None:
            self._verdict.say("I11", f"the mood of {item['people']} people was sent")

    def tick(self, room: str, screen: str, tick: list[Any]) -> None:
        """What a screen is told of applause: one pace is for those that sound, one for the others."""
        self._verdict.saw("tick")
        known = self.ticks.setdefault((room, "loud" if screen in ("laptop", "stage") else "quiet"), {})
        if known.setdefault(tick[0], tick) != tick:
            self._verdict.say("I12", f"two ticks of {room} have one number: {known[tick[0]]} and {tick}")

    def _may_see(self, room: str, item: Item, since: float) -> bool:
        phases = self._watch.phases.get((room, item["id"]), [])
        for n, phase in enumerate(phases):
            ended = phases[n + 1].at if n + 1 < len(phases) else float("inf")
            if ended >= since and phase.round == item["round"] and shows(phase):
                return True
        return False

    def _figures(self, room: str, item: Item) -> None:
        thing = room, item["id"]
        if self._watch.kinds.get(thing) == "single" and sum(item["counts"].values()) != item["ballots"]:
            self._verdict.say("I1", f"{item['counts']} are not {item['ballots']} ballots")
        if item["final"]:
            known = self._finals.setdefault((*thing, item["round"]), item)
            if (known["counts"], known["ballots"]) != (item["counts"], item["ballots"]):
                self._verdict.say("I2", f"a final tally changed: {known} → {item}")


def shows(phase: Phase) -> bool:
    """Whether those who do not run the room may see a tally of this poll."""
    match phase.results:
        case "live":
            return phase.state != "gone"
        case "after_vote" | "after_close":
            return phase.state in ("closed", "published")
        case _:
            return phase.state == "published"


def sight_of(person: Person, room: str) -> str:
    """What somebody may see in a room, by protocol.md's table of roles."""
    if person.role == "organiser" or (person.role == "moderator" and room in person.rooms):
        return "moderator"
    return "speaker" if person.role == "moderator" else person.role
