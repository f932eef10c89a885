"""Taking part without a socket, and links that end, over the real handlers."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest

from beifall.domain.event import Programme
from tests.runner.test_event import Event, programme, running

__all__ = ["programme"]


async def call(event: Event, method: str, path: str, token: str, **given: Any) -> tuple[int, Any]:
    """Status and body."""
    headers = {"authorization": f"Bearer {token}"}
    async with event.session.request(method, f"{event.site.api}{path}", headers=headers, **given) as answer:
        return answer.status, await answer.json() if answer.status != 204 else None


async def ask(event: Event, token: str, action: str, **fields: Any) -> tuple[int, Any]:
    command = {"action": action, "room": "plenum", "id": action.replace(".", "-"), **fields}
    return await call(event, "POST", "/commands", token, json=command)


async def test_somebody_behind_a_proxy_takes_part_over_http_alone(programme: Programme) -> None:
    async with running(programme) as event:
        me, staff = await event.attendee(), event.token("moderator")
        status, snapshot = await ask(event, me, "enter", screen="phone")
        assert (status, snapshot["type"], snapshot["items"]["polls"]) == (200, "snapshot", [])
        assert (await call(event, "GET", f"/rooms/plenum?rev={snapshot['rev']}", me)) == (204, None)
        status, opened = await ask(event, staff, "poll.open", poll="closing", rev=1, seconds=None)
        assert (status, opened["state"]) == (200, "open")
        status, seen = await call(event, "GET", f"/rooms/plenum?rev={snapshot['rev']}", me)
        assert (status, [poll["state"] for poll in seen["items"]["polls"]]) == (200, ["open"])
        status, voted = await ask(event, me, "vote", poll="closing", round=1, choice=["fun"], seq=1)
        assert (status, voted["type"], voted["choice"]) == (200, "ok", ["fun"])
        status, seen = await call(event, "GET", "/rooms/plenum", me)
        assert seen["you"]["ballots"]["closing"]["choice"] == ["fun"]
        assert await ask(event, me, "clap", s=1, c=[0], g=8) == (204, None)
        status, refused = await ask(event, me, "poll.close", poll="closing", rev=2)
        assert (status, refused["type"], refused["code"]) == (200, "refused", "not_allowed")


async def test_what_http_says_no_to_it_says_with_a_status(programme: Programme) -> None:
    async with running(programme) as event:
        me = await event.attendee()
        for method, path, token, status, code in (
            ("GET", "/rooms/plenum", "", 401, "token_expired"),
            ("GET", "/rooms/plenum", "k1.no.token", 401, "token_expired"),
            ("POST", "/commands", "k1.no.token", 401, "token_expired"),
            ("GET", "/rooms/cellar", me, 404, "no_such_room"),
            ("GET", "/rooms/plenum?rev=x", me, 400, "bad_field"),
            ("POST", "/links", me, 403, "not_allowed"),
            ("POST", "/links", event.token("info"), 403, "not_allowed"),
        ):
            answer = await call(event, method, path, token, json={"role": "info"} if method == "POST" else None)
            assert (answer[0], answer[1]["code"]) == (status, code)
        # Each time that all of this stands still for two seconds, ten more may pass.
        answers = await asyncio.gather(*(call(event, "GET", "/rooms/plenum", me) for _ in range(60)))
        slow = [body for status, body in answers if status == 429]
        assert slow
        assert {(body["code"], body["retry_after"]) for body in slow} == {("too_many_requests", 1)}


async def test_a_revoked_link_ends_at_once_on_every_way_in(programme: Programme) -> None:
    async with running(programme) as event:
        old = event.token("moderator")
        protocols = ("beifall.v1", old)
        async with event.session.ws_connect(event.site.socket, protocols=protocols) as line:
            await line.send_json({"action": "enter", "id": "e1", "room": "plenum", "screen": "desk"})
            assert (await line.receive_json())["type"] == "snapshot"
            body = {"role": "moderator", "room": "plenum"}
            status, link = await call(event, "POST", "/links", event.token("organiser"), json=body)
            assert (status, link["role"], link["rooms"]) == (201, "moderator", ["plenum"])
            async with asyncio.timeout(30):
                while not line.closed:
                    await line.receive()
        assert (await ask(event, old, "ping", rev=0))[0] == 401
        with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
            await event.session.ws_connect(event.site.socket, protocols=protocols)
        assert caught.value.status == 401
        assert link["url"] == f"{event.stack.site}/desk.html#token={link['token']}&room=plenum"
        async with event.screen(link["token"], "desk") as desk:
            assert (await desk.enter("plenum"))["type"] == "snapshot"
