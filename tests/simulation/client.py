"""A client as protocol.md describes it: it knows the wire and nothing of the code behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any, Protocol

import msgspec

from beifall.domain.people import Person
from tests.simulation.gateway import Socket
from tests.simulation.view import Frame, View

RESEND = 8_000
PING = 240_000
"""As protocol.md has it. The pages take five minutes; in a short run more pings find more."""

PING_SEATED = 40_000


class Net(Protocol):
    """What a client has of the world."""

    @property
    def now(self) -> float: ...

    def after(self, ms: float, act: Callable[[], object]) -> None: ...

    def connect(self, client: Client) -> None: ...

    def send(self, client: Client, socket: Socket, frame: Frame) -> None: ...

    def post(self, client: Client, frame: Frame) -> None: ...

    def hang_up(self, socket: Socket) -> None: ...

    def heard(self, client: Client, frame: Frame) -> None: ...

    def closing(self, client: Client, poll: Frame) -> None: ...

    def strikes(self, kind: str, chance: Random) -> bool: ...


@dataclass
class Wish:
    """A command in the outbox."""

    frame: Frame
    tries: int = 0


@dataclass(eq=False)
class Client:
    """One page on one device. `plain` is one behind a proxy that lets no WebSocket through."""

    name: str
    person: Person
    screen: str
    chance: Random
    net: Net
    view: View
    plain: bool = False
    socket: Socket | None = None
    fresh: Socket | None = None
    outbox: dict[str, Wish] = field(default_factory=dict)
    done: list[Frame] = field(default_factory=list)
    seqs: dict[tuple[str, ...], int] = field(default_factory=dict)
    asleep: bool = False
    quiet: bool = False
    pause_until: float = 0
    claps: int = 0
    _entering: str = ""
    _where: Socket | None = None
    _told: float = 0
    _failures: int = 0
    _ids: int = 0
    _pings: int = 0
    _countdowns: set[tuple[str, int]] = field(default_factory=set)
    _connecting: bool = False

    @property
    def online(self) -> bool:
        """Whether it is in its room by a socket (or needs none)."""
        return self.view.entered and (self.plain or (self.socket is not None and self.socket.open))

    @property
    def seated(self) -> bool:
        return self.view.you.get("seat") is not None

    def start(self) -> None:
        """Comes to the event, or back to it."""
        if self.plain:
            self._enter(None)
            self._ping_later()
        elif not self._connecting:
            self._connecting = True
            self.net.connect(self)

    def move(self, room: str) -> None:
        """Goes to another room."""
        self.outbox = {id_: wish for id_, wish in self.outbox.items() if wish.frame["action"] not in ("sit", "stand")}
        self.view = View(room)
        if self.fresh is not None:
            self._enter(self.fresh)
        elif self.plain or (self.socket is not None and self.socket.open):
            self._enter(self.socket)

    def ask(self, action: str, **fields: Any) -> Frame:
        """Sends a command, and sends it again until it is answered."""
        frame = {"action": action, "room": self.view.room, "id": self.new_id(), **fields}
        self.outbox[frame["id"]] = Wish(frame)
        self._send(frame["id"])
        if self.net.strikes("storm", self.chance):
            for _ in range(3):
                self.net.after(3_000 * self.chance.random(), lambda: self._transmit(frame))
        return frame

    def clap(self, ages: list[int], grade: int) -> None:
        """Tells of claps; nobody answers."""
        self.claps += 1
        frame = {"action": "clap", "room": self.view.room, "s": self.claps, "c": ages, "g": grade}
        if self.claps % 3 == 0:
            frame["p"] = self.claps  # it says that it stands for hundreds, where nobody has asked for that
        self._transmit(frame)
        if self.net.strikes("storm", self.chance):
            self.net.after(2_000 * self.chance.random(), lambda: self._transmit(frame))

    def again(self, frame: Frame) -> None:
        """Sends an old command once more."""
        self._transmit(frame)

    def ping(self) -> None:
        """Asks whether anything was missed."""
        if self.online and not self.asleep:
            quiet = int(self.net.now - self._told)
            frame = {"action": "ping", "room": self.view.room, "id": self.new_id(), "rev": self.view.rev}
            self._transmit({**frame, "quiet": quiet})

    def next_seq(self, *of: str, known: int = 0) -> int:
        """One more than the last that this client knows of."""
        self.seqs[of] = 1 + max(self.seqs.get(of, 0), known)
        return self.seqs[of]

    def new_id(self) -> str:
        self._ids += 1
        return f"{self.name}-{self._ids}"

    def wake(self) -> None:
        """The tab is shown again: no use in waiting."""
        self.asleep = False
        if self.online:
            self.ping()
        elif not self.plain:
            self.start()

    def hand_over(self) -> None:
        """Opens a fresh connection before it closes the old one."""
        if not self.plain and self.online:
            self.start()

    def drop(self) -> None:
        """The network has gone; this side knows at once."""
        if self.socket is not None:
            self.net.hang_up(self.socket)
            self.lost(self.socket)

    # What the network says

    def opened(self, socket: Socket) -> None:
        """A connection is there."""
        self._connecting = False
        self.fresh = socket
        self._enter(socket)

    def barred(self) -> None:
        """It did not open."""
        self._connecting = False
        self._back_off()

    def lost(self, socket: Socket) -> None:
        """A connection is no more."""
        if socket is self.fresh:
            self.fresh = None
        if socket is self._where:
            self._entering, self._where = "", None
        if socket is self.socket:
            self.socket = None
            self.view.entered = False
        if self.socket is None and self.fresh is None and not self.asleep:
            self._back_off()

    def hear(self, socket: Socket | None, frame: Frame) -> None:
        """A frame."""
        if self.asleep:
            self.net.after(5_000, lambda: self.hear(socket, frame) if socket is None or socket.open else None)
            return
        self.net.heard(self, frame)
        kind = frame.get("type")
        if kind in ("snapshot", "update", "ok", "pong"):
            self._told = self.net.now
        if kind in ("snapshot", "update", "pong"):
            whole = self.view.hear(frame)
            if whole and frame["id"] == self._entering:
                self._entered(socket)
            self._know()
        if kind in ("ok", "refused") and isinstance(frame.get("id"), str):
            self._reply(socket, frame)

    # Inside

    def _enter(self, socket: Socket | None) -> None:
        self._entering, self._where = self.new_id(), socket
        frame = {"action": "enter", "room": self.view.room, "id": self._entering, "screen": self.screen}
        self._transmit(frame, socket)
        self._enter_again(frame, socket)

    def _enter_again(self, frame: Frame, socket: Socket | None) -> None:
        def check() -> None:
            if self._entering == frame["id"] and (socket is None or socket.open):
                self._transmit(frame, socket)
                self._enter_again(frame, socket)

        self.net.after(RESEND, check)

    def _entered(self, socket: Socket | None) -> None:
        self._entering, self._where = "", None
        self._failures = 0
        if not self.plain and socket is not None:
            old, self.socket, self.fresh = self.socket, socket, None
            if old is not None and old is not socket:
                self.net.hang_up(old)
            self.net.after(
                (75 + 35 * self.chance.random()) * 60_000, lambda: self.hand_over() if socket is self.socket else None
            )
            self._ping_later()
        for id_ in list(self.outbox):
            self._send(id_)

    def _ping_later(self) -> None:
        self._pings += 1
        number = self._pings

        def ping() -> None:
            if number == self._pings and (self.plain or self.socket is not None):
                self.ping()
                self._ping_later()

        wait = PING_SEATED if self.seated else PING
        self.net.after(wait * (0.8 + 0.4 * self.chance.random()), ping)

    def _know(self) -> None:
        for poll in self.view.of("polls"):
            if (
                poll["closes"]
                and poll["state"] in ("open", "closing")
                and (poll["id"], poll["closes"]) not in self._countdowns
            ):
                self._countdowns.add((poll["id"], poll["closes"]))
                self.net.closing(self, poll)
        you = self.view.you
        for poll, own in (you.get("ballots") or {}).items():
            self._learn(own["seq"], "vote", self.view.room, poll, str(own["round"]))
        for question, seq in (you.get("upvotes") or {}).items():
            self._learn(seq or 0, "upvote", self.view.room, question)
        if you.get("mood"):
            self._learn(you["mood"]["seq"], "mood", self.view.room)

    def _learn(self, seq: int, *of: str) -> None:
        self.seqs[of] = max(self.seqs.get(of, 0), seq)

    def _reply(self, socket: Socket | None, frame: Frame) -> None:
        id_ = frame["id"]
        if frame["type"] == "refused":
            code = frame["code"]
            if code == "token_expired":
                if socket is not None:
                    self.net.hang_up(socket)
                    self.lost(socket)
                return None
            if code == "not_in_room" and socket is not None and socket.open and self._where is not socket:
                self.view.entered = False
                self._enter(socket)
            if id_ == self._entering and code not in ("try_again", "too_many_requests", "event_over"):
                self._entering, self._where = "", None
                self.view = View("plenum")
                self.net.after(1_000, lambda: self._enter(socket) if socket is None or socket.open else None)
            if code in ("try_again", "too_many_requests"):
                return self._wait(id_, 1_000 * frame.get("retry_after", 1) * (1 + self.chance.random()))
        wish = self.outbox.pop(id_, None)
        if wish is None:
            return None
        self.done.append(wish.frame)
        if frame["type"] == "ok":
            self._granted(wish.frame, frame)
        return None

    def _granted(self, sent: Frame, reply: Frame) -> None:
        match sent["action"]:
            case "vote":
                place = "vote", sent["room"], sent["poll"], str(sent["round"])
                self._learn(reply["seq"], *place)
                if reply["choice"] != sent["choice"] and reply["seq"] >= sent["seq"] and "once" not in sent:
                    mine = {name: sent[name] for name in ("room", "poll", "round", "choice")}
                    self.ask("vote", **mine, seq=self.next_seq(*place), once=True)
            case "upvote":
                self._learn(reply["seq"], "upvote", sent["room"], sent["question"])
            case "mood":
                self._learn(reply["seq"], "mood", sent["room"])
            case "sit" | "stand" if sent["room"] == self.view.room:
                self.view.you["seat"] = reply["table"]
                self._ping_later()

    def _wait(self, id_: str, ms: float) -> None:
        wish = self.outbox.get(id_)
        if wish is not None:
            wish.tries += 1
            tries = wish.tries
            self.net.after(min(ms, 120_000), lambda: self._send(id_) if wish.tries == tries else None)

    def _send(self, id_: str) -> None:
        wish = self.outbox.get(id_)
        if wish is None or not self.online:
            return
        wish.tries += 1
        tries = wish.tries
        self._transmit(wish.frame)
        self.net.after(RESEND, lambda: self._send(id_) if wish.tries == tries and id_ in self.outbox else None)

    def _transmit(self, frame: Frame, socket: Socket | None = None) -> None:
        line = socket or self.socket
        if self.asleep:
            return
        if self.plain:
            self.net.post(self, frame)
        elif line is not None and line.open:
            self.net.send(self, line, frame)

    def _back_off(self) -> None:
        if self.quiet:
            return
        self._failures += 1
        wait = min(30_000, 1_000 * 2 ** min(self._failures, 10)) * self.chance.random()
        self.net.after(wait, lambda: self.start() if self.socket is None and not self.asleep else None)


def text_of(frame: Frame) -> str:
    """The frame as it travels: what the client notes for itself stays with it."""
    return msgspec.json.encode({name: value for name, value in frame.items() if name != "once"}).decode()
