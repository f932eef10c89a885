"""What lies between clients and the stack: the door, sockets and HTTP, with the delays of a network."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import msgspec

from beifall.domain.people import Person
from beifall.domain.refusals import Refused
from beifall.frames import encode
from beifall.join import Join, Joined
from beifall.revocation import check
from beifall.store.memory import MemoryStore
from tests.simulation.actions import vote_on
from tests.simulation.client import Client, text_of
from tests.simulation.faults import Faults
from tests.simulation.gateway import Frame, Socket, Sockets
from tests.simulation.lambdas import Functions
from tests.simulation.ledger import Ledger
from tests.simulation.onlooker import Onlooker
from tests.simulation.scheduler import Scheduler
from tests.simulation.setting import TOKENS
from tests.simulation.verdict import Verdict

REPLIES = frozenset({"ok", "refused", "snapshot", "pong"})


class Net:
    """All that a client knows of the world; `tokens` are those that the clients hold, by name."""

    def __init__(
        self,
        *,
        scheduler: Scheduler,
        faults: Faults,
        verdict: Verdict,
        sockets: Sockets,
        functions: Functions,
        onlooker: Onlooker,
        ledger: Ledger,
        store: MemoryStore,
    ) -> None:
        self._scheduler, self._faults, self._verdict, self._sockets = scheduler, faults, verdict, sockets
        self._functions, self._onlooker, self._ledger, self._store = functions, onlooker, ledger, store
        self.tokens: dict[str, str] = {}

    @property
    def now(self) -> float:
        """In ms."""
        return self._scheduler.now

    def after(self, ms: float, act: Callable[[], object]) -> None:
        """A client's timer."""
        self._scheduler.after(ms, act)

    def strikes(self, kind: str, chance: Random) -> bool:
        """Whether something goes wrong with a client."""
        return self._faults.strikes(kind, chance)

    def join(self, client: Client) -> None:
        """By code, like everybody; staff has links."""
        if client.name in self.tokens:
            client.start()
            return
        request = Join("JC 2020", f"nonce-of-{client.name}-1234")

        def reply(joined: Joined | None) -> None:
            if client.name in self.tokens:
                return
            if joined is None:
                self._scheduler.after(2_000, lambda: self.join(client))
                return
            self.tokens[client.name] = joined.token
            client.person = Person(joined.participant, "attendee")
            self._onlooker.meet(joined.participant)
            client.start()

        self._functions.join(request, client.chance, reply)

    def connect(self, client: Client) -> None:
        """The authorizer lets in whose token is good."""
        token = self.tokens[client.name]

        def arrive() -> None:
            try:
                person = TOKENS.verify(token, int(self.now)).person
                check(person, self._store)
            except Refused:
                client.barred()
            else:
                self._sockets.connect(person, client, Random(client.chance.getrandbits(32)))

        self._scheduler.after(10 + 30 * client.chance.random(), arrive)

    def send(self, client: Client, socket: Socket, frame: Frame) -> None:
        """A frame leaves by a socket."""
        self._ledger.sent(client.person, frame, self.now, socket.id)
        text = text_of(frame)
        self._verdict.note(client.name, "→", text)
        self._sockets.send(socket, text)

    def post(self, client: Client, frame: Frame) -> None:
        """A command leaves by HTTP."""
        self._ledger.sent(client.person, frame, self.now)
        text = text_of(frame)
        self._verdict.note(client.name, "→ HTTP", text)

        def reply(answer: Frame | None, since: float) -> None:
            if answer is not None:
                body = encode(answer)
                came = msgspec.json.decode(body)
                self._onlooker.judge(client.person, body, came, since)
                self._scheduler.after(20 * client.chance.random(), lambda: client.hear(None, came))

        self._scheduler.after(
            20 * client.chance.random(), lambda: self._functions.post(client.person, text, client.chance, reply)
        )

    def hang_up(self, socket: Socket) -> None:
        """The client closes a connection."""
        self._sockets.end(socket, told=False)

    def heard(self, client: Client, frame: Frame) -> None:
        """A frame has come."""
        if self._verdict.trace is not None:
            self._verdict.note(client.name, "←", encode(frame).decode()[:300])
        if frame.get("type") in REPLIES:
            self._ledger.heard(client.person, frame)

    def closing(self, client: Client, poll: Frame) -> None:
        """Somebody sees a countdown: many vote at the very end, or try to."""
        chance = Random(client.chance.getrandbits(32))
        for _ in range(chance.randint(0, 3)):
            when = poll["closes"] - self.now - 500 * chance.random() + 20
            self._scheduler.after(max(0, when), lambda: vote_on(client, poll, chance))
