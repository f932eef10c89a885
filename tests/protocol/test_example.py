"""The example for other frontends, against an event as its users serve it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import aiohttp

from crowd.attendee import find
from crowd.screen import Frame, Screen
from tests.serving import EXAMPLE, ROOT, Served, serve

SCRIPT = ROOT / "examples/vote_and_clap.py"


def played(event: Served, *room: str) -> str:
    """What the script says, alone with its library: nothing of ours is on its path."""
    command = [sys.executable, str(SCRIPT), event.site, event.code, *room]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120, cwd=SCRIPT.parent).stdout


def token(event: Served, role: str) -> str:
    links = event.made["links"]
    return next(str(one["token"]) for one in links if one["role"] == role and one["rooms"] in ([], ["plenum"]))


async def test_the_example_votes_and_claps(tmp_path: Path) -> None:
    with serve(tmp_path, EXAMPLE) as event:
        assert played(event, "forum-1").splitlines() == ["no poll is open", "clapped"]
        ticks: list[Frame] = []
        async with aiohttp.ClientSession() as session:
            socket = (await find(session, event.site)).socket
            desk = Screen(session, socket, token(event, "moderator"), "desk")
            stage = Screen(
                session,
                socket,
                token(event, "stage"),
                "stage",
                lambda frame, _at: ticks.append(frame) if frame["type"] == "applause" else None,
            )
            async with desk, stage:
                await desk.enter("plenum")
                await stage.enter("plenum")
                assert (await desk.ask("poll.open", poll="closing", rev=1))["type"] == "ok"
                voted, clapped = played(event).splitlines()
                assert ("'type': 'ok'" in voted, clapped) == (True, "clapped")
                await stage.until(lambda _items: bool(ticks))
                assert [tick["a"][1:3] for tick in ticks] == [[1, 1]]


def test_the_page_says_how_to_run_it() -> None:
    assert f"python {SCRIPT.relative_to(ROOT)} http://127.0.0.1:8080 JC2020" in (ROOT / "docs/protocol.md").read_text()
