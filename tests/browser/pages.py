"""What people do on the pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.serving import ROOT

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


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


def leave(page: Page) -> None:
    """Leaves on this device, and means it."""
    by(page, "leave").click()
    by(page, "leave-yes").click()


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


def count(page: Page) -> int:
    """How often this page has clapped."""
    return int(by(page, "clap").get_attribute("data-claps") or 0)


def grip(button: Locator) -> None:
    """Goes to the button with the mouse, and holds it."""
    button.hover()
    button.page.mouse.down()


def phase(page: Page, testid: str, poll: str, wanted: str) -> None:
    """The poll is shown to be in this phase, and stays in it: from closing to closed takes ten seconds."""
    expect(by(page, testid, poll=poll, phase=wanted)).to_be_visible()


NOTE = """(selector) => {
    const noted = (window.noted ??= {});
    noted[selector] = false;
    const look = () => {
        noted[selector] ||= [...document.querySelectorAll(selector)].some((one) => one.checkVisibility());
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
}"""


@contextmanager
def passing(page: Page, *selectors: str) -> Iterator[None]:
    """What does not stay comes by after the beginning of the block: the page looks, for whoever looks now and then."""
    for selector in selectors:
        page.evaluate(NOTE, selector)
    yield
    for selector in selectors:
        page.wait_for_function("(selector) => window.noted[selector]", arg=selector)


def halt(page: Page) -> None:
    """From here on time passes only as the test says, for a page that has had a clock installed since it came."""
    # It can only leap ahead: over what is on its way to it by now, and not so far that a reply would be given up.
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 8)


STILL = """async () => {
    const moving = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < 2000);
    await Promise.allSettled(moving.map((one) => one.finished));
}"""
"""What is on its way from one colour to another has neither."""

LOOSE = """() => {
    window.stuck = [...document.querySelectorAll('body *')]
        .filter((one) => ['sticky', 'fixed'].includes(getComputedStyle(one).position) && !one.closest('dialog'))
        .map((one) => [one, one.style.position]);
    for (const [one] of window.stuck) one.style.position = 'static';
}"""
"""What stays at the edge of the window lies upon something wherever one has scrolled to: that one can scroll is seen by
tests of its own.
"""

STUCK = "() => { for (const [one, position] of window.stuck) one.style.position = position; }"


def without_barriers(*pages: Page, off: Sequence[str] = ()) -> None:
    """No rule of axe is broken, but for those that are `off`."""
    options = {**RULES, "rules": {rule: {"enabled": False} for rule in off}}
    for page in pages:
        page.evaluate(STILL)
        page.evaluate(LOOSE)
        result = Axe().run(page, options=options)
        page.evaluate(STUCK)
        assert result.violations_count == 0, result.generate_report()


def fits(page: Page) -> None:
    """Nothing sticks out to the side, and no text is cut off."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    cut = """[...document.querySelectorAll('h1, h2, p, label, legend, button, li')]
        .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')
        .filter((one) => getComputedStyle(one).position !== 'absolute').map((one) => one.textContent)"""
    assert page.evaluate(cut) == []


def enlarge(page: Page) -> None:
    """As a browser's own setting for text does."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 32


def with_its_source(page: Page, site: str) -> None:
    """What is sent is packed: here a module can be had alone, as it lies."""
    for folder in ("js", "vendor"):
        page.route(
            f"{site}{folder}/**",
            lambda route: route.fulfill(path=ROOT / "web" / route.request.url.removeprefix(site)),
        )


def lose_network(page: Page) -> None:
    """All pages of that browser have none any more, and this one has noticed."""
    page.context.set_offline(True)
    expect(by(page, "link", state="offline")).to_be_visible()


@contextmanager
def slowly(page: Page) -> Iterator[None]:
    """What is sent within the block arrives after it: somebody else is faster."""
    page.evaluate("""() => {
        const send = WebSocket.prototype.send;
        const held = [];
        WebSocket.prototype.send = function (text) { held.push([this, text]); };
        window.release = () => {
            WebSocket.prototype.send = send;
            for (const [socket, text] of held) send.call(socket, text);
        };
    }""")
    yield
    page.evaluate("release()")
