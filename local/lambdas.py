"""Lambda: the handlers, called with a context as AWS makes it."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Container, MutableMapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from random import Random
from typing import Any, cast

from local.containers import Containers
from local.invocation import Killed
from local.meter import Meter
from local.workers import Workers

Handler = Callable[[dict[str, Any], Any], Any]

log = logging.getLogger("local")

_chance = Random()  # noqa: S311 - nothing secret


class Crashed(Exception):
    """A handler raised, took too long or answered what JSON cannot carry. The cause is logged already."""

    @property
    def is_a_no(self) -> bool:
        """An authorizer refuses by raising exactly this: it is an answer and no failure."""
        return _is_a_no(self.__cause__)


def _request_id() -> str:
    # Not `uuid4`: whoever asks the kernel gives the interpreter's lock away, and waits for its turn.
    drawn = f"{_chance.getrandbits(128):032x}"
    return f"{drawn[:8]}-{drawn[8:12]}-4{drawn[13:16]}-{'89ab'[int(drawn[16], 16) % 4]}{drawn[17:20]}-{drawn[20:]}"


@dataclass(frozen=True)
class Context:
    """What a handler learns about its invocation. `deadline` is in seconds of the monotonic clock."""

    function_name: str
    invoked_function_arn: str
    deadline: float
    memory_limit_in_mb: int = 512
    function_version: str = "$LATEST"
    aws_request_id: str = field(default_factory=_request_id)
    log_stream_name: str = "local"
    identity: None = None
    client_context: None = None

    @property
    def log_group_name(self) -> str:
        """As Lambda names it."""
        return f"/aws/lambda/{self.function_name}"

    def get_remaining_time_in_millis(self) -> int:
        """Until Lambda would stop the handler."""
        return max(0, int((self.deadline - time.monotonic()) * 1000))


WAITED: ContextVar[list[float] | None] = ContextVar("waited", default=None)
"""Seconds that the invocation here would have waited for its calls until now."""


def wait(seconds: float) -> None:
    """The invocation that runs here takes so much longer; where none does, nobody waits."""
    waited = WAITED.get()
    if waited is not None:
        waited.append(seconds)


def waited() -> float:
    """Seconds that the invocation here would have waited until now."""
    return sum(WAITED.get() or ())


RUNNING: ContextVar[Context | None] = ContextVar("running", default=None)
"""The invocation that runs here; None where no handler runs, as when tables are prepared."""

_LOADING: ContextVar[str | None] = ContextVar("loading", default=None)


def function() -> str | None:
    """The function whose code runs here, or starts; None where none does."""
    running = RUNNING.get()
    return _LOADING.get() if running is None else running.function_name


def load(name: str) -> Handler:
    """The handler of `functions/<name>`, imported anew: like a new container it reads its environment now."""
    module = f"functions.{name}.handler"
    sys.modules.pop(module, None)
    token = _LOADING.set(name)
    try:
        return cast("Handler", import_module(module).handler)
    finally:
        _LOADING.reset(token)


class Lambdas:
    """Runs handlers. At most `workers` run at a time, further ones wait. `invocations` counts them by function, and
    `crashes` those that ended in Crashed, but for an authorizer's no. Without `containers`, none has to be started.
    Who is Killed takes the container along: its handler is loaded anew by `load`, where that is given.
    Handlers of `light` functions wait for nothing: they run on the event loop, one after the other. In threads, of
    which one lock lets one run at a time, the same takes this machine twice as long.
    """

    def __init__(
        self,
        handlers: MutableMapping[str, Handler],
        *,
        load: Callable[[str], Handler] | None = None,
        region: str = "eu-central-1",
        account: str = "000000000000",
        workers: int = 32,
        timeout: float = 29.0,
        containers: Containers | None = None,
        meter: Meter | None = None,
        light: Container[str] = (),
    ) -> None:
        self._handlers = handlers
        self._load = load
        self._loading = threading.Lock()
        self._arn = f"arn:aws:lambda:{region}:{account}:function"
        self._timeout = timeout
        self._workers = Workers(workers, "lambda")
        self._light = light
        self._containers = containers
        self._is_stopped = False
        self._meter = meter or Meter()
        self.invocations: Counter[str] = Counter()
        self.crashes: Counter[str] = Counter()

    def arn(self, name: str, alias: str | None = None) -> str:
        """The address of a function, or of one of its aliases."""
        return f"{self._arn}:{name}:{alias}" if alias else f"{self._arn}:{name}"

    async def invoke(
        self, name: str, request: dict[str, Any], *, alias: str | None = None, alone: bool = False
    ) -> object:
        """What the handler answers; `alone`: in a thread, also of a light one, for this once it waits.

        Raises Crashed, with what the handler raised as its cause; TimeoutError is the cause of one that took too long.
        """
        self.invocations[name] += 1
        if self._containers is None:
            return await self._invoke(name, request, alias, alone=alone)
        seat = self._containers.take(name)
        try:
            return await self._invoke(name, request, alias, after=seat.wait, alone=alone)
        except Crashed as crash:
            if isinstance(crash.__cause__, Killed):
                self._containers.lose(seat)
            raise
        finally:
            self._containers.leave(seat)

    async def _invoke(
        self, name: str, request: dict[str, Any], alias: str | None, after: float = 0.0, *, alone: bool
    ) -> object:
        waiting = _Waiting()
        begin = partial(self._begin, waiting, name, request, alias, is_light=name in self._light and not alone)
        if after:
            asyncio.get_running_loop().call_later(after, begin)
        else:
            begin()
        result, error = await waiting.outcome  # whoever is cancelled here leaves a `begin` that begins nothing
        if error is None:
            return result
        if isinstance(error, asyncio.CancelledError):
            raise error
        if not _is_a_no(error):
            self.crashes[name] += 1
        if not _is_a_no(error) and not isinstance(error, Killed):  # whoever kills counts it
            extra = {"function": name, "request": waiting.context.aws_request_id}
            log.error("%s crashed", name, exc_info=error, extra=extra)
        raise Crashed(name) from error

    def _begin(
        self, waiting: _Waiting, name: str, request: dict[str, Any], alias: str | None, *, is_light: bool
    ) -> None:
        if waiting.outcome.done():
            return
        waiting.begin(name, self.arn(name, alias), self._timeout, is_light=is_light)
        if self._is_stopped:
            waiting.done(None, asyncio.CancelledError())
            return
        run = partial(self._run, waiting, request)
        try:
            if is_light:
                waiting.done(run(), None)
            else:
                self._workers.submit(run, waiting.done)
        except (Exception, Killed) as error:  # noqa: BLE001 - whoever has called is told
            waiting.done(None, error)

    def _run(self, waiting: _Waiting, request: dict[str, Any]) -> object:
        context, token = waiting.context, WAITED.set(waiting.waited)
        name, id_ = context.function_name, context.aws_request_id
        try:
            with self._meter.invocation(name, request, since=waiting.since, id_=id_):
                return _run(self._handlers[name], request, context)
        except Killed:
            self._renew(name)
            raise
        finally:
            WAITED.reset(token)

    def _renew(self, name: str) -> None:
        """What a dead container remembered is gone. Whoever is at work with that has another one, and ends there."""
        if self._load is not None:
            with self._loading:  # one that is half imported must not be dropped for another
                self._handlers[name] = self._load(name)

    async def stop(self) -> None:
        """Waits for the running handlers and drops the waiting ones. What is invoked from here on runs no more."""
        self._is_stopped = True
        await self._workers.stop()


class _Waiting:
    """What the caller of an invocation waits for. For the event loop."""

    __slots__ = ("_deadline", "_late", "_loop", "context", "outcome", "since", "waited")

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self.outcome: asyncio.Future[tuple[object, BaseException | None]] = self._loop.create_future()
        self.waited: list[float] = []

    def begin(self, name: str, arn: str, timeout: float, *, is_light: bool) -> None:
        """The handler is about to run. Of a light one nobody can stop waiting: it holds the loop."""
        self.since = time.monotonic()
        self.context = Context(name, arn, self.since + timeout)
        self._late = TimeoutError(f"{name} took more than {timeout} s")
        # Nobody can stop a thread: it runs on and nobody listens, as Lambda's answer after the deadline is lost.
        self._deadline = None if is_light else self._loop.call_later(timeout, self._settle, None, self._late)

    def done(self, result: object, error: BaseException | None) -> None:
        """It has run."""
        if self._deadline is not None:
            self._deadline.cancel()
        if time.monotonic() + sum(self.waited) > self.context.deadline:
            result, error = None, self._late
        if self.waited:  # all at once, and here: what it has written is there by some milliseconds earlier than on AWS
            self._loop.call_later(sum(self.waited), self._settle, result, error)
        else:
            self._settle(result, error)

    def _settle(self, result: object, error: BaseException | None) -> None:
        if not self.outcome.done():
            self.outcome.set_result((result, error))


def _run(handler: Handler, request: dict[str, Any], context: Context) -> object:
    running = RUNNING.set(context)
    try:
        answer = handler(request, context)
    finally:
        RUNNING.reset(running)
    json.dumps(answer)  # Lambda sends it as JSON: what cannot travel must not work here either
    return answer


def _is_a_no(error: BaseException | None) -> bool:
    return type(error) is Exception and error.args == ("Unauthorized",)
