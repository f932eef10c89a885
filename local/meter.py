"""Counts every operation that AWS would bill, and what caused it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from bill.site import KEPT
from bill.usage import UNATTRIBUTED, Usage
from local import causes, charges
from local.capacity import Capacity
from local.charges import Charge
from local.invocation import Invocation, Killed, Starts, Watch
from local.spared import spared

if TYPE_CHECKING:
    from botocore.awsrequest import AWSResponse

    from local.seam import Call, Target

POLLERS = 5
"""Lambda reads a queue with so many long polls at a time; it may come down to 2 when there is little to do (AWS Lambda
Developer Guide, services-sqs-scaling).
"""

POLL = 20.0
"""Seconds that a long poll waits at most (Amazon SQS Developer Guide). That Lambda's wait as long is assumed."""

TAKEN = 2
"""Requests for each batch of letters that a function gets: it is received, and deleted afterwards."""

BEFORE = "before"
"""The phase until another one is begun."""

CURRENT: ContextVar[Invocation | None] = ContextVar("invocation", default=None)


class Meter:
    """Thread-safe. `clock` is in seconds; `watch` tells what a thread has computed.

    A handler's calls belong to its invocation, and its invocation to what caused it. How long Lambda would bill it does
    not depend on how busy this machine is: see `Invocation`.

    What is asked outside of any invocation is not billed: the runner's own reading of streams (free, too, where Lambda
    reads) and the rows that a deployment begins with. Lambda's own lines in the log are taken as switched off
    (`SystemLogLevel` WARN).
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, watch: Watch | None = None) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._watch = watch or Watch()
        self._starts = Starts()
        self._capacity = Capacity()
        self._phases: dict[str, dict[tuple[str, str], float]] = {}
        self._amounts: dict[tuple[str, str], float] = {}
        self._running: dict[str, Invocation] = {}
        self._kept: dict[str, float] = {}
        self._open = 0
        self._looked = clock()
        self.phase(BEFORE)

    def phase(self, name: str) -> None:
        """From here on, what is counted belongs to this phase; a name that comes again goes on."""
        with self._lock:
            self._look()
            self._amounts = self._phases.setdefault(name, {})

    @property
    def phases(self) -> tuple[str, ...]:
        """Those that were begun, in their order."""
        return tuple(self._phases)

    def usage(self, phase: str | None = None) -> Usage:
        """What was used until now, in one phase or in all of them. KeyError for a phase that never began."""
        with self._lock:
            self._look()
            of = self._phases.values() if phase is None else (self._phases[phase],)
            return Usage([pair for amounts in of for pair in amounts.items()])

    @contextmanager
    def invocation(self, function: str, request: Mapping[str, Any], *, since: float, id_: str = "") -> Iterator[None]:
        """A handler runs here; it was called at `since` (s). Billed even if it fails; whoever is Killed takes the
        container along. `id_` is what it says of itself when it posts over HTTP.
        """
        invocation = Invocation(function, causes.of_request(request), since)
        invocation.use("lambda_request", 1)
        if any(record.get("eventSource") == "aws:sqs" for record in request.get("Records", ())[:1]):
            invocation.use("sqs_request", TAKEN)
        token = CURRENT.set(invocation)
        self._running[id_] = invocation
        self._watch.lap()
        dies = False
        try:
            yield
        except Killed:
            dies = True
            raise
        finally:
            invocation.work(self._watch.lap())
            CURRENT.reset(token)
            self._running.pop(id_, None)
            with self._lock:
                invocation.use("lambda_gb_second", self._starts.seconds(invocation, dies=dies) * invocation.gb)
                for cause, item, amount in invocation.by_cause():
                    self._add(cause, [(item, amount)])

    def around(self, call: Call, target: Target) -> AWSResponse | None:
        """Stands around all that may happen to a call, for even one that fails was waited for. What is computed there
        is not the handler's time, but what botocore would compute on AWS is.
        """
        invocation = CURRENT.get()
        if invocation is None:
            return target(call)
        invocation.work(self._watch.lap())
        invocation.wait(call.service)
        try:
            answered = target(call)
            invocation.work(spared(call, answered))
        finally:
            self._watch.lap()
        return answered

    def target(self, target: Target) -> Target:
        """The same target, with what it is asked for counted."""

        def metered(call: Call) -> AWSResponse | None:
            invocation = CURRENT.get()
            answered = target(call)
            for item, amount in charges.call(call, answered, self._capacity):
                if invocation is not None:
                    invocation.use(item, amount)
                elif call.service != "dynamodb":
                    self._count(UNATTRIBUTED, ((item, amount),))
            return answered

        return metered

    @contextmanager
    def outside(self) -> Iterator[None]:
        """What is computed here is not the handler's time."""
        invocation = CURRENT.get()
        if invocation is not None:
            invocation.work(self._watch.lap())
        try:
            yield
        finally:
            self._watch.lap()

    def slept(self, seconds: float) -> None:
        """The handler that runs here has waited for nothing but the time."""
        invocation = CURRENT.get()
        if invocation is not None:
            invocation.sleep(seconds)

    def knocked(self) -> None:
        """Somebody wants a connection, or one has ended: an event of the socket."""
        self._count("joining", charges.access())

    def opened(self) -> None:
        """A connection was accepted."""
        with self._lock:
            self._look()
            self._open += 1

    def closed(self) -> None:
        """It has ended."""
        with self._lock:
            self._look()
            self._open -= 1

    def heard(self, frame: str) -> str:
        """A frame came in; what caused it, for the reply."""
        cause = causes.of_frame(frame)
        self._count(cause, charges.message(len(frame.encode()), is_out=False))
        self._count(cause, charges.access())
        return cause

    def said(self, cause: str, size: int) -> None:
        """So many bytes went out as a frame's answer."""
        self._count(cause, charges.message(size, is_out=True))

    def came(self, frame: bytes, id_: str = "") -> None:
        """A frame was posted over HTTP, by this invocation. If that is not known, it tells itself what caused it."""
        invocation = self._running.get(id_)
        if invocation is not None:
            self.posted(frame, invocation)
            return
        for cause, share in causes.of_push(frame).items():
            self._count(cause, ((item, amount * share) for item, amount in charges.message(len(frame), is_out=True)))

    def posted(self, frame: bytes, invocation: Invocation, *, times: int = 1) -> None:
        """An invocation's frame has come to so many connections."""
        charged = list(charges.message(len(frame), is_out=True))
        for cause, share in causes.of_post(frame, invocation.causes).items():
            for item, amount in charged:
                invocation.use(item, times * amount * share, cause)

    def gave_up(self, records: Sequence[Mapping[str, Any]]) -> None:
        """Where these records are was sent to the on-failure destination."""
        for cause, share in causes.of_request({"Records": records}).items():
            self._count(cause, [("sqs_request", share)])

    def visited(self, cause: str, *, came: int, went: int, head: int) -> None:
        """A request of the HTTP API: bytes of both bodies, and of the answer's head."""
        self._count(cause, charges.visit(came, went, head))
        self._count(cause, charges.access())

    def fetched(self, path: str, size: int) -> None:
        """The site has answered a request for this file with so many bytes. All come by one edge."""
        with self._lock:
            now = self._clock()
            is_kept = now - self._kept.get(path, -KEPT) < KEPT
            if not is_kept:
                self._kept[path] = now
            self._add("joining", charges.page(size, is_kept=is_kept))

    def logged(self, size: int) -> None:
        """A line of so many bytes was logged by a handler."""
        invocation = CURRENT.get()
        if invocation is not None:
            for item, amount in charges.line(size):
                invocation.use(item, amount)

    def _count(self, cause: str, charged: Iterable[Charge]) -> None:
        with self._lock:
            self._add(cause, charged)

    def _add(self, cause: str, charged: Iterable[Charge]) -> None:
        for item, amount in charged:
            key = item, cause
            self._amounts[key] = self._amounts.get(key, 0.0) + amount

    def _look(self) -> None:
        """What time alone costs, up to now."""
        now = self._clock()
        passed, self._looked = now - self._looked, now
        self._add("presence", [("websocket_minute", passed / 60 * self._open)])
        self._add("upkeep", [("sqs_request", passed / POLL * POLLERS)])
