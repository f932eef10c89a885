"""`./beifall demo`: an event with people in it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from cli.demo import PEOPLE
from crowd.attendee import find
from crowd.screen import Screen
from tests.serving import ROOT, beifall, environment


async def test_the_synthetic_attendees_come_and_vote_when_a_poll_opens(tmp_path: Path) -> None:
    links = tmp_path / "links.json"
    command = beifall("demo", "--port", "0", "--links", str(links))
    with (tmp_path / "log").open("w") as log:
        demo = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env=environment(), stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        async with asyncio.timeout(180), ClientSession() as session:
            made = await _written(links)
            site = await find(session, made["site"])
            token = next(
                link["token"] for link in made["links"] if (link["role"], link["rooms"]) == ("moderator", ["plenum"])
            )
            async with Screen(session, site.socket, token, "desk") as desk:
                await desk.enter("plenum")
                await desk.ask("poll.open", poll="arrived", rev=1, seconds=None)
                voted = ("tallies", "arrived")
                await desk.until(lambda items: items.get(voted, {}).get("ballots", 0) >= PEOPLE // 2, within=120)
    finally:
        # As a terminal's Ctrl-C: it reaches the synthetic attendees, too.
        os.killpg(demo.pid, signal.SIGINT)
        ended = await demo.wait()
    said = (tmp_path / "log").read_text()
    assert (ended, "Traceback" in said) == (0, False), said


async def _written(links: Path) -> Any:
    while True:
        with suppress(FileNotFoundError, ValueError):  # not there yet, or not to its end
            return json.loads(links.read_text())
        await asyncio.sleep(0.02)
