"""The HTTP API."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from local.lambdas import Handler
from local.runner import Runner
from local.web_api import Cors, Path
from tests.local.stands import Json, Recorder, a_deployment

FOREIGN = {"Origin": "https://event.example"}


@asynccontextmanager
async def calling(reception: Handler, **settings: Any) -> AsyncIterator[httpx.AsyncClient]:
    async with (
        Runner(a_deployment(handlers={"reception": reception}, **settings)) as runner,
        httpx.AsyncClient(base_url=runner.address.api, timeout=20) as client,
    ):
        yield client


def created(_request: Json, _context: object) -> Json:
    return {
        "statusCode": 201,
        "headers": {"Content-Type": "application/json", "X-Own": "1"},
        "body": '{"token": "t"}',
        "cookies": ["a=1", "b=2"],
    }


async def test_an_answer_travels_as_it_is() -> None:
    async with calling(created) as client:
        answer = await client.post("/join", json={"code": "JC2020"})
    assert (answer.status_code, answer.json(), answer.headers["x-own"]) == (201, {"token": "t"}, "1")
    assert answer.headers.get_list("set-cookie") == ["a=1", "b=2"]


async def test_the_function_sees_the_path_without_the_prefix() -> None:
    reception = Recorder()
    async with calling(reception, paths=("GET /rooms/{room}", "$default")) as client:
        await client.get("/rooms/plenum?rev=7")
        await client.get("/event")
        await client.get("")
    room, event, root = reception.requests
    assert (room["routeKey"], room["rawPath"], room["rawQueryString"]) == (
        "GET /rooms/{room}",
        "/rooms/plenum",
        "rev=7",
    )
    assert room["pathParameters"] == {"room": "plenum"}
    assert (event["routeKey"], event["rawPath"], root["rawPath"]) == ("$default", "/event", "/")


async def test_an_answer_without_a_status_is_taken_as_json() -> None:
    async with calling(lambda *_: {"title": "Tag"}) as client:
        answer = await client.get("/event")
    assert (answer.status_code, answer.json()) == (200, {"title": "Tag"})
    assert answer.headers["content-type"].startswith("application/json")


async def test_a_body_in_base64_arrives_as_bytes() -> None:
    async with calling(lambda *_: {"statusCode": 200, "body": "/w==", "isBase64Encoded": True}) as client:
        assert (await client.get("/report")).content == b"\xff"


async def test_a_crash_is_500() -> None:
    async with calling(lambda *_: json.loads("no json")) as client:
        answer = await client.get("/event")
    assert (answer.status_code, answer.json()) == (500, {"message": "Internal Server Error"})


async def test_a_function_that_takes_too_long_is_503() -> None:
    free = threading.Event()
    async with calling(lambda *_: free.wait(60), timeout=0.05) as client:
        answer = await client.get("/event")
        free.set()
    assert (answer.status_code, answer.json()) == (503, {"message": "Service Unavailable"})


async def test_a_body_above_10_mb_is_413() -> None:
    reception = Recorder()
    async with calling(reception) as client:
        assert (await client.post("/join", content=b"x" * (10 * 1024 * 1024))).status_code == 200
        assert (await client.post("/join", content=b"x" * (10 * 1024 * 1024 + 1))).status_code == 413
    assert len(reception.requests) == 1


@pytest.mark.parametrize("path", ["join", "commands"])
async def test_whoever_leaves_in_the_middle_of_a_request_is_no_error(
    path: str, caplog: pytest.LogCaptureFixture
) -> None:
    reception = Recorder()
    async with calling(reception) as client:
        port = client.base_url.port
        _, leaving = await asyncio.open_connection("127.0.0.1", port)
        leaving.write(f"POST /api/{path} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf of it".encode())
        await leaving.drain()
        leaving.close()
        await leaving.wait_closed()
        await client.get("/event")  # the loop has looked at all that came before
    assert [request["rawPath"] for request in reception.requests] == ["/event"]
    assert caplog.records == []


async def test_a_path_without_a_route_is_404() -> None:
    async with calling(created, paths=("GET /event",)) as client:
        answer = await client.post("/event")
    assert (answer.status_code, answer.json()) == (404, {"message": "Not Found"})


async def test_a_preflight_is_answered_without_the_function() -> None:
    reception = Recorder()
    async with calling(reception, cors=Cors(origins=("https://event.example",))) as client:
        asks = {"Access-Control-Request-Method": "POST"}
        home = await client.options("/join", headers=FOREIGN | asks)
        stranger = await client.options("/join", headers={"Origin": "https://other.example"} | asks)
    assert home.headers["access-control-allow-origin"] == "https://event.example"
    assert "authorization" in home.headers["access-control-allow-headers"]
    assert "access-control-allow-origin" not in stranger.headers
    assert (home.status_code, stranger.status_code, reception.requests) == (204, 204, [])


async def test_an_answer_says_which_page_may_read_it() -> None:
    async with calling(created, cors=Cors(origins=("https://event.example",))) as client:
        answer = await client.post("/join", headers=FOREIGN)
        assert answer.headers["access-control-allow-origin"] == "https://event.example"
        assert "access-control-allow-origin" not in (await client.post("/join")).headers


@pytest.mark.parametrize(
    ("key", "path", "variables"),
    [
        ("GET /event", "/event", {}),
        ("GET /event", "/events", None),
        ("POST /event", "/event", None),
        ("ANY /{proxy+}", "/a/b.c", {"proxy": "a/b.c"}),
        ("GET /rooms/{room}", "/rooms/a/b", None),
        ("GET /report.json", "/reportxjson", None),
        ("$default", "/whatever", {}),
    ],
)
def test_a_route_key_fits_its_paths(key: str, path: str, variables: dict[str, str] | None) -> None:
    assert Path(key).variables("GET", path) == variables
