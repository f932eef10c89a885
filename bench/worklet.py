"""What it costs a laptop to hear the room: `./beifall bench worklet [--people 300] [--clapping 4 16 60]`.

Prints the time that the worklet as it is sent takes in Chromium for a hall of so many people, as a part of one core,
and the bytes per second of ticks that reach a page with sound, in silence and while so many people clap, each over a
connection of their own. Of sixteen the ticks are largest: as many claps as are told one by one. Ends with 1 from a
tenth of a core on, above 512 bytes a second, if a tick comes in silence, or if none comes while people clap.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import sys
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, TCPConnector
from playwright.async_api import Browser, Page, async_playwright

from bench.votes import ROOM, serving
from cli.browser import NoBrowser, chromium
from crowd.attendee import Site, find, join
from crowd.clapping import batches, claps, grade

CORE = 0.10
"""So much of one core the worklet may take."""

SENT = 512
"""So many bytes of ticks a laptop may be sent in a second in which the room claps."""

RENDERED = """async ([module, people, seconds]) => {
    const context = new OfflineAudioContext(2, 48000 * seconds, 48000);
    await context.audioWorklet.addModule(module);
    const node = new AudioWorkletNode(context, 'applause', { numberOfInputs: 0, outputChannelCount: [2] });
    node.connect(context.destination);
    let [spent, since] = [0, 0];
    for (let at = 0.25; at < seconds; at += 0.25) {
        context.suspend(at).then(async () => {
            spent += performance.now() - since;
            node.port.postMessage({ tick: { n: people, k: people, e: 8, length: 0.25, each: null } });
            await new Promise((done) => setTimeout(done, 3));
            since = performance.now();
            context.resume();
        });
    }
    since = performance.now();
    await context.startRendering();
    return (spent + performance.now() - since) / 1000 / seconds;
}"""


class Received:
    """Bytes of ticks, and of all else, that a page is sent."""

    def __init__(self) -> None:
        self.ticks = self.others = 0

    def hears(self, event: Mapping[str, Any]) -> None:
        """A frame, as DevTools tell of it."""
        text = str(event["response"]["payloadData"])
        if json.loads(text).get("type") == "applause":
            self.ticks += len(text.encode())
        else:
            self.others += len(text.encode())


async def worklet(browser: Browser, site: str, people: int, seconds: int) -> float:
    """The part of one core that it takes to play so many."""
    page = await browser.new_page()
    await page.goto(site)
    module = await page.locator('meta[name="applause"]').get_attribute("content")
    found: float = await page.evaluate(RENDERED, [module, people, seconds])
    await page.close()
    return found


async def listening(browser: Browser, made: Mapping[str, Any]) -> tuple[Page, Received]:
    """A laptop in the room, with sound."""
    page = await browser.new_page(viewport={"width": 1440, "height": 900})
    received = Received()
    session = await page.context.new_cdp_session(page)
    await session.send("Network.enable")
    session.on("Network.webSocketFrameReceived", received.hears)
    await page.goto(f"{made['site']}#{made['code']}")
    await page.click('[data-testid="join"]')
    await page.wait_for_selector('[data-testid="mute"][aria-pressed="false"]')
    return page, received


async def applaud(lines: Sequence[ClientWebSocketResponse], seconds: float) -> None:
    """Everybody claps for so long, each in a rhythm of their own."""
    begun = asyncio.get_running_loop().time()

    async def one(line: ClientWebSocketResponse, chance: random.Random) -> None:
        for number, batch in enumerate(batches(claps(chance.uniform(0, 0.5), seconds, chance))):
            await asyncio.sleep(begun + batch.due - asyncio.get_running_loop().time())
            ages = [max(0, round(1000 * (batch.due - at))) for at in batch.claps]
            frame = {"action": "clap", "room": ROOM, "s": said[line] + number, "c": ages, "g": grade(0.3, chance)}
            await line.send_json(frame)
        said[line] += 10_000

    said = dict.fromkeys(lines, round(begun))
    await asyncio.gather(*(one(line, random.Random(number)) for number, line in enumerate(lines)))


async def enter(stack: AsyncExitStack, session: ClientSession, site: Site, code: str) -> ClientWebSocketResponse:
    """A phone in the room."""
    token = await join(session, site, code)
    line = await stack.enter_async_context(session.ws_connect(site.socket, protocols=("beifall.v1", token)))
    await line.send_json({"action": "enter", "id": "e", "room": ROOM, "screen": "phone"})
    return line


def is_good(part: float, silence: float, applause: Sequence[float]) -> bool:
    """Whether the part of a core, and the bytes a second in silence and while people clap, are within their bars."""
    return part < CORE and silence == 0 and all(0 < rate <= SENT for rate in applause)


async def show(options: argparse.Namespace, chosen: Path) -> bool:
    """Prints a line for each; whether all is within its bar."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with AsyncExitStack() as stack:
        made, _ = await stack.enter_async_context(serving("ministack"))
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(executable_path=str(chosen), args=sandbox)
        part = await worklet(browser, made["site"], options.people, options.seconds)
        print(f"the worklet takes {part:.3f} of one core for {options.people} people", flush=True)
        page, received = await listening(browser, made)
        await page.wait_for_timeout(2_000)

        async def ticks(seconds: float) -> float:
            before = received.ticks
            await asyncio.sleep(seconds)
            return (received.ticks - before) / seconds

        silence, rates = await ticks(options.seconds), list[float]()
        print(f"in silence: {silence:.0f} bytes of ticks a second", flush=True)
        session = await stack.enter_async_context(ClientSession(connector=TCPConnector(limit=0)))
        site = await find(session, made["site"])
        lines = [await enter(stack, session, site, made["code"]) for _ in range(max(options.clapping))]
        for people in options.clapping:
            clapping = asyncio.create_task(applaud(lines[:people], options.seconds + 2))
            await asyncio.sleep(1)
            rates.append(await ticks(options.seconds))
            await clapping
            print(f"{people} people clap: {rates[-1]:.0f} bytes of ticks a second", flush=True)
            await asyncio.sleep(2)
        await browser.close()
    return is_good(part, silence, rates)


def main() -> None:
    """Exit code 1 if a bar is missed, 2 if there is nothing to measure with."""
    parser = argparse.ArgumentParser(prog="./beifall bench worklet", description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--clapping", type=int, nargs="+", default=[4, 16, 60])
    parser.add_argument("--seconds", type=int, default=10)
    options = parser.parse_args()
    try:
        browser = chromium()
    except NoBrowser as wrong:
        print(f"beifall: {wrong}", file=sys.stderr)
        sys.exit(2)
    sys.exit(0 if asyncio.run(show(options, browser)) else 1)


if __name__ == "__main__":
    main()
