"""A served event in a user's own environment."""

from __future__ import annotations

from pathlib import Path

from aiohttp import ClientSession

from crowd.attendee import find
from crowd.screen import Screen
from tests.serving import EXAMPLE, Served, serve


async def test_a_region_of_the_users_own_keeps_nothing_from_being_broadcast(tmp_path: Path) -> None:
    settings = {"AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1"}
    with serve(tmp_path, EXAMPLE, "--engine", "moto", settings=settings) as event:
        async with ClientSession() as session:
            site = await find(session, event.site)
            stage = Screen(session, site.socket, token(event, "stage"), "stage")
            desk = Screen(session, site.socket, token(event, "moderator"), "desk")
            async with stage, desk:
                await stage.enter("plenum")
                await desk.enter("plenum")
                await desk.ask("poll.open", poll="closing", rev=1, seconds=None)
                await stage.until(lambda items: ("polls", "closing") in items)
        assert "has no stream" not in event.log.read_text()


def token(event: Served, role: str) -> str:
    links = event.made["links"]
    return next(str(link["token"]) for link in links if (link["role"], link["rooms"]) == (role, ["plenum"]))
