"""Delays as in AWS: how they are drawn, whom they hold up, and whom they do not."""

from __future__ import annotations

import asyncio
import time
from random import Random
from typing import Any

import boto3
import pytest
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from local.chaos import Chaos
from local.conditions import Conditions
from local.containers import BUSY, Containers
from local.lambdas import Handler, Lambdas, wait
from local.latency import AWS, LATENCIES, NONE, Delay, Latency, delayed
from local.runner import Runner
from local.way import Way
from tests.local.stands import (
    Clock,
    Json,
    Recorder,
    a_deployment,
    create_table,
    echo,
    fine,
    nothing_failed,
    put,
    until,
    welcome,
    with_stream,
)
from tests.local.test_connections import a_poster

HOUR = Delay(least=3_600_000)
"""Whoever had to wait for this would never end."""


def drawn(delay: Delay, number: int, seed: int = 1) -> list[float]:
    chance = Random(seed)
    return [1_000 * delay.draw(chance) for _ in range(number)]


@pytest.mark.parametrize("delay", [AWS.network, AWS.invoke, AWS.store, AWS.post, AWS.stream, AWS.cold["command"]])
def test_half_of_the_delays_are_below_the_median_and_one_in_a_hundred_is_late(delay: Delay) -> None:
    ten_thousand = drawn(delay, 10_000)
    assert min(ten_thousand) >= delay.least
    assert sum(one < delay.median for one in ten_thousand) == pytest.approx(5_000, abs=150)
    assert sum(one > delay.late for one in ten_thousand) == pytest.approx(100, abs=30)
    assert 1_000 * delay.mean == pytest.approx(sum(ten_thousand) / 10_000, rel=0.02)


def test_the_same_seed_draws_the_same_delays() -> None:
    assert drawn(AWS.network, 20) == drawn(AWS.network, 20)
    assert drawn(AWS.network, 20) != drawn(AWS.network, 20, seed=2)


def test_what_takes_no_time_takes_none() -> None:
    assert set(drawn(Delay(), 5)) == {0}
    assert set(drawn(Delay(least=3), 5)) == {3}


def test_a_container_of_each_function_has_to_start() -> None:
    assert LATENCIES == {"none": NONE, "aws": AWS}
    assert AWS.cold.keys() == a_deployment().functions | {"tally", "applause", "broadcast"}


def test_without_latency_and_chaos_nothing_is_put_in_anybodys_way() -> None:
    calm = Conditions(NONE, Chaos(), seed=1)
    assert {calm.travel, calm.opening, calm.stream, calm.letter, calm.mishaps, calm.containers()} == {None}
    assert calm.at_once(4) == 4
    slow = Conditions(AWS, Chaos(), seed=1)
    assert slow.at_once(4) == 16


async def test_what_is_sent_arrives_in_its_order_however_long_each_takes() -> None:
    arrived: list[int] = []
    times = iter([0.03, 0.0, 0.02, 0.0, 0.0])
    way = Way(lambda: next(times))
    for number in range(5):
        way.send(lambda number=number: arrived.append(number))  # type: ignore[misc]
    assert arrived == []
    await way.clear()
    assert arrived == [0, 1, 2, 3, 4]


async def test_as_many_containers_start_as_are_at_work_at_the_same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    Clock(monkeypatch, stands_still=True)  # whoever takes longer than `BUSY` is not counted
    containers = Containers(Latency(cold={"tally": Delay(least=1)}), Random(1))

    async def work() -> None:
        seat = containers.take("tally")
        await asyncio.sleep(0)
        containers.leave(seat)

    for at_once, started in ((1, 1), (1, 1), (3, 3), (2, 3), (4, 4)):
        await asyncio.gather(*(work() for _ in range(at_once)))
        assert containers.started == {"tally": started}


async def test_a_container_that_died_is_started_again_when_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    Clock(monkeypatch, stands_still=True)
    containers = Containers(Latency(cold={"tally": Delay(least=1)}), Random(1))
    first, second = containers.take("tally"), containers.take("tally")
    containers.lose(first)
    containers.leave(first)
    containers.leave(second)
    assert containers.take("tally").wait == 0
    assert containers.started == {"tally": 2}
    assert containers.take("tally").wait > 0
    assert containers.started == {"tally": 3}


async def test_who_waits_for_this_machine_needs_no_container_of_lambdas_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock(monkeypatch, stands_still=True)
    containers = Containers(Latency(cold={"tally": Delay(least=1)}), Random(1))
    first, _ = containers.take("tally"), containers.take("tally")
    clock.forward(BUSY + 0.01)
    containers.take("tally")
    assert containers.started == {"tally": 2}
    containers.leave(first)  # it was not counted any more, and is not taken off twice
    containers.take("tally")
    containers.take("tally")
    assert containers.started == {"tally": 3}


async def test_only_the_first_call_of_a_container_waits_for_its_start() -> None:
    containers = Containers(Latency(cold={"tally": Delay(least=20)}), Random(1))
    lambdas = Lambdas({"tally": fine, "clap": fine}, containers=containers)
    began = time.monotonic()
    await lambdas.invoke("tally", {})
    assert time.monotonic() - began >= 0.02
    containers._latency = Latency(cold={"tally": HOUR})
    await lambdas.invoke("tally", {})
    await lambdas.invoke("clap", {})
    await lambdas.stop()


async def test_each_call_of_a_service_takes_its_time() -> None:
    waited: list[float] = []
    latency = Latency(store=Delay(least=1), send=Delay(least=3))
    slow = delayed(latency, Random(1), waited.append)

    def command(_request: Json, _context: object) -> Json:
        put("a", "1")
        boto3.client("sqs").send_message(QueueUrl=runner.address.queue, MessageBody="{}")
        return {"statusCode": 200, "body": boto3.client("secretsmanager").get_secret_value(SecretId="key")["Name"]}

    deployment = a_deployment(
        handlers={"command": command}, prepare=create_table, secrets={"key": "sesame"}, around=slow
    )
    async with Runner(deployment) as runner:
        waited.clear()
        await runner.lambdas.invoke("command", {})
    assert waited == [0.001, 0.003]


async def test_an_invocation_takes_as_long_as_all_its_calls_and_no_thread_sleeps_for_it() -> None:
    def command(_request: Json, _context: object) -> Json:
        wait(0.01)
        wait(0.02)
        return {}

    lambdas = Lambdas({"command": command})
    began = time.monotonic()
    await lambdas.invoke("command", {})
    assert time.monotonic() - began >= 0.03
    await lambdas.stop()


async def test_preparing_does_not_wait() -> None:
    def prepare() -> None:
        create_table()
        put("a", "1")

    async with Runner(a_deployment(prepare=prepare, latency=Latency(store=HOUR))):
        pass


def a_client(runner: Runner) -> connect:
    return connect(runner.address.socket, subprotocols=[Subprotocol("beifall.v1")])


def socket_of(connection: Recorder) -> str:
    return str(connection.requests[0]["requestContext"]["connectionId"])


async def test_frames_cross_the_network_in_their_order() -> None:
    connection = Recorder(welcome)
    latency = Latency(network=Delay(least=1, median=5, late=30))
    async with (
        Runner(a_deployment(handlers={"connection": connection}, latency=latency)) as runner,
        a_client(runner) as client,
    ):
        for number in range(300):
            assert runner.sockets.post(socket_of(connection), str(number).encode()) == 200
        assert [int(await client.recv()) for _ in range(300)] == list(range(300))


async def test_who_posts_waits_for_the_gateways_answer() -> None:
    connection = Recorder(welcome)
    deployment = a_deployment(handlers={"connection": connection}, latency=Latency(post=Delay(least=50)))
    async with Runner(deployment) as runner, a_client(runner) as client:
        poster = a_poster(runner.address.endpoint)
        began = time.monotonic()
        await asyncio.to_thread(poster.post_to_connection, ConnectionId=socket_of(connection), Data=b"hello")
        assert time.monotonic() - began >= 0.05
        assert await client.recv() == "hello"


async def test_a_text_is_answered_after_twice_the_network_and_the_socket_is_open_after_three_round_trips() -> None:
    latency = Latency(network=Delay(least=10), handshakes=3)
    async with Runner(a_deployment(latency=latency)) as runner:
        began = time.monotonic()
        async with a_client(runner) as client:
            opened = time.monotonic()
            assert opened - began >= 0.06
            await client.send("hello")
            assert await client.recv() == "got hello"
            assert time.monotonic() - opened >= 0.02


async def test_nobody_waits_for_somebody_elses_network() -> None:
    connection = Recorder(welcome)
    deployment = a_deployment(handlers={"connection": connection}, latency=Latency(network=Delay(least=1)))
    async with Runner(deployment) as runner, a_client(runner) as far, a_client(runner) as near:
        far_id, near_id = [request["requestContext"]["connectionId"] for request in connection.requests]
        way = runner.sockets._open[far_id]._way
        assert way is not None
        way._travel = lambda: 3_600
        assert runner.sockets.post(far_id, b"in an hour") == 200
        assert runner.sockets.post(near_id, b"now") == 200
        assert await near.recv() == "now"
        far.transport.abort()


async def test_an_ended_connection_is_told_of_after_all_that_was_sent_before() -> None:
    began: dict[str, int] = {}

    def connection(request: Json, context: Any) -> Json:
        began[request["requestContext"]["eventType"]] = request["requestContext"]["requestTimeEpoch"]
        return welcome(request, context)

    def command(request: Json, context: Any) -> Json:
        began[request["body"]] = request["requestContext"]["requestTimeEpoch"]
        return echo(request, context)

    handlers: dict[str, Handler] = {"connection": connection, "command": command}
    async with Runner(a_deployment(handlers=handlers, latency=Latency(network=Delay(least=20)))) as runner:
        async with a_client(runner) as client:
            await client.send("goodbye")
        await until(lambda: len(began) == 3)
    # Both run then, in threads that may overtake each other, as functions may.
    assert began["CONNECT"] < began["goodbye"] <= began["DISCONNECT"]


async def test_the_http_api_is_at_the_other_end_of_the_network_too() -> None:
    async with Runner(a_deployment(latency=Latency(network=Delay(least=20)))) as runner:
        began = time.monotonic()
        host, port = runner.address.site.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"GET /api/event HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert (await reader.readline()).startswith(b"HTTP/1.1 200")
        assert time.monotonic() - began >= 0.04
        writer.close()
        await writer.wait_closed()


async def test_a_record_can_be_read_some_time_after_it_was_written() -> None:
    tally = Recorder(nothing_failed)
    deployment = with_stream(tally)
    deployment = type(deployment)(**{**vars(deployment), "latency": Latency(stream=Delay(least=100))})
    async with Runner(deployment):
        began = time.monotonic()
        await asyncio.to_thread(put, "a", "1")
        await until(lambda: tally.requests)
        assert time.monotonic() - began >= 0.1


async def test_a_letter_is_under_way_for_longer_than_its_delay() -> None:
    housekeeping = Recorder(nothing_failed)
    deployment = a_deployment(handlers={"housekeeping": housekeeping}, latency=Latency(letter=Delay(least=50)))
    async with Runner(deployment) as runner:
        began = time.monotonic()
        queue = runner.address.queue
        await asyncio.to_thread(lambda: boto3.client("sqs").send_message(QueueUrl=queue, MessageBody="{}"))
        await until(lambda: housekeeping.requests)
        assert time.monotonic() - began >= 0.05


async def test_with_everything_as_slow_as_in_aws_a_run_ends_cleanly() -> None:
    async with Runner(a_deployment(latency=AWS)) as runner, a_client(runner) as client:
        await client.send("hello")
        assert await client.recv() == "got hello"
        assert runner.lambdas._containers is not None
        assert runner.lambdas._containers.started == {"authorize": 1, "connection": 1, "command": 1}
