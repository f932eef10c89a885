"""A whole event that is over in milliseconds: people, pages, a stack in which all may go wrong, and onlookers."""

from __future__ import annotations

import logging
from random import Random
from typing import Any

import msgspec

from beifall.caller import Caller
from beifall.store import keys
from tests.builders import NOON
from tests.simulation.actions import act
from tests.simulation.client import Client
from tests.simulation.faults import mixed
from tests.simulation.gateway import Frame, Sockets
from tests.simulation.lambdas import Functions
from tests.simulation.ledger import Ledger
from tests.simulation.mishaps import MISHAPS
from tests.simulation.net import Net
from tests.simulation.onlooker import Onlooker
from tests.simulation.plan import Plan, Step
from tests.simulation.proxy import FaultyStore
from tests.simulation.queue import Queue
from tests.simulation.rows import StrictStore
from tests.simulation.scheduler import Scheduler, current
from tests.simulation.setting import TOKENS, Guest, Setting
from tests.simulation.streams import Streams
from tests.simulation.verdict import Verdict
from tests.simulation.view import View
from tests.simulation.watch import Watch

MINUTE = 60_000.0
LAGS = (10.0, 40.0, 150.0, 800.0)
"""How long (ms) a store call takes at the most, in ordinary times."""


class World:
    """`play` runs a plan; what it has shown is the `verdict`."""

    def __init__(self, plan: Plan, *, traced: bool = False) -> None:
        self.plan = plan
        self.scheduler = Scheduler(plan.seed, now=float(NOON), most=100_000 + 2_000 * plan.size.steps)
        self.verdict = Verdict(lambda: self.scheduler.now, since=NOON, trace=[] if traced else None)
        chance = self.scheduler.chance("world")
        self.faults = mixed(chance, plan.faults)
        self.watch = Watch(self.scheduler, self.verdict)
        self.onlooker = Onlooker(self.watch, self.verdict)
        self.streams = Streams(self.scheduler, self.faults, self._deliver, shards=chance.randint(1, 3))
        self.store = StrictStore(
            self._written, self.streams.clapped, pause=self._pause, pages=self._pages, torn=self._is_torn
        )
        self.store.later = self.scheduler.after
        self.watch.store = self.store
        self.ledger = Ledger(self.watch, self.verdict, self.store)
        setting = Setting(chance, plan.size, self.marker, self._secret)
        self.event = setting.event()
        self.rooms = tuple(place.id for place in self.event.rooms)
        self.sockets = Sockets(self.scheduler, self.faults)
        self.functions = Functions(
            scheduler=self.scheduler,
            faults=self.faults,
            store=FaultyStore(self.store, self.scheduler, self.faults),
            sockets=self.sockets,
            verdict=self.verdict,
            tokens=TOKENS,
            lag=chance.choice(LAGS),
            purged=self.event.purged,
            secret=self._secret,
            answered=self._answered,
        )
        self.functions.queue = Queue(self.scheduler, self.faults, self.functions.settle)
        self.sockets.receive, self.sockets.left = self.functions.receive, self.functions.left
        self.sockets.judge, self.sockets.ticked = self.onlooker.judge, self.onlooker.tick
        self.net = Net(
            scheduler=self.scheduler,
            faults=self.faults,
            verdict=self.verdict,
            sockets=self.sockets,
            functions=self.functions,
            onlooker=self.onlooker,
            ledger=self.ledger,
            store=self.store,
        )
        self.clients: list[Client] = []
        self.sweeps = True
        self.swept = 0.0
        self.logged: list[str] = []
        setting.furnish(self.event, self.store)
        for guest in setting.guests(self.event):
            self.welcome(guest)

    # What actions may know

    def marker(self) -> str:
        """A text that occurs nowhere else."""
        self._markers = getattr(self, "_markers", 0) + 1
        return f"Z{self._markers}Z"

    def guess(self, kind: str, chance: Random) -> tuple[str, str] | None:
        """A thing that somebody may not know of."""
        known = sorted(self.watch.known[kind])
        return chance.choice(known) if known else None

    # The run

    def play(self) -> None:
        """Everybody comes, and every step is taken, until a promise is broken."""
        log = Log(self.logged)
        logging.getLogger().addHandler(log)
        try:
            self._play()
        finally:
            logging.getLogger().removeHandler(log)

    def welcome(self, guest: Guest) -> Client:
        """One more client."""
        chance = self.scheduler.chance("client", guest.name)
        client = Client(guest.name, guest.person, guest.screen, chance, self.net, View(guest.room), plain=guest.plain)
        self.clients.append(client)
        if guest.token is not None:
            self.net.tokens[guest.name] = guest.token
            self.onlooker.meet(guest.person.participant)
        return client

    def able(self) -> list[Client]:
        """Those who can do something."""
        return [client for client in self.clients if client.online and not client.asleep and not client.quiet]

    def settle_down(self) -> bool:
        """Faults have stopped: everybody comes back, all is delivered. Whether that was done in half an hour."""
        self.faults.over = True
        for client in self.clients:
            client.asleep = False
            if client.name in self.net.tokens and not client.quiet and not client.online:
                client.start()
        for _ in range(60):
            self.until(self.scheduler.now + 30_000)
            if self.verdict.broken is not None or self.is_quiet():
                return True
        return False

    def is_quiet(self) -> bool:
        """Whether nobody waits for anything."""
        waiting = any(client.outbox or not client.online for client in self.clients if not client.quiet)
        return not waiting and self.streams.idle and not self.functions.queue.waiting

    def until(self, when: float) -> None:
        """What happens up to then, or until a promise is broken."""
        self.scheduler.run(when, lambda: self.verdict.broken is not None)

    def sweep(self) -> None:
        """The schedule of each minute, from now on."""
        chance = self.scheduler.chance("sweep", int(self.scheduler.now))
        if self.sweeps:
            self.swept = self.scheduler.now
            if not self.faults.strikes("sweep-missed", chance):
                self.functions.sweep(chance)
            self.scheduler.after(MINUTE, self.sweep)

    def _play(self) -> None:
        self.scheduler.after(MINUTE * self.scheduler.chance("sweep").random(), self.sweep)
        for client in self.clients:
            self.net.join(client)
        self.until(self.scheduler.now + 1_500)
        for step in self.plan.steps:
            self.until(self.scheduler.now + step.pause)
            if self.verdict.broken is not None:
                return
            self._do(step)
        self.until(self.scheduler.now + 3_000)

    def _do(self, step: Step) -> None:
        chance, able = self.scheduler.chance("step", step.number), self.able()
        if not able:
            return
        client = able[step.who % len(able)]
        did = ""
        if step.what == "act":
            did = act(client, chance, self)
        else:
            MISHAPS[step.what](client, chance, self)
        self.verdict.note("STEP", step.number, client.name, step.what, did)

    # What the stack is made of asks for

    def _secret(self) -> str:
        self._secrets = getattr(self, "_secrets", 0) + 1
        secret = f"{self.plan.seed % 2**64:016x}{self._secrets:032x}"
        self.onlooker.forbidden.add(secret)
        return secret

    def _written(self, table: str, key: keys.Key) -> None:
        self.watch.wrote(table, key)
        if self.verdict.trace is not None and table == "state":
            self.verdict.note("  wrote", key, str(self.store.state_rows.get(key, (0, None))[1])[:300])
        self.streams.written(table, key)

    def _deliver(self, *batch: Any) -> None:
        if self.verdict.trace is not None:
            self.verdict.note("  batch", batch[0], batch[1], "poison" if batch[2] else "")
        self.functions.deliver(*batch)

    def _answered(self, caller: Caller, text: str, reply: Frame, since: float, calls: int) -> None:
        person, frame = caller.person, msgspec.json.decode(text)
        self.ledger.answered(person, text, reply, since=since, now=self.scheduler.now, calls=calls)
        is_sign = reply["type"] != "refused" and frame.get("action") in ("ping", "enter", "sit")
        if is_sign and caller.connection:
            # Who comes over HTTP stands in no register, and so keeps no seat.
            self.watch.signs.setdefault((person.participant, frame["room"]), []).append(self.scheduler.now)
        if reply["type"] == "ok" and reply.get("tally"):
            self.onlooker.tally(frame["room"], reply["tally"])

    def _pause(self) -> None:
        task = current()
        if task is not None:
            self.scheduler.pause(task.lag * 10 ** (-2.5 * task.chance.random()))

    def _is_torn(self) -> bool:
        task = current()
        return task is not None and self.faults.strikes("torn-pairs", task.chance)

    def _pages(self) -> int:
        task = current()
        if task is None or not self.faults.strikes("small-pages", task.chance):
            return 0
        return 1 + int(6 * task.chance.random())


class Log(logging.Handler):
    """Keeps what the code logs."""

    def __init__(self, logged: list[str]) -> None:
        super().__init__()
        self._logged = logged

    def emit(self, record: logging.LogRecord) -> None:
        """One more line."""
        self._logged.append(record.getMessage())
