"""The life of a connection, over real sockets."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import struct
import threading
from collections.abc import Mapping
from functools import partial
from urllib.parse import urlsplit

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Subprotocol

from blueprint.routes import ROUTES, Route
from local.lambdas import Handler
from local.runner import Runner
from local.socket import Ages
from tests.local import stands
from tests.local.stands import Clock, Json, Recorder, a_deployment, until


def running(*, ages: Ages = Ages(), routes: Mapping[str, Route] = ROUTES, **handlers: Handler) -> Runner:
    return Runner(a_deployment(handlers=handlers, ages=ages, routes=routes))


def a_client(runner: Runner, logger: logging.Logger | None = None) -> connect:
    offered = [Subprotocol("beifall.v1"), Subprotocol("token")]
    # Without pings of its own: what a connection lives by is then for the tests to say.
    return connect(runner.address.socket, subprotocols=offered, compression=None, logger=logger, ping_interval=None)


UPGRADE = (
    b"GET /socket HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)


async def close_code(client: ClientConnection) -> int | None:
    async with asyncio.timeout(15):
        await client.wait_closed()
    return client.close_code


async def test_a_text_goes_to_the_default_route_and_its_answer_comes_back() -> None:
    async with running() as runner, a_client(runner) as client:
        await client.send("hello")
        assert await client.recv() == "got hello"


async def test_the_subprotocol_is_echoed_only_if_the_function_selected_it() -> None:
    async with running() as runner, a_client(runner) as client:
        assert client.subprotocol == "beifall.v1"
    async with running(connection=stands.fine) as runner, a_client(runner) as client:
        assert client.subprotocol is None


async def test_no_log_names_what_was_offered_as_subprotocol(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with running(connection=stands.fine) as runner, a_client(runner, logger=logging.getLogger("nobody")):
        pass
    said = [record for record in caplog.records if not record.name.startswith(("nobody", "websockets"))]
    assert "token" not in " ".join(record.getMessage() for record in said)


async def test_the_authorizers_context_comes_with_connect_every_text_and_disconnect() -> None:
    connection, command = Recorder(stands.welcome), Recorder(stands.echo)
    async with running(connection=connection, command=command) as runner:
        async with a_client(runner) as client:
            await client.send("hello")
            await client.recv()
        await until(lambda: len(connection.requests) == 2)
    expected = {"principalId": "somebody", "role": "attendee", "level": "3", "staff": "false"}
    for request in (*connection.requests, *command.requests):
        context = request["requestContext"]["authorizer"]
        assert isinstance(context.pop("integrationLatency"), int)
        assert context == expected


async def test_connection_ids_look_like_those_of_aws_and_stay_the_same() -> None:
    connection, command = Recorder(stands.welcome), Recorder(stands.echo)
    async with running(connection=connection, command=command) as runner, a_client(runner) as client:
        await client.send("hello")
        await client.recv()
    ids = {request["requestContext"]["connectionId"] for request in (*connection.requests, *command.requests)}
    (one,) = ids
    assert (len(one), one[-1]) == (16, "=")


def unauthorized(_request: Json, _context: object) -> Json:
    raise Exception("Unauthorized")


def denied(request: Json, _context: object) -> Json:
    return stands.policy("Deny", request["methodArn"])


def broken(_request: Json, _context: object) -> Json:
    raise RuntimeError("broken on purpose")


def unwilling(_request: Json, _context: object) -> Json:
    return {"statusCode": 409}


@pytest.mark.parametrize(
    ("handlers", "status"),
    [
        ({"authorize": unauthorized}, 401),
        ({"authorize": denied}, 403),
        ({"authorize": broken}, 500),
        ({"authorize": stands.fine}, 500),
        ({"connection": unwilling}, 409),
        ({"connection": broken}, 502),
        ({"connection": lambda *_: None}, 502),
    ],
)
async def test_who_is_refused_never_gets_a_socket(handlers: dict[str, Handler], status: int) -> None:
    async with Runner(a_deployment(handlers=handlers)) as runner:
        with pytest.raises(InvalidStatus) as refused:
            await a_client(runner)
        assert refused.value.response.status_code == status
        assert len(runner.sockets) == 0


async def test_an_authorizers_no_is_no_failure_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async with running(authorize=unauthorized) as runner:
        with pytest.raises(InvalidStatus):
            await a_client(runner)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_a_plain_request_is_told_to_upgrade() -> None:
    async with running() as runner:
        reader, writer = await asyncio.open_connection(*runner.address.site.removeprefix("http://").split(":"))
        writer.write(b"GET /socket HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert (await reader.readline()).startswith(b"HTTP/1.1 426")
        writer.close()
        await writer.wait_closed()


async def test_an_exact_route_wins_and_without_a_route_response_nothing_comes_back() -> None:
    clap = Recorder(stands.echo)
    async with running(clap=clap, routes={**ROUTES, "clap": Route("clap")}) as runner, a_client(runner) as client:
        await client.send('{"action": "clap"}')
        await client.send("hello")
        assert await client.recv() == "got hello"
        await until(lambda: clap.requests)
    assert clap.requests[0]["requestContext"]["routeKey"] == "clap"


async def test_a_handler_that_raises_is_said_as_api_gateway_says_it() -> None:
    async with running(command=broken) as runner, a_client(runner) as client:
        await client.send("hello")
        said = json.loads(await client.recv())
    assert said.keys() == {"message", "connectionId", "requestId"}
    assert said["message"] == "Internal server error"


async def test_an_answer_that_is_no_answer_is_an_internal_error_too() -> None:
    async with running(command=lambda *_: {"body": "x"}) as runner, a_client(runner) as client:
        await client.send("hello")
        assert json.loads(await client.recv())["message"] == "Internal server error"


async def test_an_answer_above_128_kb_is_an_internal_error_and_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    def command(request: Json, _context: object) -> Json:
        return {"statusCode": 200, "body": "x" * int(request["body"])}

    async with running(command=command) as runner, a_client(runner) as client:
        await client.send("131072")
        assert len(await client.recv()) == 131072
        await client.send("131073")
        assert json.loads(await client.recv())["message"] == "Internal server error"
    (said,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert "131073 bytes" in said.getMessage()


async def test_texts_of_one_connection_are_handled_at_the_same_time() -> None:
    together = threading.Barrier(2, timeout=15)

    def meet(_request: Json, _context: object) -> Json:
        together.wait()
        return {"statusCode": 200, "body": "met"}

    async with running(command=meet) as runner, a_client(runner) as client:
        await client.send("one")
        await client.send("two")
        assert [await client.recv(), await client.recv()] == ["met", "met"]


async def test_who_sends_without_end_leaves_workers_for_the_others() -> None:
    released = threading.Event()
    held: list[Json] = []

    def command(request: Json, context: object) -> Json:
        if request["body"] == "hold":
            held.append(request)
            released.wait(60)
        return stands.echo(request, context)

    async with running(command=command) as runner, a_client(runner) as greedy, a_client(runner) as modest:
        for _ in range(20):
            await greedy.send("hold")
        await until(lambda: len(held) == 4)
        await modest.send("hello")
        assert await modest.recv() == "got hello"
        assert len(held) == 4
        released.set()
        assert [await greedy.recv() for _ in range(20)] == ["got hold"] * 20


async def test_a_binary_frame_closes_with_1003() -> None:
    connection = Recorder(stands.welcome)
    async with running(connection=connection) as runner:
        async with a_client(runner) as client:
            await client.send(b"bytes")
            assert await close_code(client) == 1003
        await until(lambda: len(connection.requests) == 2)
    assert connection.requests[1]["requestContext"]["disconnectStatusCode"] == 1003


def measured(request: Json, _context: object) -> Json:
    return {"statusCode": 200, "body": str(len(request["body"]))}


async def test_a_frame_of_32_kb_is_taken() -> None:
    async with running(command=measured) as runner, a_client(runner) as client:
        await client.send("a" * 32768)
        assert await client.recv() == "32768"


async def test_a_frame_above_32_kb_closes_with_1009() -> None:
    async with running() as runner, a_client(runner) as client:
        await client.send("a" * 32769)
        assert await close_code(client) == 1009


async def test_a_text_of_128_kb_in_small_frames_is_taken() -> None:
    async with running(command=measured) as runner, a_client(runner) as client:
        await client.send(["a" * 32768] * 4)
        assert await client.recv() == "131072"


async def test_a_text_above_128_kb_closes_with_1009_however_small_its_frames() -> None:
    async with running() as runner, a_client(runner) as client:
        await client.send([*["a" * 32768] * 4, "a"])
        assert await close_code(client) == 1009


async def test_a_text_that_is_no_utf_8_closes_with_1007() -> None:
    async with running() as runner, a_client(runner) as client:
        await client.send(b"\xff", text=True)
        assert await close_code(client) == 1007


@pytest.mark.parametrize(
    ("code", "reason", "told"),
    [
        (1000, "", (1000, "")),
        (4000, "bye", (4000, "bye")),
    ],
)
async def test_disconnect_is_told_how_the_client_closed(code: int, reason: str, told: tuple[int, str]) -> None:
    connection = Recorder(stands.welcome)
    async with running(connection=connection) as runner:
        async with a_client(runner) as client:
            await client.close(code, reason)
        await until(lambda: len(connection.requests) == 2)
    context = connection.requests[1]["requestContext"]
    assert context["eventType"] == "DISCONNECT"
    assert (context["disconnectStatusCode"], context["disconnectReason"]) == told


async def test_a_client_that_vanishes_is_disconnected_with_1006() -> None:
    connection = Recorder(stands.welcome)
    async with running(connection=connection) as runner:
        client = await a_client(runner)
        client.transport.abort()
        await until(lambda: len(connection.requests) == 2)
        assert len(runner.sockets) == 0
    assert connection.requests[1]["requestContext"]["disconnectStatusCode"] == 1006


async def test_who_vanishes_just_as_they_are_let_in_is_disconnected_and_nothing_breaks(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The reset is read after the function has answered, and before anybody has heard it: nine times out of ten."""
    vanishing: list[socket.socket] = []

    def vanish(request: Json, context: object) -> Json:
        if request["requestContext"]["eventType"] == "CONNECT":
            vanishing.pop().close()
        return stands.welcome(request, context)

    connection = Recorder(vanish)
    async with running(connection=connection) as runner:
        for number in range(1, 11):
            client = socket.create_connection(("127.0.0.1", urlsplit(runner.address.socket).port or 0))
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            vanishing.append(client)
            client.sendall(UPGRADE)
            await until(partial(connection.has_got, 2 * number))
        assert len(runner.sockets) == 0
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_a_silent_connection_is_closed_with_1001() -> None:
    async with running(ages=Ages(idle=0.1)) as runner, a_client(runner) as client:
        assert await close_code(client) == 1001


async def test_a_ping_keeps_a_connection_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    async with running() as runner, a_client(runner) as client:
        for _ in range(6):
            clock.forward(500)
            await (await client.ping())
        await client.send("still here")
        assert await client.recv() == "got still here"
        clock.forward(600)
        assert await close_code(client) == 1001


async def test_no_connection_lives_longer_than_its_life(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    async with running() as runner, a_client(runner) as client:
        for _ in range(14):
            clock.forward(500)
            await client.send("alive")
            assert await client.recv() == "got alive"
        clock.forward(200)
        assert await close_code(client) == 1001


async def test_stopping_closes_every_connection_with_1001_and_calls_disconnect() -> None:
    connection = Recorder(stands.welcome)
    async with running(connection=connection) as runner:
        clients = [await a_client(runner) for _ in range(5)]
    assert [await close_code(client) for client in clients] == [1001] * 5
    assert len(connection.requests) == 10


async def test_who_asks_without_reading_is_not_answered_without_end() -> None:
    asked = Recorder(lambda *_: {"statusCode": 200, "body": "x" * 131072})
    async with running(command=asked) as runner:
        client = await a_client(runner)
        client.transport.pause_reading()
        for number in range(200):
            await client.send("more")
            await until(partial(asked.has_got, number + 1))
        (one,) = runner.sockets._open.values()
        assert one.is_full
        assert one._transport.get_write_buffer_size() < 2 * runner.sockets.buffer
        client.transport.abort()
