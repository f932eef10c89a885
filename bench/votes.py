"""One poll: so many attendees, with a laptop and a phone each, vote within some seconds.

`./beifall bench votes [--attendees 300] [--seconds 20] [--quiet 60] [--engine ministack] [--poll arrived] [--seed 1]`

Prints: how long joining took; every acknowledged ballot against the final tally; from a vote to its acknowledgement;
from an opening, and from the ballot that completed a step of the tally, to the stage; frames in a quiet minute with
the poll open. Fails if a ballot is lost or doubled or if anything is sent in the quiet.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, TCPConnector

from crowd.attendee import Site, find, join, vote
from crowd.screen import Frame, Screen

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples/tag-der-kommunalen-jobcenter-2020.toml"
ROOM = "plenum"


@dataclass
class Cast:
    """One acknowledged ballot: moments are in seconds of the monotonic clock."""

    option: str
    sent: float
    acknowledged: float


@dataclass
class Seen:
    """What the stage has seen, and when."""

    tallies: list[tuple[float, int]] = field(default_factory=list)
    states: dict[str, float] = field(default_factory=dict)

    def hears(self, frame: Frame, now: float) -> None:
        items = frame.get("items", {})
        for tally in items.get("tallies", []):
            # The same tally comes again with each change of its poll, and the final one after a wait.
            if not tally["final"] and (not self.tallies or tally["ballots"] > self.tallies[-1][1]):
                self.tallies.append((now, tally["ballots"]))
        self.states |= {poll["state"]: now for poll in items.get("polls", []) if poll["state"] not in self.states}


@asynccontextmanager
async def serving(engine: str) -> AsyncIterator[tuple[Any, int]]:
    """`serve` in a process of its own, its links and its process id."""
    with tempfile.TemporaryDirectory() as folder:
        links = Path(folder) / "links.json"
        arguments = ("serve", str(EXAMPLE), "--port", "0", "--engine", engine, "--links", str(links))
        with Path(os.devnull).open("w") as nowhere:
            server = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "cli", *arguments, cwd=ROOT, stdout=nowhere
            )
        async with asyncio.timeout(60):
            while not links.is_file() or not links.read_text():
                assert server.returncode is None, "serve has ended"
                await asyncio.sleep(0.05)
        try:
            yield json.loads(links.read_text()), server.pid
        finally:
            server.terminate()
            await server.wait()


async def measure(options: argparse.Namespace) -> bool:
    """Plays one poll and prints what it measured; whether it was without fault."""
    chance = random.Random(options.seed)
    async with serving(options.engine) as (made, pid), AsyncExitStack() as stack:
        print(f"serve is process {pid}")
        session = await stack.enter_async_context(ClientSession(connector=TCPConnector(limit=0)))
        site = await find(session, str(made["site"]))
        tokens = {(link["role"], *link["rooms"]): link["token"] for link in made["links"]}
        seen = Seen()
        desk = await stack.enter_async_context(Screen(session, site.socket, tokens["moderator", ROOM], "desk"))
        stage = Screen(session, site.socket, tokens["stage", ROOM], "stage", seen.hears)
        await stack.enter_async_context(stage)
        await desk.enter(ROOM)
        await stage.enter(ROOM)

        started = time.monotonic()
        people = await asyncio.gather(
            *(_come(stack, session, site, str(made["code"])) for _ in range(options.attendees))
        )
        print(f"joined and entered: {2 * len(people)} screens in {time.monotonic() - started:.1f} s")

        begun = time.monotonic()
        opened = await desk.ask("poll.open", poll=options.poll, rev=1, seconds=None)
        await asyncio.gather(*(phone.until(lambda items: ("polls", options.poll) in items) for phone, _ in people))
        everybody = time.monotonic() - begun
        casts = await asyncio.gather(
            *(_vote(phone, options, chance.random() * options.seconds, chance) for phone, _ in people)
        )
        acknowledged = [cast for cast in casts if cast is not None]
        # The last bundle is on its way for up to five seconds.
        await asyncio.sleep(7)
        silent = await _quiet(people, stage, desk, options.quiet) if options.quiet else 0
        await desk.ask("poll.close", poll=options.poll, rev=opened["rev"])
        await desk.until(lambda items: items["polls", options.poll]["state"] == "closed")
        counted: Counter[str] = Counter(desk.items["tallies", options.poll]["counts"])
        cast = Counter(one.option for one in acknowledged)

        print(f"acknowledged: {len(acknowledged)} of {len(people)}; in the final tally: {counted.total()}")
        print(f"lost: {(cast - counted).total()}  doubled: {(counted - cast).total()}")
        _say("acknowledgement", [one.acknowledged - one.sent for one in acknowledged])
        print(f"opening: on the stage after {_ms(seen.states['open'] - begun)}, on every phone after {_ms(everybody)}")
        _say("tally on the stage", _steps(seen.tallies, acknowledged))
        if options.quiet:
            print(f"frames in a quiet time of {options.quiet} s, to {2 * len(people) + 2} screens: {silent}")
        return counted == cast and len(acknowledged) == len(people) and silent == 0


async def _come(stack: AsyncExitStack, session: ClientSession, site: Site, code: str) -> tuple[Screen, Screen]:
    token = await join(session, site, code)
    phone, laptop = (Screen(session, site.socket, token, kind) for kind in ("phone", "laptop"))
    for screen in (phone, laptop):
        await stack.enter_async_context(screen)
        await screen.enter(ROOM)
    return phone, laptop


async def _vote(phone: Screen, options: argparse.Namespace, after: float, chance: random.Random) -> Cast | None:
    offered = [option["id"] for option in phone.items["polls", options.poll]["options"]]
    option = chance.choice(offered)
    await asyncio.sleep(after)
    sent = time.monotonic()
    reply = await vote(phone, options.poll, option)
    return Cast(option, sent, time.monotonic()) if reply["type"] == "ok" else None


async def _quiet(people: Sequence[tuple[Screen, Screen]], stage: Screen, desk: Screen, seconds: float) -> int:
    """Frames that arrive while nobody does anything."""
    screens = [stage, desk, *(screen for both in people for screen in both)]
    before = sum(screen.frames for screen in screens)
    await asyncio.sleep(seconds)
    return sum(screen.frames for screen in screens) - before


def _steps(tallies: Sequence[tuple[float, int]], casts: Sequence[Cast]) -> list[float]:
    """From the sending of the ballot that completed what a tally shows to the tally on the stage."""
    sent = sorted(cast.sent for cast in casts)
    return [shown - sent[ballots - 1] for shown, ballots in tallies if 0 < ballots <= len(sent)]


def _say(what: str, seconds: Sequence[float]) -> None:
    if len(seconds) > 1:
        cuts = statistics.quantiles(seconds, n=20, method="inclusive")
        print(f"{what}: p50 {_ms(cuts[9])}  p95 {_ms(cuts[18])}  max {_ms(max(seconds))}  ({len(seconds)})")


def _ms(seconds: float) -> str:
    return f"{seconds * 1_000:.0f} ms"


def main() -> None:
    """Exit code 1 if something was lost, doubled or sent in the quiet."""
    parser = argparse.ArgumentParser(prog="./beifall bench votes")
    parser.add_argument("--attendees", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=20, help="the votes are spread over so many")
    parser.add_argument("--quiet", type=float, default=60, help="seconds in which nothing may be sent; 0: none")
    parser.add_argument("--engine", default="ministack")
    parser.add_argument("--poll", default="arrived")
    parser.add_argument("--seed", type=int, default=1)
    sys.exit(0 if asyncio.run(measure(parser.parse_args())) else 1)


if __name__ == "__main__":
    main()
