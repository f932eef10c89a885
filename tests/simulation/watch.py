"""What is written, seen from outside: each row as it changes, and what it must never become."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections import Counter
from dataclasses import dataclass, field
from math import inf
from typing import Any

from beifall.domain.applause import Second
from beifall.domain.event import Event
from beifall.domain.floor import Floor
from beifall.domain.polls import Poll
from beifall.domain.questions import Question
from beifall.domain.tallies import Count, Tally
from beifall.store import keys
from beifall.store.memory import MemoryStore
from tests.simulation.scheduler import Scheduler, current
from tests.simulation.verdict import Verdict

MARKER = re.compile(r"Z\d+Z")
STEP = 5
Thing = tuple[str, str]


@dataclass(frozen=True)
class Phase:
    """What a poll was from some moment on."""

    at: float
    round: int
    state: str
    results: str
    secret: bool


@dataclass
class Spans:
    """When something was to be seen: [from, to] in ms."""

    spans: list[list[float]] = field(default_factory=list)

    def turn(self, *, on: bool, now: float) -> None:
        """It can be seen from now on, or no longer."""
        is_on = bool(self.spans) and self.spans[-1][1] == inf
        if on and not is_on:
            self.spans.append([now, inf])
        elif is_on and not on:
            self.spans[-1][1] = now

    def since(self, when: float) -> bool:
        """Whether it could be seen at any moment from then on."""
        return bool(self.spans) and self.spans[-1][1] >= when


class Watch:
    """Hears of each write while it happens. `marks` are those of all commands that things have ever remembered;
    `public` and `staffs` say when a marked text could be seen by whom, `owners` whose it is, `secrets` the
    keys of polls by round.
    """

    def __init__(self, scheduler: Scheduler, verdict: Verdict) -> None:
        self._scheduler, self._verdict = scheduler, verdict
        self.store: MemoryStore
        self.marks: set[str] = set()
        self.phases: dict[Thing, list[Phase]] = {}
        self.public: dict[str, Spans] = {}
        self.staffs: dict[str, Spans] = {}
        self.owners: dict[str, str] = {}
        self.secrets: dict[tuple[str, str, int], str] = {}
        self.kinds: dict[Thing, str] = {}
        self.finals: dict[tuple[str, str, int], Tally] = {}
        self.seats: dict[str, list[tuple[float, str | None]]] = {}
        self.signs: dict[tuple[str, str], list[float]] = {}
        self.rows: dict[keys.Key, Any] = {}
        self.markers: dict[keys.Key, dict[str, bool]] = {}
        self.helps: set[str] = set()
        self.people: set[str] = set()
        self._voters: dict[str, set[str]] = {}
        self.known: dict[str, set[Thing]] = {"poll": set(), "question": set(), "help": set()}

    def wrote(self, table: str, key: keys.Key) -> None:
        """A row has changed."""
        if table == "facts" and key[0].startswith("ballot#"):
            self._ballot(key)
        if table != "state":
            return
        row = self.store.state_rows.get(key, (0, None))[1]
        before = self.rows.get(key)
        self.rows[key] = row
        if row is not None and before is not None and not isinstance(row, Second):
            self._risen(key, before, row)
        self.marks.update(getattr(row, "commands", ()))
        match row if row is not None else before:
            case Poll() as poll:
                self._poll(key, poll, row is not None)
            case Question() as question:
                self._question(key, question, row is not None)
            case Tally() as tally:
                self._tally(before, tally)
            case Count() as count:
                if before is not None and before.final and before != count:
                    self._verdict.say("I2", f"the final count of {count.urn} was written again")
            case Floor() as floor:
                self._floor(before, floor)
            case Event():
                pass
            case _ if key[0] == keys.HELPDESK and row is not None:
                self.known["help"].add((row.room, row.id))
                texts = MARKER.findall(f"{row.text} {row.answer}")
                self.helps.update(texts)
                self._mark(key, dict.fromkeys(texts, False), row.asker)

    def key(self, room: str, poll: str, round_: int) -> str | None:
        """The key by which ballots of that round were named."""
        return self.secrets.get((room, poll, round_))

    def _ballot(self, key: keys.Key) -> None:
        _, room, poll, round_, _ = key[0].split("#")
        secret = self.key(room, poll, int(round_)) or ""
        voters = self._voters.setdefault(key[0].rpartition("#")[0], set())
        if key[1] not in voters:
            voters.update(voter(secret, person) for person in self.people)
        if key[1] not in voters:
            self._verdict.say("I11", f"the ballot {key} is not named by the key of its poll")

    def _risen(self, key: keys.Key, before: Any, row: Any) -> None:
        revs = [getattr(one, "rev", getattr(one, "revision", 0)) for one in (before, row)]
        if revs[1] < revs[0] or (revs[1] == revs[0] and before != row):
            # The revision of a count is what its recounts are measured by.
            promise = "I2" if isinstance(row, Count) else "I6"
            self._verdict.say(promise, f"{key} went from rev {revs[0]} to {revs[1]}")

    def _poll(self, key: keys.Key, poll: Poll, there: bool) -> None:
        thing = poll.room, poll.id
        self.known["poll"].add(thing)
        is_public = key[1].startswith(keys.ALL)
        if there and poll.key is not None:
            known = self.secrets.setdefault((*thing, poll.round), poll.key)
            if known != poll.key:
                self._verdict.say(
                    "I1", f"{thing} has another key in round {poll.round}: a participant could vote twice"
                )
        if there and poll.state in ("closed", "published", "draft") and poll.secret and poll.key is not None:
            self._verdict.say("I11", f"the key of {thing} is there after the final tally ({poll.state})")
        texts = MARKER.findall(f"{poll.prompt} {[option.text for option in poll.options]}") if there else []
        seen = is_public and poll.state != "draft" and not poll.deleted
        self._mark(key, dict.fromkeys(texts, seen), "")
        if is_public and there:
            self.kinds[thing] = poll.kind
            state = "gone" if poll.deleted else poll.state
            now = Phase(self._scheduler.now, poll.round, state, poll.results, poll.secret)
            self.phases.setdefault(thing, []).append(now)
            self._verdict.saw(f"poll {poll.state}")
            if poll.round > 1:
                self._verdict.saw("second round")

    def _question(self, key: keys.Key, question: Question, there: bool) -> None:
        self.known["question"].add((question.room, question.id))
        is_public = key[1].startswith(keys.ALL)
        texts = f"{question.text} {question.name} {question.answer}" if there else ""
        seen = is_public and question.state in ("shown", "merged")
        self._mark(key, dict.fromkeys(MARKER.findall(texts), seen), question.asker)
        if is_public:
            self._verdict.saw(f"question {question.state}")

    def _mark(self, key: keys.Key, texts: dict[str, bool], owner: str) -> None:
        """These texts are in the row now, and whether the audience may see them."""
        now = self._scheduler.now
        for text in self.markers.get(key, {}).keys() - texts.keys():
            if key[1].startswith(keys.ALL):
                self.public.setdefault(text, Spans()).turn(on=False, now=now)
            if not any(text in held for of, held in self.markers.items() if of != key):
                self.staffs.setdefault(text, Spans()).turn(on=False, now=now)
        for text, seen in texts.items():
            if key[1].startswith(keys.ALL):
                self.public.setdefault(text, Spans()).turn(on=seen, now=now)
            self.staffs.setdefault(text, Spans()).turn(on=True, now=now)
            if owner:
                self.owners[text] = owner
        self.markers[key] = texts

    def _tally(self, before: Tally | None, tally: Tally) -> None:
        thing = tally.room, tally.id
        poll = self.rows.get(keys.public_row(Poll, *thing))
        same_round = before if before is not None and before.round == tally.round else None
        if same_round is not None and same_round.final and same_round != tally:
            self._verdict.say("I2", f"the final tally of {thing} was written again: {same_round} → {tally}")
        if poll is None:
            return
        if poll.kind == "single" and sum(tally.counts.values()) != tally.ballots:
            self._verdict.say("I1", f"{tally.counts} are not {tally.ballots} ballots")
        if tally.final:
            self._verdict.saw("final tally")
            self.finals[*thing, tally.round] = tally
        elif poll.secret and moved(same_round, tally, poll) < STEP:
            self._verdict.say("I11", f"the tally of {thing} moved by fewer than {STEP} ballots: {same_round} → {tally}")
        elif poll.secret:
            self._verdict.saw("step of a secret poll")

    def _floor(self, before: Floor | None, floor: Floor) -> None:
        taken = Counter(floor.who.values())
        if dict(taken) != {table: people for table, people in floor.taken.items() if people}:
            self._verdict.say("I7", f"{floor.taken} do not sit as {floor.who}")
        if any(people > floor.seats for people in taken.values()):
            self._verdict.say("I7", f"a table of {floor.room} has {max(taken.values())} people on {floor.seats} seats")
        now, task = self._scheduler.now, current()
        for person in {*floor.who, *(before.who if before else ())}:
            was, is_ = (before.who.get(person) if before else None), floor.who.get(person)
            if was != is_:
                self.seats.setdefault(person, []).append((now, is_))
                self._verdict.saw("seat" if is_ else "seat freed")
            if was and not is_ and task is not None and task.name == "housekeeping":
                # Whoever was disconnected, or went to another room, has left; those who have been there all the time
                # keep their seat.
                devices = self.store.devices(person, now=int(now))
                here = [one.seen for one in devices if one.room == floor.room and one.seen < task.started - 3_000]
                last = min(task.started - 5_000, max(here, default=0) + 3_000)
                if any(now - 100_000 < sign < last for sign in self.signs.get((person, floor.room), ())):
                    self._verdict.say("I7", f"the seat of {person} was freed though they have pinged")


def voter(key: str, participant: str) -> str:
    """What a participant's ballots are called."""
    return hmac.new(key.encode(), participant.encode(), hashlib.sha256).hexdigest()[:24]


def moved(before: Tally | None, after: Tally, poll: Poll) -> int:
    """How many ballots at least lie between two tallies."""
    was, is_ = (dict(before.counts), before.ballots) if before else ({}, 0), (dict(after.counts), after.ballots)
    ballots = abs(is_[1] - was[1])
    if poll.kind == "words":
        return ballots
    rises = sum(max(0, is_[0].get(one, 0) - was[0].get(one, 0)) for one in {*was[0], *is_[0]})
    falls = sum(max(0, was[0].get(one, 0) - is_[0].get(one, 0)) for one in {*was[0], *is_[0]})
    each = poll.max if poll.kind == "multiple" else 1
    return max(ballots, -(-rises // each), -(-falls // each))
