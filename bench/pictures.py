"""The picture of the README, taken of the running event: `./beifall bench pictures`."""

from __future__ import annotations

import asyncio
import base64
import os
import random
from pathlib import Path

from aiohttp import ClientSession
from playwright.async_api import Browser, Page, async_playwright

from bench.votes import serving
from cli.browser import chromium
from crowd.attendee import find, join, vote
from crowd.screen import Screen

OUT = Path(__file__).parent.parent / "docs/pictures"
POLL = "arrived"

TOGETHER = """
<body style="margin:0;display:flex;align-items:center;gap:36px;padding:36px;background:#d9d3c7;width:1332px">
  <img style="height:600px;border-radius:10px;box-shadow:0 6px 24px #0006" src="data:image/png;base64,{stage}">
  <img style="height:600px;border-radius:26px;box-shadow:0 6px 24px #0006" src="data:image/png;base64,{phone}">
</body>
"""


async def take() -> None:
    """Thirty vote; one of them is the phone in the picture."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with serving("ministack") as (made, _), ClientSession() as session, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(chromium()), args=sandbox)
        links = {(link["role"], *link["rooms"]): link for link in made["links"]}
        site = await find(session, str(made["site"]))
        url = str(links["stage", "plenum"]["url"]).replace("stage.html", "stage.html?lang=en")
        stage = await _page(browser, url, 1440, 900)
        phone = await _page(browser, f"{made['site']}#{made['code']}/plenum", 360, 740)
        await phone.click('[data-testid="join"]')
        async with Screen(session, site.socket, links["moderator", "plenum"]["token"], "desk") as desk:
            await desk.enter("plenum")
            await desk.ask("poll.open", poll=POLL, rev=1, seconds=None)
            chance = random.Random(2020)
            for option in chance.choices(("office", "home", "road"), (11, 16, 3), k=29):
                async with Screen(session, site.socket, await join(session, site, str(made["code"])), "phone") as other:
                    await other.enter("plenum")
                    await vote(other, POLL, option)
            await phone.click('[data-testid="option"][data-option="home"]')
            await phone.click('[data-testid="vote"]')
            await phone.wait_for_selector('[data-testid="standing"][data-state="counted"]')
            await desk.ask("poll.close", poll=POLL, rev=desk.items["polls", POLL]["rev"])
            await desk.until(lambda items: items["polls", POLL]["state"] == "closed")
            await desk.ask("poll.publish", poll=POLL, rev=desk.items["polls", POLL]["rev"])
            for page in (stage, phone):
                await page.wait_for_selector('[data-phase="published"] [data-testid="bar"]')
            shots = {"stage": await stage.screenshot(), "phone": await phone.screenshot()}
        page = await _page(browser, "about:blank", 1404, 672)
        await page.set_content(
            TOGETHER.format(**{name: base64.b64encode(shot).decode() for name, shot in shots.items()})
        )
        await page.screenshot(path=OUT / "poll.png")
        await browser.close()


async def _page(browser: Browser, url: str, width: int, height: int) -> Page:
    context = await browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
    page = await context.new_page()
    await page.goto(url)
    return page


if __name__ == "__main__":
    asyncio.run(take())
