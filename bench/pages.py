"""What the pages weigh, how soon somebody has voted, and what Lighthouse thinks: `./beifall bench pages`. Lighthouse
comes from npm for this alone (`--without-lighthouse` goes without); its phone is a slow one in a slow network.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, CDPSession, async_playwright

from bench.votes import serving
from cli.browser import chromium

LIGHTHOUSE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices")
QUIET = 1_500
"""A page is loaded when nothing has come for so long (ms)."""


@dataclass(frozen=True)
class Weight:
    """What a page asks for until it is in its room: files, their bytes, and those that travel with their heads."""

    files: int
    bytes: int
    sent: int


def addresses(made: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The pages by name, each as somebody comes to it first; the speaker's is the attendee's, in the room."""
    links = {(link["role"], *link["rooms"]): link["url"] for link in made["links"]}
    yield "attendee, at the door", f"{made['site']}#{made['code']}"
    yield "attendee, in the room", links["speaker", "plenum"]
    yield "stage", links["stage", "plenum"]
    yield "desk", links["moderator", "plenum"]
    yield "applause lab", f"{made['site']}applause-lab.html"


async def weight(browser: Browser, url: str) -> Weight:
    """What the page asks for, with nothing in the cache."""
    context = await browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, locale="de-DE")
    page = await context.new_page()
    session = await context.new_cdp_session(page)
    await session.send("Network.enable")
    plain, sent = _counting(session)
    await page.goto(url)
    await page.wait_for_load_state("networkidle")
    await page.wait_for_timeout(QUIET)
    await context.close()
    return Weight(len(sent), sum(plain.values()), sum(sent.values()))


def _counting(session: CDPSession) -> tuple[dict[str, int], dict[str, int]]:
    plain: dict[str, int] = {}
    sent: dict[str, int] = {}

    def data(event: dict[str, Any]) -> None:
        plain[event["requestId"]] = plain.get(event["requestId"], 0) + event["dataLength"]

    def finished(event: dict[str, Any]) -> None:
        sent[event["requestId"]] = event["encodedDataLength"]

    session.on("Network.dataReceived", data)
    session.on("Network.loadingFinished", finished)
    return plain, sent


async def first_vote(browser: Browser, made: Mapping[str, Any]) -> float:
    """Seconds from the QR code's address to the vote that is said to count, with the three taps that it takes."""
    desk = await browser.new_page()
    await desk.goto(dict(addresses(made))["desk"])
    await desk.click('[data-testid="desk-poll"][data-poll="arrived"] [data-testid="open"]')
    await desk.wait_for_selector('[data-poll="arrived"][data-phase="open"]')
    context = await browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    phone = await context.new_page()
    started = time.monotonic()
    await phone.goto(f"{made['site']}#{made['code']}")
    for tap in ("join", "option", "vote"):
        await phone.click(f'[data-testid="{tap}"] >> nth=0')
    await phone.wait_for_selector('[data-testid="standing"][data-state="counted"]')
    taken = time.monotonic() - started
    await context.close()
    return taken


def judged(url: str) -> dict[str, Any]:
    """Lighthouse's report."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        sandbox = " --no-sandbox" if os.geteuid() == 0 else ""
        command = ["npx", "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", f"--output-path={out}"]
        command += [f"--chrome-flags=--headless{sandbox}", f"--only-categories={','.join(CATEGORIES)}"]
        subprocess.run(command, env=os.environ | {"CHROME_PATH": str(chromium())}, check=True)
        report: dict[str, Any] = json.loads(out.read_text())
    return report


def scores(report: Mapping[str, Any]) -> str:
    """The scores, and each audit that costs some."""
    found = ", ".join(f"{name} {round(100 * report['categories'][name]['score'])}" for name in CATEGORIES)
    lost = [
        f"    {name}: {audit.get('displayValue') or audit['title']}"
        for name, audit in report["audits"].items()
        if audit["score"] is not None and audit["score"] < 1
    ]
    return "\n".join([found, *lost])


async def show(*, lighthouse: bool) -> None:
    """Serves the example and prints a line for each page."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with serving("ministack") as (made, _), async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(chromium()), args=sandbox)
        for name, url in addresses(made):
            seen = await weight(browser, url)
            print(f"{name}: {seen.files} files, {seen.bytes:,} bytes, {seen.sent:,} as they are sent", flush=True)
            if lighthouse:
                print(f"  {scores(await asyncio.to_thread(judged, url))}", flush=True)
        print(f"from the QR code to the counted vote: {await first_vote(browser, made):.1f} s, three taps", flush=True)
        await browser.close()


if __name__ == "__main__":
    options = argparse.ArgumentParser(prog="./beifall bench pages", description=__doc__)
    options.add_argument("--without-lighthouse", action="store_true")
    asyncio.run(show(lighthouse=not options.parse_args().without_lighthouse))
