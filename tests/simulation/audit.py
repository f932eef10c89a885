"""The end of a run: faults have stopped, everything is delivered, everybody has pinged once. What must hold then."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from beifall import enter, frames
from beifall.domain.ballots import Urn, urn
from beifall.domain.event import Event
from beifall.domain.polls import Poll
from beifall.domain.questions import Question
from beifall.snapshot import view
from beifall.store import keys
from beifall.sweep import MINUTE, SELDOM
from tests.simulation.command import Command, mark
from tests.simulation.effects import ballot_of
from tests.simulation.onlooker import sight_of
from tests.simulation.plan import Plan
from tests.simulation.scheduler import Stuck
from tests.simulation.setting import LEFT
from tests.simulation.watch import MARKER
from tests.simulation.world import World

Item = dict[str, Any]
LEASE = 180_000

SHORTENED = 3
SHORTEST = 1_800
"""Bytes of a frame in every sixth run; a poll of the simulation has a third of it."""


class Audit:
    """Looks at one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.store, self.watch, self.ledger, self.verdict = world.store, world.watch, world.ledger, world.verdict

    def finish(self) -> None:
        """Lets everything come to rest, and checks it."""
        world = self.world
        if self._is_broken():
            return
        if not world.settle_down():
            stuck = [(client.name, client.online, list(client.outbox)) for client in world.clients if not client.quiet]
            self.verdict.say("I13", f"still busy after half an hour: {stuck}, streams idle: {world.streams.idle}")
        if not self._is_broken() and not world.faults.rates:
            # Nothing was lost on its way, so that nobody has to ask.
            world.sweeps = False
            while not world.streams.idle or world.scheduler.now < world.swept + 7_000:
                world.scheduler.run(world.scheduler.now + 1_000)
            self._snapshots(asked=False)
            world.sweeps = True
            world.sweep()
        if not self._is_broken():
            self._sweep_and_ping()
        for check in (self._replies, self._ballots, self._tallies, self._questions, self._boards, self._moods):
            if not self._is_broken():
                check()
        for check in (self._helps, self._denied, self._snapshots, self._seats, self._claps, self._logs):
            if not self._is_broken():
                check()
        if not self._is_broken() and world.plan.seed % 8 == 0:
            self._purge()

    def _is_broken(self) -> bool:
        return self.verdict.broken is not None

    def _sweep_and_ping(self) -> None:
        world, scheduler = self.world, self.world.scheduler
        if any(client.quiet for client in world.clients) or world.plan.seed % 10 == 0:
            scheduler.run(world.scheduler.now + LEASE)
        world.sweeps = False
        scheduler.run(world.scheduler.now + 10_000)
        # Until each room has had its turn; in the middle of a minute, for clocks differ by a second or two.
        minute = scheduler.now // MINUTE
        for turn in range(1, SELDOM + 1):
            scheduler.run((minute + turn) * MINUTE + MINUTE // 2)
            world.functions.sweep(scheduler.chance("last", turn))
        scheduler.run(scheduler.now + 20_000)
        for client in world.clients:
            if not client.quiet:
                client.ping()
        scheduler.run(world.scheduler.now + 12_000)
        if not world.is_quiet():
            self.verdict.say("I6", "the last ping has not come back")

    def _replies(self) -> None:
        left = {client.person.participant for client in self.world.clients if client.quiet}
        for command in self.ledger.commands.values():
            if (
                not command.handled
                and command.person.participant not in left
                and command.action not in ("ping", "enter", "sit", "stand")
            ):
                self.verdict.say("I13", f"{command.frame} of {command.person.participant} was never answered")

    def _rounds(self) -> list[tuple[Poll, int]]:
        public = [
            row for key, (_, row) in self.store.state_rows.items() if isinstance(row, Poll) and key[1][:4] == "all#"
        ]
        return [(poll, round_) for poll in public for round_ in range(1, poll.round + 1)]

    def _ballots(self) -> None:
        """I3, I4: what is stored is the newest that was acknowledged, or a newer one; and nobody else's."""
        votes: dict[tuple[str, str, int], dict[str, list[Command]]] = defaultdict(lambda: defaultdict(list))
        for one in self.ledger.of("vote"):
            frame = one.frame
            if isinstance(frame.get("round"), int):
                votes[frame["room"], frame["poll"], frame["round"]][one.person.participant].append(one)
        for poll, round_ in self._rounds():
            by_person = votes[poll.room, poll.id, round_]
            stored = 0
            for person, sent in by_person.items():
                stored += self._ballot(person, poll, round_, sent)
            prefix = f"ballot#{poll.room}#{poll.id}#{round_}#"
            rows = sum(len(rows) for pk, rows in self.store.fact_rows.items() if pk.startswith(prefix))
            if rows != stored:
                self.verdict.say("I4", f"{rows} ballots in {poll.id}, round {round_}, but {stored} people have voted")

    def _ballot(self, person: str, poll: Poll, round_: int, sent: list[Command]) -> int:
        ballot = ballot_of(person, Urn(poll.room, poll.id, round_), self.store, self.watch)
        acked = [reply for one in sent for _, _, reply in one.handled if reply["type"] == "ok"]
        if ballot is None:
            if acked:
                self.verdict.say("I4", f"the ballot of {person} in {poll.id} is lost, after {acked}")
            return 0
        highest = max(acked, key=lambda reply: int(reply["seq"]), default=None)
        if highest is not None and ballot.seq < highest["seq"]:
            self.verdict.say("I3", f"{ballot} counts in {poll.id}, after {highest}")
        if highest is not None and ballot.seq == highest["seq"] and list(ballot.choice) != highest["choice"]:
            self.verdict.say("I3", f"{ballot} counts in {poll.id}, after {highest}")
        if not any(one.frame["seq"] == ballot.seq and one.frame["choice"] == list(ballot.choice) for one in sent):
            self.verdict.say("I4", f"{ballot} in {poll.id} was never sent by {person}")
        self.verdict.saw("ballot")
        return 1

    def _tallies(self) -> None:
        for poll, round_ in self._rounds():
            tally = self.store.state_rows.get(keys.tally_row(poll.room, poll.id), (0, None))[1]
            if round_ != poll.round:
                continue
            counted, ballots = self._recount(poll)
            if poll.state in ("open", "closing") and poll.closes is not None:
                self.verdict.say("I2", f"{poll.id} never closed: {poll}")
            if poll.state in ("closed", "published") and (
                tally is None or not tally.final or tally.round != poll.round
            ):
                self.verdict.say("I2", f"{poll.id} is {poll.state} without a final tally")
            if tally is None or tally.round != poll.round:
                if poll.state == "open" and ballots and not poll.secret:
                    self.verdict.say("I2", f"{poll.id} has {ballots} ballots and no tally")
                continue
            figures = (dict(tally.counts), tally.ballots)
            exact = poll.kind == "words" or figures[0] == counted
            if (tally.final or not poll.secret) and (tally.ballots != ballots or not exact):
                self.verdict.say("I2", f"the tally of {poll.id} is {figures}, its ballots are {counted}, {ballots}")
            elif tally.final and poll.kind == "words" and poll.round == round_:
                self._words(poll, tally, counted)

    def _words(self, poll: Poll, tally: Any, counted: dict[str, int]) -> None:
        for word, count in counted.items():
            if tally.counts.get(word, count) != count:
                self.verdict.say("I2", f"{word} has {count} ballots in {poll.id}, but {tally.counts}")

    def _recount(self, poll: Poll) -> tuple[dict[str, int], int]:
        counts: Counter[str] = Counter()
        ballots = 0
        of = urn(poll)
        for pk, rows in self.store.fact_rows.items():
            if pk.startswith(f"ballot#{of.room}#{of.poll}#{of.round}#"):
                for ballot in rows.values():
                    ballots += bool(ballot.choice)
                    counts.update(str(one) for one in ballot.choice)
        return dict(counts), ballots

    def _everything(self, kind: type) -> list[Any]:
        return [row for _, row in self.store.state_rows.values() if isinstance(row, kind)]

    def _questions(self) -> None:
        """I4: each question that was acknowledged is there, once; none is there that nobody asked."""
        asked = {mark(one): one for one in self.ledger.of("ask")}
        there: dict[str, list[Question]] = defaultdict(list)
        for question in self._everything(Question):
            there[question.id].append(question)
        for id_, rows in there.items():
            if id_ not in asked and rows[0].asker != LEFT:
                self.verdict.say("I4", f"nobody asked {rows}")
            elif len(rows) > 1:
                self.verdict.say("I4", f"a question is there twice: {rows}")
            elif id_ in asked and rows[0].text and rows[0].text != asked[id_].frame["text"]:
                self.verdict.say("I4", f"{rows[0]} was asked as {asked[id_].frame}")
        for id_, one in asked.items():
            if one.granted and id_ not in there:
                self.verdict.say("I4", f"the question {one.frame} is lost")
            self.verdict.saw("question kept")

    def _boards(self) -> None:
        """Upvotes are the union of people, over whatever is merged."""
        questions = {
            (row.room, row.id): row
            for key, (_, row) in self.store.state_rows.items()
            if isinstance(row, Question) and key[1].startswith(keys.ALL)
        }
        supporters: dict[tuple[str, str], set[str]] = defaultdict(set)
        for one in self.ledger.of("upvote"):
            if isinstance(one.frame.get("seq"), int):
                self._newest(one, keys.upvote_row(one.frame["room"], one.person.participant, one.frame["question"]))
        for pk, rows in self.store.fact_rows.items():
            if pk.startswith("upvote#"):
                for upvote in rows.values():
                    place = root((pk.split("#")[1], upvote.question), questions)
                    if upvote.on and place is not None:
                        supporters[place].add(upvote.participant)
        boards = {(row.room, row.id): row.upvotes for row in self._boards_there()}
        for place in {*questions, *boards}:
            wanted = len(supporters.get(place, ()))
            if boards.get(place, 0) != wanted:
                self.verdict.say("I2", f"{wanted} people support {place}, but its board says {boards.get(place)}")
            if wanted:
                self.verdict.saw("board")

    def _boards_there(self) -> list[Any]:
        return [row for key, (_, row) in self.store.state_rows.items() if key[1].startswith("all#board#")]

    def _newest(self, one: Command, key: keys.Key) -> None:
        """I3 and I4 for upvotes and moods."""
        row = self.store.fact(key)
        for _, _, reply in one.handled:
            if reply["type"] == "ok" and (row is None or row.seq < max(reply["seq"], one.frame["seq"])):
                self.verdict.say("I4", f"{row} is stored, after {one.frame} got {reply}")

    def _moods(self) -> None:
        for one in self.ledger.of("mood"):
            if one.granted:
                self._newest(one, keys.feeling_row(one.frame["room"], one.person.participant))
        for room in self.world.rooms:
            felt = [
                mood
                for pk, rows in self.store.fact_rows.items()
                if pk.startswith(f"mood#{room}#")
                for mood in rows.values()
            ]
            atmosphere = self.store.atmosphere(room)
            counts = dict(sorted(Counter(str(one.mood) for one in felt).items()))
            if atmosphere.people != len(felt) or (len(felt) >= 5 and atmosphere.counts != counts):
                self.verdict.say("I2", f"the mood of {room} is {atmosphere}, but {counts} was felt")
            if len(felt) >= 5:
                self.verdict.saw("atmosphere of five")

    def _helps(self) -> None:
        asked = {mark(one): one for one in self.ledger.of("help")}
        there = {one.id: one for one in self.store.helps()}
        for id_, request in there.items():
            if id_ not in asked or asked[id_].frame["text"] != request.text:
                self.verdict.say("I4", f"nobody asked for {request}")
        for id_, one in asked.items():
            if one.granted and id_ not in there:
                self.verdict.say("I4", f"{one.frame} is lost")

    def _denied(self) -> None:
        """I5: what was refused has done nothing."""
        for one in self.ledger.commands.values():
            if not one.denied or "id" not in one.frame:
                continue
            frame, who = one.frame, one.person.participant
            if mark(one) in self.watch.marks and not self._forgotten(one):
                self.verdict.say("I5", f"{frame} of {who} was refused ({one.handled[-1][2]}), and done")
            if frame["action"] == "ask" and any(q.id == mark(one) for q in self._everything(Question)):
                self.verdict.say("I5", f"{frame} of {who} was refused, and asked")
            if frame["action"] == "vote" and isinstance(frame.get("round"), int):
                self._refused_vote(one)

    def _forgotten(self, one: Command) -> bool:
        """Whether eight others may have come after it."""
        return sum(other.granted for other in self.ledger.commands.values()) > 8 and len(one.handled) > 1

    def _refused_vote(self, one: Command) -> None:
        frame, who = one.frame, one.person.participant
        ballot = ballot_of(who, Urn(frame["room"], frame["poll"], frame["round"]), self.store, self.watch)
        if ballot is None or ballot.seq != frame["seq"] or list(ballot.choice) != frame["choice"]:
            return
        same = [
            other
            for other in self.ledger.of("vote")
            if other.person.participant == who
            and other is not one
            and all(other.frame.get(name) == frame[name] for name in ("room", "poll", "round", "seq", "choice"))
        ]
        # A sending that was not answered may have come in time, and a resend too late.
        if not same and all(reply["code"] != "poll_not_open" for _, _, reply in one.handled):
            self.verdict.say("I5", f"{frame} of {who} was refused, and counts")

    def _snapshots(self, *, asked: bool = True) -> None:
        """I6: all clients of a room and role hold the same, and it is what the store has."""
        now = int(self.world.scheduler.now)
        for client in self.world.clients:
            if client.quiet or (client.plain and not asked):
                continue
            seen = view(self.store, client.person, client.view.room, now=now)
            wanted = json.loads(json.dumps(seen.shown))
            there = {name: {item["id"]: item for item in list_} for name, list_ in wanted.items() if list_}
            held = client.view.shown()
            total = sum(item["rev"] for list_ in held.values() for item in list_.values())
            if held != there or client.view.rev != seen.rev or total != seen.rev:
                differing = [
                    (name, id_, held.get(name, {}).get(id_), there.get(name, {}).get(id_))
                    for name in {*held, *there}
                    for id_ in {*held.get(name, {}), *there.get(name, {})}
                    if held.get(name, {}).get(id_) != there.get(name, {}).get(id_)
                ]
                sight = sight_of(client.person, client.view.room)
                self.verdict.say(
                    "I6", f"{client.name} ({sight}) holds {client.view.rev}, the store {seen.rev}: {differing[:3]}"
                )
            you = json.loads(json.dumps(seen.you))
            if asked and client.view.you != you:
                self.verdict.say("I6", f"{client.name} has {client.view.you} of their own, the store {you}")

    def _seats(self) -> None:
        """I7: who was not heard of for three minutes has no seat."""
        for room in self.world.rooms:
            floor = self.store.floor(room)
            for person in floor.who if floor else ():
                signs = self.watch.signs.get((person, room), [0.0])
                if self.world.scheduler.now - signs[-1] > LEASE:
                    self.verdict.say("I7", f"{person} sits in {room}, and has not been heard of for three minutes")

    def _claps(self) -> None:
        """I12: a participant has at most eight a second, and no clap counts twice."""
        for room, sent in self.ledger.clapped.items():
            clapped = sum(sent.values())
            curve = self.store.curve(room)
            if any(second.claps > 8 * second.people for second in curve):
                self.verdict.say("I12", f"more than eight claps a second: {curve}")
            ticks = [
                sum(tick[2] for tick in known.values())
                for (where, _), known in self.world.onlooker.ticks.items()
                if where == room
            ]
            if max([sum(second.claps for second in curve), *ticks]) > clapped:
                self.verdict.say("I12", f"{clapped} claps in {room}, but {curve} and {ticks}")
            if curve:
                self.verdict.saw("curve")

    def _logs(self) -> None:
        """I14: nothing that people wrote is in what the platform logs of a failure."""
        for text in (*self.world.functions.escaped, *self.world.logged):
            if any(found in self.watch.staffs for found in MARKER.findall(text)):
                self.verdict.say("I14", f"logged: {text}")

    def _purge(self) -> None:
        """I15: when the date has come nothing is shown any more, and then nothing is left."""
        world = self.world
        world.scheduler.skip(world.event.purged + 1_500.0)
        answers: list[Item] = []
        for client in world.clients:
            enter = {"action": "enter", "room": client.view.room, "id": "late", "screen": "phone"}
            self.ledger.sent(client.person, enter, world.scheduler.now)
            world.functions.post(
                client.person, json.dumps(enter), client.chance, lambda reply, _: answers.append(reply or {})
            )
        world.scheduler.run(world.scheduler.now + 10_000)
        if any(reply.get("type") != "refused" for reply in answers):
            self.verdict.say("I15", f"after the retention date: {answers}")
        if self._everything(Event):
            self.verdict.saw("purge")
        for _ in range(3):
            world.functions.sweep(world.scheduler.chance("purge"))
            world.scheduler.run(world.scheduler.now + 30_000)
        left = [
            name
            for name, rows in vars(self.store).items()
            if name != "_commands" and isinstance(rows, dict | set) and any_row(rows)
        ]
        if left:
            self.verdict.say("I15", f"{left} are there after the purge")


def run(plan: Plan, *, traced: bool = False) -> World:
    """The world after a plan was played, and looked at."""
    world = World(plan, traced=traced)
    with _short_frames() if plan.seed % 6 == SHORTENED else nullcontext():
        try:
            world.play()
            Audit(world).finish()
        except Stuck:
            world.verdict.say("I16", f"{world.scheduler.happened} events, and no end")
    return world


@contextmanager
def _short_frames() -> Iterator[None]:
    """So little goes into a frame that snapshots and updates come in parts."""
    before = frames.LIMIT
    frames.LIMIT = SHORTEST
    setattr(enter, "LIMIT", SHORTEST)  # noqa: B010 - it has imported the number
    try:
        yield
    finally:
        frames.LIMIT = before
        setattr(enter, "LIMIT", before)  # noqa: B010


def any_row(rows: Any) -> bool:
    """Whether anything is in a table; what is inside of it may be tables by partition."""
    return any(not isinstance(row, dict) or row for row in (rows.values() if isinstance(rows, dict) else rows))


def root(place: tuple[str, str], questions: dict[tuple[str, str], Question]) -> tuple[str, str] | None:
    """The question that an upvote counts for, None if it is not to be seen."""
    passed = set()
    while place in questions and place not in passed:
        passed.add(place)
        here = questions[place]
        if here.state == "shown":
            return place
        if here.state != "merged" or here.into is None:
            return None
        into = here.room, here.into
        if into not in questions:
            return place
        place = into
    return None
