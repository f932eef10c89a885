"""A served event, and browsers to visit it with: never a fake socket."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from cli.browser import chromium
from tests.serving import Served, serve

PATIENCE = 30_000
"""So long (ms) a page is waited for: a machine with a lot to do stands still for seconds."""

expect.set_options(timeout=PATIENCE)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A fresh event for each test: what one opens, the next must not find open."""
    with serve(tmp_path, Path(__file__).parent / "event.toml") as event:
        yield event


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an event in which nothing happens, for what needs only its files."""
    with serve(tmp_path_factory.mktemp("site"), Path(__file__).parent / "event.toml") as event:
        yield event.site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=str(chromium()), args=[*sandbox, "--disable-background-networking"]
        )
        yield launched
        launched.close()


@dataclass
class Visits:
    """Opens pages, each in a browser of its own, and notes what must never happen."""

    browser: Browser
    homes: set[str]
    contexts: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    forgiven: set[str] = field(default_factory=set)
    foreign: list[str] = field(default_factory=list)

    def __call__(self, url: str, *, width: int = 360, height: int = 740, locale: str = "de-DE", **device: Any) -> Page:
        """A page in a browser that knows nothing yet. What is so small is in a hand, unless somebody says otherwise."""
        device.setdefault("has_touch", min(width, height) < 600)
        context = self.browser.new_context(viewport={"width": width, "height": height}, locale=locale, **device)
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        return self.open(context, url)

    def open(self, context: BrowserContext, url: str) -> Page:
        """A further page of the same browser."""
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._note(request.url))
        page.goto(url)
        return page

    def forgive(self, *words: str) -> None:
        """Complaints with one of these words belong to what the test does, whenever the browser comes to say them."""
        self.forgiven.update(words)

    def unforgiven(self) -> list[str]:
        """The complaints that are left once all pages are closed."""
        for context in self.contexts:
            context.close()
        return [said for said in self.complaints if not any(words in said for words in self.forgiven)]

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self.complaints.append(said.text)

    def _note(self, url: str) -> None:
        if urlsplit(url).netloc not in {urlsplit(home).netloc for home in self.homes} and not url.startswith("data:"):
            self.foreign.append(url)


@pytest.fixture
def visit(browser: Browser, served: Served) -> Iterator[Visits]:
    visits = Visits(browser, {served.site})
    yield visits
    assert visits.unforgiven() == []
    assert visits.foreign == []
