"""A frontend of somebody's own, from a site of its own: the example page with the client beside it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visits
from tests.browser.pages import conduct, phase
from tests.serving import ROOT, Served, serve

EVENT = Path(__file__).parent / "event.toml"


class Quiet(SimpleHTTPRequestHandler):
    """Says nothing of what it serves."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        return


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """The address of a site that has the example page and the client, and nothing else."""
    folder = tmp_path / "site"
    shutil.copytree(ROOT / "web/js/client", folder / "client")
    shutil.copy(ROOT / "examples/page/index.html", folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def served(tmp_path: Path, elsewhere: str) -> Iterator[Served]:
    """An event that lets pages of that site in."""
    event = tmp_path / "event.toml"
    event.write_text(EVENT.read_text() + f'\n[web]\norigins = ["{elsewhere}"]\n')
    with serve(tmp_path, event) as running:
        yield running


def test_a_page_of_forty_lines_votes_and_claps_from_another_site(
    served: Served, elsewhere: str, visit: Visits, browser: Browser
) -> None:
    assert len((ROOT / "examples/page/index.html").read_text().splitlines()) <= 40
    desk = visit(served.url("moderator"))
    conduct(desk, "short", "open")
    phase(desk, "desk-poll", "short", "open")

    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{elsewhere}/index.html?site={served.site}&code={served.code}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Day of long questions, online")
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_role("button", name="✓ Yes")).to_be_visible()
    expect(desk.locator('[data-poll="short"] [data-testid="bar"][data-option="yes"]')).to_have_attribute(
        "data-votes", "1"
    )
    page.get_by_role("button", name="Clap").evaluate("(button) => setInterval(() => button.click(), 500)")
    expect(page.get_by_text("1 people are clapping")).to_be_visible()
    context.close()
    assert complaints == []
