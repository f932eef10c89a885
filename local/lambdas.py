"""Lambda: the handlers, called in threads with a context as AWS makes it."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, cast
from uuid import uuid4

from local.containers import Containers
from local.cores import Cores
from local.meter import Meter

Handler = Callable[[dict[str, Any], Any], Any]

log = logging.getLogger("local")


class Killed(KeyboardInterrupt):
    """The container dies in the middle of its work. Nothing of the handler's own code may catch it or log it: that is
    why it is one of those that nobody catches.
    """


class Crashed(Exception):
    """A handler raised, took too long or answered what JSON cannot carry. The cause is logged already."""

    @property
    def is_a_no(self) -> bool:
        """An authorizer refuses by raising exactly this: it is an answer and no failure."""
        return _is_a_no(self.__cause__)


@dataclass(frozen=True)
class Context:
    """What a handler learns about its invocation. `deadline` is in seconds of the monotonic clock."""

    function_name: str
    invoked_function_arn: str
    deadline: float
    memory_limit_in_mb: int = 512
    function_version: str = "$LATEST"
    aws_request_id: str = field(default_factory=lambda: str(uuid4()))
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
"""Seconds that this thread's invocation would have waited for its calls until now."""


def wait(seconds: float) -> None:
    """The invocation that this thread is at takes so much longer; where none is, nobody waits."""
    waited = WAITED.get()
    if waited is not None:
        waited.append(seconds)


RUNNING: ContextVar[Context | None] = ContextVar("running", default=None)
"""The invocation that this thread is at; None where no handler runs, as when tables are prepared."""


def load(name: str) -> Handler:
    """The handler of `functions/<name>`, imported anew: like a new container it reads its environment now."""
    module = f"functions.{name}.handler"
    sys.modules.pop(module, None)
    return cast("Handler", import_module(module).handler)


class Lambdas:
    """Runs handlers. At most `workers` run at a time, further ones wait. `invocations` counts them by function, and
    `crashes` those that ended in Crashed, but for an authorizer's no. Without `containers`, none has to be started.
    """

    def __init__(
        self,
        handlers: Mapping[str, Handler],
        *,
        region: str = "eu-central-1",
        account: str = "000000000000",
        workers: int = 32,
        timeout: float = 29.0,
        containers: Containers | None = None,
        meter: Meter | None = None,
        cores: Cores | None = None,
    ) -> None:
        self._handlers = handlers
        self._arn = f"arn:aws:lambda:{region}:{account}:function"
        self._timeout = timeout
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="lambda")
        self._containers = containers
        self._meter = meter or Meter()
        self._cores = cores or Cores(workers)
        self.invocations: Counter[str] = Counter()
        self.crashes: Counter[str] = Counter()

    def arn(self, name: str, alias: str | None = None) -> str:
        """The address of a function, or of one of its aliases."""
        return f"{self._arn}:{name}:{alias}" if alias else f"{self._arn}:{name}"

    async def invoke(self, name: str, request: dict[str, Any], *, alias: str | None = None) -> object:
        """What the handler answers.

        Raises Crashed, with what the handler raised as its cause; TimeoutError is the cause of one that took too long.
        """
        self.invocations[name] += 1
        if self._containers is None:
            return await self._invoke(name, request, alias)
        async with self._containers.one(name):
            return await self._invoke(name, request, alias)

    async def _invoke(self, name: str, request: dict[str, Any], alias: str | None) -> object:
        since, waited = time.monotonic(), list[float]()
        context = Context(name, self.arn(name, alias), since + self._timeout)
        running = self._threads.submit(self._run, name, request, context, since, waited)
        done = asyncio.wrap_future(running)
        await asyncio.wait({done}, timeout=self._timeout)
        error: BaseException | None = TimeoutError(f"{name} took more than {self._timeout} s")
        if done.done():
            error = done.exception()
            if waited:  # all at once, and here: what it has written is there by some milliseconds earlier than on AWS
                await asyncio.sleep(sum(waited))
            if error is None:
                return done.result()
        else:
            # Nobody can stop a thread: it runs on and nobody listens, as Lambda's answer after the deadline is lost.
            done.add_done_callback(_ignore)
        if not _is_a_no(error):
            self.crashes[name] += 1
        if not _is_a_no(error) and not isinstance(error, Killed):  # whoever kills counts it
            log.error("%s crashed", name, exc_info=error, extra={"function": name, "request": context.aws_request_id})
        raise Crashed(name) from error

    def _run(self, name: str, request: dict[str, Any], context: Context, since: float, waited: list[float]) -> object:
        WAITED.set(waited)
        with self._cores, self._meter.invocation(name, request, since=since, id_=context.aws_request_id):
            return _run(self._handlers[name], request, context)

    async def stop(self) -> None:
        """Waits for the running handlers and drops the waiting ones."""
        with ThreadPoolExecutor(1) as waiter:
            await asyncio.wrap_future(waiter.submit(self._threads.shutdown, wait=True, cancel_futures=True))


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


def _ignore(future: asyncio.Future[Any]) -> None:
    if not future.cancelled():
        future.exception()
