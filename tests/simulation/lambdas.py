"""The functions: real steps in containers that crash, run twice, start cold or wake with old caches and clocks."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from beifall.applause import Contended as Drowned
from beifall.applause import Hall, applause
from beifall.broadcast import PACES, broadcast
from beifall.caller import NEVER, Caller, Means
from beifall.clap import Turnstile, Ways, clap
from beifall.delays.port import Job
from beifall.domain.applause import PACES as LOUDNESS
from beifall.domain.people import Person
from beifall.domain.refusals import Refused
from beifall.enter import leave
from beifall.frames import encode
from beifall.handle import handle
from beifall.join import Join, Joined, join
from beifall.links import Link, Revoke, revoke
from beifall.settle import settle
from beifall.snapshot import HeadCount
from beifall.store import keys
from beifall.store.port import Overloaded
from beifall.sweep import sweep
from beifall.tally import Contended, counted_by, tally
from beifall.tokens import Tokens
from beifall.visit import visit
from tests.simulation.faults import Faults
from tests.simulation.gateway import Frame, Socket, Sockets
from tests.simulation.proxy import StoreFailed
from tests.simulation.queue import Queue
from tests.simulation.scheduler import Crash, Scheduler, current
from tests.simulation.verdict import Verdict

SKEW = 2_000
"""Two handlers' clocks are at most so far (ms) apart."""

EXPECTED = (Crash, StoreFailed, Overloaded, Contended, Drowned, Refused)
"""What may end an invocation; anything else is a bug."""


@dataclass(eq=False)
class Container:
    """A process: its clock's error (ms) and its caches."""

    skew: float
    means: Means
    busy: bool = False
    hall: Hall = field(default_factory=Hall)
    turnstile: Turnstile = field(default_factory=Turnstile)
    ways: Ways = field(default_factory=Ways)


@dataclass
class Functions:
    """What is deployed. `lag` is how long a store call may take (ms)."""

    scheduler: Scheduler
    faults: Faults
    store: Any
    sockets: Sockets
    verdict: Verdict
    tokens: Tokens
    lag: float
    purged: int
    secret: Callable[[], str]
    answered: Callable[[Caller, str, Frame, float, int], None]
    queue: Queue = field(init=False)
    warm: dict[str, list[Container]] = field(default_factory=dict)
    escaped: list[str] = field(default_factory=list)

    def receive(self, socket: Socket, text: str) -> None:
        """Routes `$default` and `clap`."""
        if '"action":"clap"' in text:
            self._clap(socket, text)
            return
        self._command(
            socket.person, socket.id, text, socket.chance, lambda frame, since: _back(self, socket, frame, since)
        )
        if self.faults.strikes("twice", socket.chance):
            self._command(socket.person, socket.id, text, socket.chance, lambda _frame, _since: None)

    def post(self, person: Person, text: str, chance: Random, reply: Callable[[Frame | None, float], None]) -> None:
        """`POST /commands`: the way in without a socket."""
        self._command(person, "", text, chance, reply)

    def left(self, socket: Socket) -> None:
        """Route `$disconnect`."""
        caller = Caller(socket.person, socket.id)
        self._invoke(
            "connection",
            socket.chance,
            lambda box: leave(caller, self.store, now=box.means.clock()),
            lambda _outcome, _calls: None,
        )

    def join(self, request: Join, chance: Random, reply: Callable[[Joined | None], None]) -> None:
        """`POST /join`."""

        def work(box: Container) -> Joined:
            event = self.store.event()
            assert event is not None
            return join(request, event, self.store, self.tokens, now=box.means.clock())

        self._invoke(
            "reception", chance, work, lambda outcome, _calls: reply(outcome if isinstance(outcome, Joined) else None)
        )

    def deliver(
        self, mapping: str, records: Sequence[Any], poison: bool, chance: Random, done: Callable[[int], None]
    ) -> None:
        """A batch of a stream."""

        def work(box: Container) -> int:
            if mapping == "tally":
                return counted(self.store, records)
            if mapping in LOUDNESS:
                means = box.means
                applause(
                    records,
                    LOUDNESS[mapping],
                    store=self.store,
                    gateway=self.sockets,
                    hall=box.hall,
                    clock=means.clock,
                    pause=self.scheduler.pause,
                )
                return len(records)
            heard = [touched for key in records if (touched := keys.touched(*key)) is not None]
            means = box.means
            broadcast(
                heard,
                PACES[mapping],
                store=self.store,
                gateway=self.sockets,
                delays=self.queue,
                heads=means.heads,
                now=means.clock(),
            )
            return len(records)

        def after(outcome: Any, _calls: int) -> None:
            done(outcome if isinstance(outcome, int) else 0)

        self._invoke(mapping, chance, work, after, dies=1 + int(4 * chance.random()) if poison else 0)

    def revoke(self, person: Person, request: Revoke, chance: Random, reply: Callable[[Link | None], None]) -> None:
        """`POST /links`."""

        def after(outcome: Any, _calls: int) -> None:
            reply(outcome if isinstance(outcome, Link) else None)

        self._invoke(
            "reception",
            chance,
            lambda box: revoke(request, Caller(person, ""), self.tokens, box.means, site="https://event.example/"),
            after,
        )

    def settle(self, job: Job, chance: Random, done: Callable[[bool], None]) -> None:
        """A message of the delay queue."""
        self._invoke(
            "housekeeping",
            chance,
            lambda box: settle(self.store, self.queue, job, now=box.means.clock()),
            lambda outcome, _calls: done(outcome is None),
        )

    def sweep(self, chance: Random) -> None:
        """The schedule of each minute."""
        self._invoke(
            "housekeeping",
            chance,
            lambda box: sweep(self.store, self.queue, now=box.means.clock(), purged=self.purged),
            lambda _outcome, _calls: None,
        )

    def _clap(self, socket: Socket, text: str) -> None:
        def work(box: Container) -> None:
            clap(
                text,
                role=socket.person.role,
                participant=socket.person.participant,
                expires=NEVER,
                connection=socket.id,
                put=self.store.put_claps,
                turnstile=box.turnstile,
                ways=box.ways,
                now=box.means.clock(),
            )

        for _ in range(1 + self.faults.strikes("twice", socket.chance)):
            self._invoke("clap", socket.chance, work, lambda _outcome, _calls: None)

    def _command(
        self, person: Person, connection: str, text: str, chance: Random, reply: Callable[[Frame | None, float], None]
    ) -> None:
        since = self.scheduler.now
        caller = Caller(person, connection)
        step = handle if connection else visit

        def after(outcome: Any, calls: int) -> None:
            if isinstance(outcome, dict):
                self.answered(caller, text, outcome, since, calls)
                reply(outcome, since)
            else:
                reply(None, since)

        self._invoke("command", chance, lambda box: step(text, caller, box.means), after)

    def _invoke(
        self,
        name: str,
        chance: Random,
        work: Callable[[Container], Any],
        after: Callable[[Any, int], None],
        *,
        dies: int = 0,
    ) -> None:
        box = self._container(name, chance)
        own = Random(chance.getrandbits(32))
        box.busy = True
        if not dies and self.faults.strikes("crash", own):
            dies = 1 + int(25 * own.random() ** 2)
        calls = [0]

        def run() -> Any:
            try:
                return work(box)
            finally:
                task = current()
                calls[0] = task.calls if task is not None else 0

        def done(outcome: Any) -> None:
            box.busy = False
            if isinstance(outcome, BaseException):
                self._judge(name, outcome)
                if isinstance(outcome, Crash):
                    self.warm[name].remove(box)
            after(outcome, calls[0])

        # One has a good day, another a bad one.
        lag = min(2_000, self.lag * 10 ** (1.6 * own.random() - 1))
        self.scheduler.spawn(name, run, own, lag=lag, dies=dies, done=done)

    def _container(self, name: str, chance: Random) -> Container:
        boxes = self.warm.setdefault(name, [])
        free = [box for box in boxes if not box.busy]
        if not free or self.faults.strikes("cold", chance):
            skew = SKEW * (chance.random() - 0.5) if self.faults.strikes("skew", chance) else 0.0
            clock: Callable[[], int] = lambda: int(self.scheduler.now + skew)  # noqa: E731
            box = Container(skew, Means(self.store, self.sockets, clock=clock, chance=self.secret, heads=HeadCount()))
            boxes.append(box)
            return box
        return chance.choice(free) if self.faults.strikes("old-cache", chance) else free[-1]

    def _judge(self, name: str, wrong: BaseException) -> None:
        if isinstance(wrong, ExceptionGroup):
            for one in wrong.exceptions:
                self._judge(name, one)
        elif not isinstance(wrong, EXPECTED):
            lines = "".join(traceback.format_exception(wrong)[-3:])
            self.verdict.say("I13", f"{name} failed: {wrong!r}\n{lines}")
        self.escaped.append(str(wrong))


def counted(store: Any, records: Sequence[keys.Key]) -> int:
    """How many of the first records are counted."""
    wanted = [(key, keys.recount_of(*key)) for key in records]
    failed = tally(store, [one for _, one in wanted if one is not None])
    left = (n for n, (_, one) in enumerate(wanted) if one is not None and counted_by(one) in failed)
    return next(left, len(records))


def _back(functions: Functions, socket: Socket, frame: Frame | None, since: float) -> None:
    answer = {"message": "Internal server error", "requestId": "r"} if frame is None else frame
    functions.sockets.reply(socket, encode(answer), since)
