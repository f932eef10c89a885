"""Handlers, invoked as Lambda does."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import RFC_4122, UUID

import pytest

from local.containers import Containers
from local.invocation import Killed
from local.lambdas import RUNNING, Context, Crashed, Handler, Lambdas
from local.latency import Delay, Latency
from local.runner import Runner
from tests.local.stands import a_deployment, create_table

if TYPE_CHECKING:
    from botocore.awsrequest import AWSResponse

    from local.seam import Call, Target


@asynccontextmanager
async def running(handler: Handler, **settings: Any) -> AsyncIterator[Lambdas]:
    lambdas = Lambdas({"tally": handler}, **settings)
    yield lambdas
    await lambdas.stop()


async def test_a_handler_learns_by_which_alias_it_was_called() -> None:
    async with running(lambda _, context: context.invoked_function_arn) as lambdas:
        arn = "arn:aws:lambda:eu-central-1:000000000000:function:tally"
        assert await lambdas.invoke("tally", {}) == arn
        assert await lambdas.invoke("tally", {}, alias="bundled") == f"{arn}:bundled"


async def test_a_context_has_what_aws_promises() -> None:
    seen: list[Context] = []
    async with running(lambda _, context: seen.append(context), timeout=60) as lambdas:
        await lambdas.invoke("tally", {})
    (context,) = seen
    assert (context.function_name, context.function_version) == ("tally", "$LATEST")
    assert context.memory_limit_in_mb > 0
    id_ = UUID(context.aws_request_id)
    assert (str(id_), id_.version, id_.variant) == (context.aws_request_id, 4, RFC_4122)
    assert context.log_group_name == "/aws/lambda/tally"
    assert 0 < context.get_remaining_time_in_millis() <= 60_000


async def test_what_functions_must_not_say_is_not_taken_from_the_runners_own_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    import_module("beifall.log")  # as every handler does: its filter must not reach the runner

    def broken(_request: object, _context: object) -> None:
        raise KeyError("on purpose")

    async with running(broken) as lambdas:
        with pytest.raises(Crashed):
            await lambdas.invoke("tally", {})
    assert "tally crashed" in caplog.text
    assert "on purpose" in caplog.text


async def test_what_a_handler_raises_is_logged_once_with_its_trace(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_request: object, _context: object) -> None:
        raise KeyError("on purpose")

    async with running(broken) as lambdas:
        with pytest.raises(Crashed) as crash:
            await lambdas.invoke("tally", {})
    assert isinstance(crash.value.__cause__, KeyError)
    (record,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert record.exc_info is not None


async def test_an_answer_that_json_cannot_carry_is_a_crash() -> None:
    async with running(lambda *_: {1, 2}) as lambdas:
        with pytest.raises(Crashed):
            await lambdas.invoke("tally", {})


async def test_a_handler_that_takes_too_long_is_left_behind() -> None:
    free = threading.Event()
    async with running(lambda *_: free.wait(60), timeout=0.05) as lambdas:
        with pytest.raises(Crashed) as crash:
            await lambdas.invoke("tally", {})
        free.set()
    assert isinstance(crash.value.__cause__, TimeoutError)


async def test_invocations_are_counted_by_function() -> None:
    async with running(lambda *_: None) as lambdas:
        for _ in range(3):
            await lambdas.invoke("tally", {})
    assert lambdas.invocations == {"tally": 3}


async def test_a_light_function_runs_on_the_event_loop_and_others_in_threads() -> None:
    threads: list[threading.Thread] = []
    for light in ((), ("tally",)):
        async with running(lambda *_: threads.append(threading.current_thread()), light=light) as lambdas:
            await lambdas.invoke("tally", {})
    assert [thread is threading.current_thread() for thread in threads] == [False, True]


async def test_what_a_light_function_raises_is_a_crash_as_well() -> None:
    def broken(_request: object, _context: object) -> None:
        raise KeyError("on purpose")

    async with running(broken, light=("tally",)) as lambdas:
        with pytest.raises(Crashed):
            await lambdas.invoke("tally", {})
        assert lambdas.crashes == {"tally": 1}


async def test_who_is_killed_takes_along_what_the_container_remembered_and_nobody_else_does() -> None:
    containers = Containers(Latency(cold={"tally": Delay(least=1)}), Random(1))

    raised = iter((None, KeyError("on purpose"), None, Killed("on purpose"), None, None))

    def load(_name: str) -> Handler:
        remembered: list[object] = []

        def handler(request: object, _context: object) -> int:
            remembered.append(request)
            if error := next(raised):
                raise error
            return len(remembered)

        return handler

    async with running(load("tally"), load=load, containers=containers) as lambdas:
        answers: list[object] = []
        for _ in range(6):
            with suppress(Crashed):
                answers.append(await lambdas.invoke("tally", {}))
        assert answers == [1, 3, 1, 2]
    assert containers.started == {"tally": 2}


async def test_a_function_is_imported_anew_when_its_container_has_died() -> None:
    """The real one: what it keeps beside its handler is of the dead container."""
    mine: list[object] = []

    def broken(call: Call, target: Target) -> AWSResponse | None:
        if RUNNING.get() is not None and len(mine) == 1:
            mine.append(sys.modules["functions.clap.handler"])
            raise Killed
        return target(call)

    deployment = a_deployment(prepare=lambda: create_table("claps"), awake={"clap": (None,)}, around=broken)
    async with Runner(deployment) as runner:
        mine.append(sys.modules["functions.clap.handler"])
        frame = {"requestContext": {"connectionId": "c=", "authorizer": CLAPPER}, "body": CLAP}
        with pytest.raises(Crashed):
            await runner.lambdas.invoke("clap", frame)
        assert mine[0] is mine[1] is not sys.modules["functions.clap.handler"]
        assert await runner.lambdas.invoke("clap", frame) == {"statusCode": 200}


CLAPPER = {"role": "attendee", "participant": "p", "expires": "9999999999999"}
CLAP = '{"action": "clap", "room": "plenum", "s": 1, "c": [0], "g": 7}'


@pytest.mark.parametrize("light", [(), ("tally",)])
async def test_what_is_still_on_its_way_when_all_stops_never_runs(light: tuple[str, ...]) -> None:
    ran: list[object] = []
    containers = Containers(Latency(invoke=Delay(least=20)), Random(1))
    lambdas = Lambdas({"tally": lambda *_: ran.append(None)}, containers=containers, light=light)
    late = asyncio.create_task(lambdas.invoke("tally", {}))
    await asyncio.sleep(0)
    await lambdas.stop()
    with pytest.raises(asyncio.CancelledError):
        await late
    assert (ran, lambdas.crashes) == ([], {})
