"""The meter: amounts counted by hand, whatever happens to the calls."""

from __future__ import annotations

import asyncio
import threading
import time
from contextlib import suppress
from typing import Any

import aiohttp
import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import ClientError

from bill.keys import READERS
from bill.memory import memory
from bill.usage import UNATTRIBUTED, Usage
from local.chaos import chaos
from local.deployment import Deployment
from local.invocation import POST, POSTING, STARTS, WAITS, Invocation, Killed, Starts, Watch
from local.lambdas import Crashed
from local.meter import BEFORE, CURRENT, Meter
from local.runner import Runner
from local.seam import Call, Target, answer, refusal
from local.sleeps import sleeps
from local.spared import CALL, VALUE, WIRE
from tests.local.stands import Json, a_deployment, create_table, put, until
from tests.serving import ROOT

VOTES = {"requestContext": {"eventType": "MESSAGE"}, "body": '{"action": "vote"}'}


class Hands:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def only(usage: Usage, *items: str) -> dict[tuple[str, str], float]:
    return {key: amount for key, amount in usage.items() if key[0] in items}


def test_time_costs_by_open_connections_and_by_the_polls_of_an_empty_queue() -> None:
    clock = Hands()
    meter = Meter(clock)
    meter.opened()
    clock.now += 60
    meter.opened()
    clock.now += 60
    meter.closed()
    clock.now += 60
    usage = meter.usage()
    assert usage.of("websocket_minute", "presence") == pytest.approx(1 + 2 + 1)
    assert usage.of("sqs_request", "upkeep") == pytest.approx(3 * 15)


def test_each_use_belongs_to_the_phase_in_which_it_was_counted() -> None:
    clock = Hands()
    meter = Meter(clock)
    meter.opened()
    clock.now += 60
    meter.phase("poll")
    meter.heard('{"action": "vote"}')
    clock.now += 120
    meter.phase("applause")
    meter.heard('{"action": "clap"}')
    meter.phase("poll")
    meter.said("votes", 100)
    assert meter.phases == (BEFORE, "poll", "applause")
    assert meter.usage("poll").of("websocket_minute") == pytest.approx(2)
    assert meter.usage("poll").of("websocket_message", "votes") == 2
    assert meter.usage("applause").by_cause().keys() == {"applause"}
    assert meter.usage() == meter.usage(BEFORE) + meter.usage("poll") + meter.usage("applause")


def test_long_texts_are_several_messages_and_large_visits_several_requests() -> None:
    meter = Meter(Hands())
    meter.said("joining", 32 * 1024)
    meter.said("joining", 32 * 1024 + 1)
    meter.visited("joining", came=0, went=0, head=0)
    meter.visited("joining", came=10, went=512 * 1024 + 1, head=0)
    assert meter.usage().of("websocket_message") == 1 + 2
    assert meter.usage().of("http_request") == 1 + 2


def test_the_edge_asks_for_each_file_once_a_minute() -> None:
    clock = Hands()
    meter = Meter(clock)
    for path in ("/", "/", "/css/page.css"):
        meter.fetched(path, 1_000)
    clock.now += 59
    meter.fetched("/", 1_000)
    clock.now += 1
    meter.fetched("/", 1_000)
    assert (meter.usage().of("cloudfront_request"), meter.usage().of("s3_request")) == (5, 3)


def test_whatever_comes_in_leaves_a_line_in_the_access_log() -> None:
    meter = Meter(Hands())
    meter.knocked()
    meter.heard('{"action": "vote"}')
    meter.visited("joining", came=0, went=0, head=0)
    meter.said("votes", 100)
    assert only(meter.usage(), "log_gb") == {("log_gb", "joining"): 2 * 134 / 1e9, ("log_gb", "votes"): 134 / 1e9}


def test_what_a_handler_sleeps_is_billed() -> None:
    meter = Meter(Hands())
    with sleeps(meter), meter.invocation("applause", VOTES, since=0):
        time.sleep(0.2)
    time.sleep(0.001)
    seconds = meter.usage().of("lambda_gb_second") / (memory()["applause"] / 1024) - STARTS["applause"]
    assert 0.2 <= seconds < 0.25


def test_each_new_container_that_needs_the_keys_asks_for_them() -> None:
    meter = Meter(Hands())
    for function, since in (("authorize", 0), ("authorize", 0), ("authorize", 100), ("command", 100)):
        with meter.invocation(function, {"requestContext": {}}, since=since):
            pass
    assert meter.usage().of("secret_request") == 2, "two at the same time, of which one is free again later"
    sources = (ROOT / "functions").glob("*/handler.py")
    assert {file.parent.name for file in sources if "beifall.keyring" in file.read_text()} == READERS


def test_a_batch_shares_its_whole_use_among_its_causes() -> None:
    meter = Meter(Hands())
    arn = "arn:aws:dynamodb:eu-central-1:000000000000:table/facts/stream/2026"
    keys = [{"pk": {"S": pk}, "sk": {"S": "x"}} for pk in ("ballot#r#p#1#0", "ballot#r#p#1#0", "mood#r#1", "person#p")]
    records = [{"eventSourceARN": arn, "dynamodb": {"Keys": key}} for key in keys]
    with meter.invocation("tally", {"Records": records}, since=0):
        pass
    shares = only(meter.usage(), "lambda_request")
    assert shares == {
        ("lambda_request", "votes"): 0.5,
        ("lambda_request", "moods"): 0.25,
        ("lambda_request", "questions"): 0.25,
    }


def test_a_function_that_fails_is_billed() -> None:
    meter = Meter(Hands())
    with pytest.raises(ZeroDivisionError), meter.invocation("command", VOTES, since=0):
        raise ZeroDivisionError
    assert meter.usage().of("lambda_request", "votes") == 1
    assert meter.usage().of("lambda_gb_second", "votes") > 0


def test_a_batch_of_letters_is_received_and_deleted() -> None:
    meter = Meter(Hands())
    letters = [{"eventSource": "aws:sqs", "body": '{"room": "r", "id": "p", "kind": "poll"}'}] * 3
    with meter.invocation("housekeeping", {"Records": letters}, since=0):
        pass
    assert meter.usage().of("sqs_request", "votes") == 2


def test_where_records_are_that_were_given_up_is_sent_by_a_letter() -> None:
    meter = Meter(Hands())
    arn = "arn:aws:dynamodb:eu-central-1:000000000000:table/facts/stream/2026"
    keys = [{"pk": {"S": pk}, "sk": {"S": "x"}} for pk in ("ballot#r#p#1#0", "mood#r#1")]
    meter.gave_up([{"eventSourceARN": arn, "dynamodb": {"Keys": key}} for key in keys])
    assert only(meter.usage(), "sqs_request") == {("sqs_request", "votes"): 0.5, ("sqs_request", "moods"): 0.5}


def test_duration_is_what_was_computed_by_the_share_of_a_processor_and_what_was_waited_for() -> None:
    invocation = Invocation("command", {"votes": 1.0}, since=0)
    invocation.work(10_000_000)
    invocation.wait("dynamodb")
    invocation.wait("dynamodb")
    share = memory()["command"] / 1_769
    assert invocation.duration == pytest.approx(0.010 / share + 2 * WAITS["dynamodb"], abs=0.001)


def posting(*rounds: int) -> float:
    """Seconds that a function is billed which posts to so many at a time, one round after the other."""
    invocation = Invocation("broadcast", {"polls": 1.0}, since=0)
    for posts in rounds:
        invocation.work(int(posts * POSTING * 1e9))
        invocation.round(posts, at_once=64)
    return invocation.duration


def test_posts_that_are_under_way_together_are_waited_for_together() -> None:
    assert posting(64) == pytest.approx(POST, abs=0.001)
    assert posting(65) == pytest.approx(2 * POST, abs=0.001)


def test_each_round_of_posts_is_waited_for() -> None:
    assert posting(1, 1, 1) == pytest.approx(3 * POST, abs=0.001)


def test_what_is_computed_while_posts_are_waited_for_takes_no_time_of_its_own() -> None:
    share = memory()["broadcast"] / 1_769
    assert posting(64) == pytest.approx(max(POST, 64 * POSTING / share), abs=0.001)
    busy = Invocation("clap", {"polls": 1.0}, since=0)
    busy.work(int(640 * POSTING * 1e9))
    busy.round(640, at_once=64)
    assert busy.duration == pytest.approx(max(10 * POST, 640 * POSTING / (memory()["clap"] / 1_769)), abs=0.001)


def test_containers_start_where_more_invocations_overlap_than_ever_before() -> None:
    starts = Starts()

    def lasts(since: float) -> float:
        invocation = Invocation("clap", {"applause": 1.0}, since)
        invocation.wait("dynamodb")
        return starts.seconds(invocation) - invocation.duration

    assert [lasts(since) > 0 for since in (0.0, 1.0, 1.001, 2.0, 2.001, 2.002)] == [
        True,
        False,
        True,
        False,
        False,
        True,
    ]
    assert lasts(9.0) == 0
    assert starts.containers == {"clap": 3}
    assert STARTS["clap"] > 0.1


def test_a_container_that_died_is_started_again_when_it_is_needed() -> None:
    starts = Starts()

    def has_started(since: float, *, dies: bool = False) -> bool:
        invocation = Invocation("clap", {"applause": 1.0}, since)
        invocation.wait("dynamodb")
        return starts.seconds(invocation, dies=dies) > invocation.duration

    assert [has_started(0.0), has_started(0.001)] == [True, True]
    assert not has_started(1.0, dies=True)
    assert not has_started(1.001), "the other one"
    assert [has_started(2.0), has_started(2.001)] == [False, True]


def test_who_is_killed_is_billed_and_whoever_comes_next_for_a_start() -> None:
    meter = Meter(Hands())
    seconds: list[float] = []
    for dies in (True, False, False):
        before = meter.usage()
        with suppress(Killed), meter.invocation("command", VOTES, since=len(seconds)):
            if dies:
                raise Killed
        seconds.append((meter.usage() - before).of("lambda_gb_second") / (memory()["command"] / 1024))
    assert [one > STARTS["command"] for one in seconds] == [True, True, False]


class Still(Watch):
    """Nobody computes anything."""

    def lap(self) -> int:
        return 0


def row(values: int) -> dict[str, dict[str, str]]:
    return {str(number): {"S": "x"} for number in range(values)}


@pytest.mark.parametrize(
    ("operation", "answered", "values"),
    [
        ("PutItem", {}, 0),
        ("UpdateItem", {"Attributes": row(4)}, 4),
        ("GetItem", {"Item": row(5)}, 5),
        ("Query", {"Items": [row(3)] * 50}, 150),
        ("BatchGetItem", {"Responses": {"state": [row(3), row(2)], "facts": [row(1)]}}, 6),
    ],
)
def test_what_botocore_would_compute_is_added_once_for_each_call_and_value(
    operation: str, answered: dict[str, Any], values: int
) -> None:
    meter = Meter(Hands(), Still())
    request: Any = type("Request", (), {"url": "http://localhost", "body": b"{}"})()
    computed = []
    with meter.invocation("command", VOTES, since=0):
        invocation = CURRENT.get()
        assert invocation is not None
        for is_short in (True, True, False):
            before = invocation.computed
            meter.around(
                Call("dynamodb", operation, request, is_short=is_short), lambda call: answer(call, 200, answered, {})
            )
            computed.append(invocation.computed - before)
        meter.around(Call("dynamodb", operation, request), lambda _: None)
        assert invocation.computed == sum(computed), "what has come over a wire costs what it costs"
    assert computed == [WIRE + CALL + values * VALUE, WIRE + CALL + values * VALUE, WIRE]


@pytest.mark.parametrize("kind", ["throttle", "crash-before", "crash-after"])
async def test_a_call_that_goes_wrong_is_waited_for(kind: str) -> None:
    waited: list[float] = []

    def store(_request: Json, _context: object) -> Json:
        invocation = CURRENT.get()
        assert invocation is not None
        client = boto3.client("dynamodb", config=Config(retries={"total_max_attempts": 1}))
        try:
            client.put_item(TableName="facts", Item={"pk": {"S": "a"}, "sk": {"S": "b"}})
        except ClientError:
            pass
        finally:
            waited.append(invocation._waited)
        return {}

    deployment = a_deployment(handlers={"command": store}, prepare=create_table, chaos=chaos(f"{kind}=1"))
    async with Runner(deployment) as runner:
        with suppress(Crashed):
            await runner.lambdas.invoke("command", VOTES)
        assert waited == [WAITS["dynamodb"]]
        assert runner.meter.usage().of("dynamodb_write") == (kind == "crash-after")


def test_what_a_handler_does_not_compute_itself_is_not_its_time() -> None:
    meter = Meter(Hands())

    def engine(call: Call) -> AWSResponse:
        until_ = time.thread_time() + 0.05
        while time.thread_time() < until_:
            pass
        return refusal(call, 400, "ValidationException", "")

    request: Any = type("Request", (), {"url": "http://localhost", "body": b"{}"})()
    call = Call("dynamodb", "GetItem", request)
    with meter.invocation("command", VOTES, since=0):
        meter.around(call, meter.target(engine))
    seconds = meter.usage().of("lambda_gb_second") / (memory()["command"] / 1024)
    assert seconds - STARTS["command"] < 0.05 / (memory()["command"] / 1_769)


def test_a_thread_that_nobody_has_sent_leaves_a_gap_that_is_seen() -> None:
    meter = Meter(Hands())
    call: Any = type("AnyCall", (), {"service": "sqs", "operation": "SendMessage", "body": b"{}"})()
    target = meter.target(lambda _: type("Answer", (), {"status_code": 200})())
    thread = threading.Thread(target=target, args=(call,))
    with meter.invocation("broadcast", VOTES, since=0):
        thread.start()
        thread.join()
    assert meter.usage().of("sqs_request", UNATTRIBUTED) == 1


async def _ask(deployment: Deployment, text: str) -> Usage:
    async with Runner(deployment) as runner, aiohttp.ClientSession() as session:
        async with session.ws_connect(runner.address.socket) as socket:
            await socket.send_str(text)
            await socket.receive()
        await until(lambda: runner.meter.usage().of("lambda_request", "joining") == 3)
        return runner.meter.usage()


def storing() -> Deployment:
    """A deployment whose command stores a row, in one attempt."""

    def store(_request: Json, _context: object) -> Json:
        client = boto3.client("dynamodb", config=Config(retries={"total_max_attempts": 1}))
        with suppress(ClientError):
            client.put_item(TableName="facts", Item={"pk": {"S": "a"}, "sk": {"S": "b"}})
        return {"statusCode": 200, "body": "ok"}

    return a_deployment(handlers={"command": store}, prepare=create_table)


async def test_a_text_and_its_answer_are_two_messages_and_three_functions_come_before() -> None:
    used = await _ask(storing(), '{"action": "vote"}')
    assert only(used, "websocket_message", "lambda_request", "dynamodb_write", "dynamodb_read") == {
        ("dynamodb_write", "votes"): 1,
        ("lambda_request", "joining"): 3,  # authorizer, `$connect`, `$disconnect`
        ("lambda_request", "votes"): 1,
        ("websocket_message", "votes"): 2,
    }


async def test_what_the_store_refuses_for_load_is_not_billed_but_the_function_is() -> None:
    def throttled(call: Call, target: Target) -> AWSResponse | None:
        if call.operation == "PutItem":
            return refusal(call, 400, "ThrottlingException", "too much")
        return target(call)

    deployment = storing()
    used = await _ask(Deployment(**{**vars(deployment), "around": throttled}), '{"action": "vote"}')
    assert used.of("dynamodb_write") == 0
    assert used.of("lambda_request", "votes") == 1


async def test_what_a_test_reads_beside_the_handlers_costs_nothing() -> None:
    async with Runner(a_deployment(prepare=create_table)) as runner:
        await asyncio.to_thread(put, "a", "b")
        await asyncio.to_thread(boto3.client("dynamodb").scan, TableName="facts")
        assert only(runner.meter.usage(), "dynamodb_write", "dynamodb_read") == {}
