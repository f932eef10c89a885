"""What people do on the pages."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


def by(page: Page | Locator, testid: str, **data: str) -> Locator:
    """An element by its test id and data."""
    conditions = "".join(f'[data-{name}="{value}"]' for name, value in data.items())
    return page.locator(f'[data-testid="{testid}"]{conditions}')


def join(page: Page, code: str | None = None) -> None:
    """Joins with the code of the link, or one that is typed."""
    if code is not None:
        page.locator("#code").fill(code)
    by(page, "join").click()
    expect(by(page, "waiting").or_(by(page, "poll")).first).to_be_visible()


def choose(page: Page | Locator, option: str) -> None:
    """Chooses an option and votes."""
    by(page, "option", option=option).click()
    by(page, "vote").click()


def counted(page: Page | Locator, option: str) -> None:
    """The page says that this is what counts."""
    expect(page.locator(f'[data-testid="option"][data-option="{option}"][data-mark="counted"]')).to_be_visible()
    expect(by(page, "standing")).to_have_attribute("data-state", "counted")


def conduct(desk: Page, poll: str, step: str) -> None:
    """The moderator's next step with a poll."""
    by(by(desk, "desk-poll", poll=poll), step).click()


def phase(page: Page, testid: str, poll: str, wanted: str) -> None:
    """The poll is shown to be in this phase, which closing takes ten seconds to reach."""
    expect(by(page, testid, poll=poll, phase=wanted)).to_be_visible(timeout=20_000)
