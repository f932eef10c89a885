"""Posts of handlers to `@connections`, without the way by HTTP through this machine."""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from beifall.gateway.api_gateway import ApiGateway
from beifall.gateway.exchange import Answer
from beifall.gateway.round import Outcome
from local.connections import ERRORS, reply
from local.invocation import POSTING, Invocation
from local.lambdas import wait, waited
from local.meter import CURRENT, Meter
from local.sockets import Sockets


class Posts:
    """While it is open, gateways of functions that lead to `endpoint` hand their frames over. In AWS, a function posts
    by a processor of its own; here a post and its answer would take two hundred microseconds of the one that all share.
    So how long it takes is drawn and not lived: `delay` draws one post's answer (s), `POSTING` is a function's work.
    """

    def __init__(self, endpoint: str, sockets: Sockets, meter: Meter, delay: Callable[[], float]) -> None:
        self._endpoint = endpoint.partition("://")[2]
        self._sockets = sockets
        self.meter = meter
        self._delay = delay

    def open(self) -> None:
        """From here on."""
        _open.append(self)

    def close(self) -> None:
        """No longer."""
        if self in _open:
            _open.remove(self)

    def leads(self, address: str) -> bool:
        """Whether it is a connection of this run: the address without its scheme."""
        return address.startswith(self._endpoint)

    def round(
        self, method: str, connections: Sequence[str], body: bytes, *, at_once: int, invocation: Invocation
    ) -> Sequence[Outcome]:
        """One request each: what each was answered."""
        each = POSTING / invocation.share
        lines, made, last = [0.0] * min(at_once, len(connections)), 0.0, 0.0
        began = time.monotonic() + waited()
        answers = list[Answer]()
        for connection in connections:
            made = max(made, heapq.heappop(lines)) + each
            answered = made + self._delay()
            heapq.heappush(lines, answered)
            last = max(last, answered)
            status, _ = reply(self._sockets, method, connection, body, at=began + answered)
            answers.append(Answer(status, ERRORS.get(status, ("", ""))[0], lasts=True))
        wait(last)
        invocation.work(int(len(connections) * POSTING * 1e9))
        if method == "POST":
            self.meter.posted(body, invocation, times=sum(answer.status == 200 for answer in answers))
        return answers


Guard = Callable[[str, str, Sequence[str]], Sequence[Outcome] | None]
"""Says what `@connections` answers, by method, the path before the ids, and connections; None lets them pass."""


@contextmanager
def guarded(guard: Guard) -> Iterator[None]:
    """Inside of the block no post of a function, by whichever way, gets past this."""
    _guards.append(guard)
    try:
        yield
    finally:
        _guards.remove(guard)


_open: list[Posts] = []
_guards: list[Guard] = []

_gateway: Any = ApiGateway
_long = _gateway._round  # noqa: SLF001 - what both ways of reaching connections end in


def _short(gateway: Any, method: str, connections: Sequence[str], body: bytes) -> Sequence[Outcome]:
    """By either way, the invocation waits for a round of its own, whatever becomes of its posts."""
    for guard in _guards:
        answered = guard(method, gateway._path, connections)  # noqa: SLF001
        if answered is not None:
            return answered
    invocation = CURRENT.get()
    if invocation is not None and connections:
        address, at_once = f"{gateway._host}{gateway._path}", gateway._at_once  # noqa: SLF001
        invocation.round(len(connections), at_once=at_once)
        for posts in _open:
            if posts.leads(address):
                with posts.meter.outside():
                    return posts.round(method, connections, body, at_once=at_once, invocation=invocation)
    answers: Sequence[Outcome] = _long(gateway, method, connections, body)
    return answers


_gateway._round = _short  # noqa: SLF001
