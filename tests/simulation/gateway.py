"""API Gateway's sockets: frames in, frames out, and ends that come early, late or unnoticed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Protocol

import msgspec

from beifall.domain.people import Person
from beifall.gateway.port import Posted
from tests.simulation.faults import Faults
from tests.simulation.scheduler import Scheduler, current

Frame = dict[str, Any]
TWO_HOURS = 7_200_000
IDLE = 600_000


class Holder(Protocol):
    """Who is at the other end."""

    screen: str

    def opened(self, socket: Socket) -> None: ...

    def hear(self, socket: Socket, frame: Frame) -> None: ...

    def lost(self, socket: Socket) -> None: ...


@dataclass(eq=False)
class Socket:
    """One connection."""

    id: str
    person: Person
    holder: Holder
    chance: Random
    open: bool = True
    last: float = 0
    sent: list[str] = field(default_factory=list)


class Sockets:
    """`judge` sees each frame before it leaves: connection's person, bytes, decoded frame and when that was begun which
    it tells of. `receive` is the route `$default`, `left` the route `$disconnect`.
    """

    def __init__(self, scheduler: Scheduler, faults: Faults) -> None:
        self._scheduler, self._faults = scheduler, faults
        self._open: dict[str, Socket] = {}
        self._entered = 0
        self.receive: Callable[[Socket, str], None] = lambda _socket, _text: None
        self.left: Callable[[Socket], None] = lambda _socket: None
        self.judge: Callable[[Person, bytes, Frame, float], None] = lambda *_: None
        self.ticked: Callable[[str, str, list[Any]], None] = lambda *_: None
        self.posts = 0

    def connect(self, person: Person, holder: Holder, chance: Random) -> None:
        """Opens a connection; who it is has been verified."""
        self._entered += 1
        socket = Socket(f"conn{'x' * (self._entered % 2)}{self._entered}=", person, holder, chance)
        socket.last = self._scheduler.now
        self._open[socket.id] = socket
        self._scheduler.after(5 + 40 * chance.random(), lambda: holder.opened(socket) if socket.open else None)
        self._scheduler.after(TWO_HOURS, lambda: self.end(socket))
        self._scheduler.after(IDLE, lambda: self._check_idle(socket))
        if self._faults.strikes("disconnect-early", chance):
            self._scheduler.after(60_000 * chance.random(), lambda: self.left(socket))

    def send(self, socket: Socket, text: str) -> None:
        """From the client; frames of one connection overtake each other."""
        if not socket.open:
            return
        socket.last = self._scheduler.now
        chance = socket.chance
        if self._faults.strikes("inbound-lost", chance):
            return
        late = 20_000 * chance.random() ** 2 if self._faults.strikes("inbound-late", chance) else 0
        self._scheduler.after(late + 2 + 20 * chance.random(), lambda: self.receive(socket, text))

    def reply(self, socket: Socket, frame: bytes, since: float) -> None:
        """A route response."""
        decoded = msgspec.json.decode(frame)
        self.judge(socket.person, frame, decoded, since)
        self._deliver(socket, decoded)

    def post_all(self, connections: Sequence[str], frame: bytes) -> Posted:
        """The port of the steps."""
        task = current()
        assert task is not None, "only steps post"
        self._scheduler.pause(task.lag * task.chance.random())
        decoded = msgspec.json.decode(frame)
        gone, busy, failed = list[str](), list[str](), list[tuple[str, str]]()
        judged = set[str]()
        for id_ in connections:
            self.posts += 1
            socket = self._open.get(id_)
            if task.chance.random() < 0.1:
                self._scheduler.pause(task.lag * task.chance.random())
            if socket is None or self._faults.strikes("gone", task.chance):
                gone.append(id_)
                continue
            if decoded["type"] == "applause":
                self.ticked(decoded["room"], socket.holder.screen, decoded["a"])
            who = socket.person.participant if "you" in decoded else socket.person.role + str(socket.person.rooms)
            if who not in judged:
                judged.add(who)
                self.judge(socket.person, frame, decoded, task.started)
            if self._faults.strikes("busy", task.chance):
                busy.append(id_)
            elif self._faults.strikes("gateway-500", task.chance):
                failed.append((id_, "InternalServerError"))
            elif not self._faults.strikes("frame-lost", task.chance):
                self._deliver(socket, decoded)
        return Posted(tuple(gone), tuple(busy), tuple(failed))

    def close(self, connections: Sequence[str]) -> None:
        """The port of the steps: ends connections."""
        task = current()
        assert task is not None, "only steps close"
        self._scheduler.pause(task.lag * task.chance.random())
        for id_ in connections:
            if id_ in self._open:
                self.end(self._open[id_])

    def end(self, socket: Socket, *, told: bool = True) -> None:
        """The connection is over. Its holder learns of it (or not, where a network has gone), and so does the stack."""
        if not socket.open:
            return
        socket.open = False
        del self._open[socket.id]
        chance = socket.chance
        if told:
            self._scheduler.after(5 + 30 * chance.random(), lambda: socket.holder.lost(socket))
        if self._faults.strikes("disconnect-missing", chance):
            return
        late = 600_000 * chance.random() if self._faults.strikes("disconnect-late", chance) else 0
        self._scheduler.after(late + 5 + 100 * chance.random(), lambda: self.left(socket))

    def _deliver(self, socket: Socket, frame: Frame) -> None:
        chance = socket.chance
        delay = 3 + 15 * chance.random()
        if self._faults.strikes("reordered", chance):
            delay += 2_000 * chance.random()
        if self._faults.strikes("slow-reader", chance):
            delay += 15_000 * chance.random()
        socket.last = self._scheduler.now
        self._scheduler.after(delay, lambda: socket.holder.hear(socket, frame) if socket.open else None)
        if self._faults.strikes("socket-cut", chance):
            self._scheduler.after(delay * chance.random(), lambda: self.end(socket))

    def _check_idle(self, socket: Socket) -> None:
        if not socket.open:
            return
        left = socket.last + IDLE - self._scheduler.now
        if left <= 0:
            self.end(socket)
        else:
            self._scheduler.after(left + 1, lambda: self._check_idle(socket))
