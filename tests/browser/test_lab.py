"""The page on which applause can be tried: what it plays is read off its own ears, in a browser that plays it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visits
from tests.browser.ear import claps, listened, now, passes, told, unlocked
from tests.browser.failing import failing
from tests.browser.pages import by, enlarge, fits, without_barriers

PAGE = "applause-lab.html"


@pytest.fixture
def visits(browser: Browser, site: str) -> Iterator[Visits]:
    """Nothing of an event is needed but its files."""
    visits = Visits(browser, {site})
    yield visits
    assert visits.unforgiven() == []
    assert visits.foreign == []


@pytest.fixture
def lab(visits: Visits, site: str) -> Page:
    page = visits(f"{site}{PAGE}", width=1440, height=900, reduced_motion="reduce")
    expect(by(page, "start")).to_be_visible()
    return page


def shows(page: Page, condition: str) -> float:
    """Waits until the figures (`n`, `rate`, `level`, `peaked`) are so; the level (dB) then."""
    figures = "const { n, rate, level, peaked } = document.querySelector('[data-testid=figures]').dataset"
    return float(page.wait_for_function(f"() => {{ {figures}; return {condition} && level; }}").json_value())


def measured(page: Page, people: int, above: float) -> float:
    """The level (dB) once so many have clapped for some seconds, off the samples that were played."""
    many = f"Math.abs(n / {people} - 1) < 0.1 && Math.abs(rate / {people} - 4) < 1"
    return shows(page, f"{many} && level > {above}")


def test_three_hundred_are_louder_than_five_and_denser(lab: Page) -> None:
    shows(lab, "level < -80")
    by(lab, "start").click()
    expect(by(lab, "start")).to_have_attribute("data-phase", "steady")
    by(lab, "choice", people="5").click()
    expect(by(lab, "choice", people="5")).to_have_attribute("aria-pressed", "true")
    few = measured(lab, 5, above=-60)
    expect(by(lab, "travels")).to_have_text(re.compile(r'^\[\d+,5,\d+,8,"[\w-]+"\]$'))
    by(lab, "choice", people="300").click()
    measured(lab, 300, above=few + 6)
    shows(lab, "peaked !== '' && peaked < 3")
    lab.wait_for_function("""() => {
        const canvas = document.querySelector('[data-testid=wave]');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return data.filter((alpha, i) => i % 4 === 3 && alpha > 0).length > 5 * canvas.width;
    }""")
    by(lab, "start").click()
    expect(by(lab, "start")).to_have_attribute("data-phase", "quiet")
    shows(lab, "level < -80")


def test_a_talks_applause_comes_and_goes_and_is_told_without_a_flood(lab: Page) -> None:
    lab.clock.install(time=0)
    lab.reload()
    expect(by(lab, "start")).to_be_visible()
    lab.evaluate("""() => {
        window.told = [];
        new MutationObserver(() => window.told.push(document.getElementById('status').textContent))
            .observe(document.getElementById('status'), { childList: true, characterData: true, subtree: true });
    }""")
    lab.clock.pause_at(3_600)  # a browser that stands still must not miss a phase
    by(lab, "talk").click()
    for phase in ("onset", "swell", "end", "quiet"):
        for _ in range(100):
            if by(lab, "start").get_attribute("data-phase") == phase:
                break
            lab.clock.run_for(100)
        expect(by(lab, "start")).to_have_attribute("data-phase", phase)
    lab.clock.resume()
    shows(lab, "level < -80")
    lab.wait_for_function("() => window.told.at(-1) === 'Stille.'")
    assert 2 <= lab.evaluate("window.told.length") <= 5


def test_by_keyboard_alone_one_claps_and_is_heard_once_or_without_the_ledger_twice(visits: Visits, site: str) -> None:
    lab = visits("about:blank", width=1440, height=900, bypass_csp=True)
    listened(lab.context)
    lab.goto(f"{site}{PAGE}")
    expect(by(lab, "start")).to_be_visible()

    def press(testid: str) -> None:
        for _ in range(20):
            if lab.evaluate("document.activeElement?.dataset.testid") == testid:
                lab.keyboard.press("Space")
                return
            lab.keyboard.press("Tab")
        raise AssertionError(f"no key leads to {testid}")

    def heard() -> int:
        """How many claps are heard of one, until a second after it has come back."""
        since = now(lab)
        with told(lab, "tick") as back:
            press("clap")
        passes(lab, back[0] + 1)
        return len(claps(lab, since))

    press("clap")
    unlocked(lab)
    expect(by(lab, "back")).to_have_attribute("data-back", re.compile(r"^[3-9]\d\d$|^\d{4}$"))
    assert heard() == 1
    press("twice")
    expect(by(lab, "twice")).to_be_checked()
    lab.keyboard.press("Shift+Tab")
    assert heard() == 2


def test_a_browser_that_cannot_play_it_is_told_so(lab: Page) -> None:
    lab.evaluate("Object.defineProperty(BaseAudioContext.prototype, 'audioWorklet', { value: undefined })")
    by(lab, "choice", people="5").click()
    expect(by(lab, "unable")).to_be_visible()
    by(lab, "clap").click()
    expect(by(lab, "back")).to_have_attribute("data-claps", "0")
    without_barriers(lab)


def test_what_could_not_be_loaded_is_loaded_with_the_next_press(visits: Visits, site: str) -> None:
    lab = visits(f"{site}{PAGE}", bypass_csp=True)
    lab.evaluate("""() => {
        window.contexts = [];
        window.AudioContext = class extends AudioContext {
            constructor(...options) { super(...options); window.contexts.push(this); }
        };
    }""")
    with failing(lab, site) as module:
        by(lab, "choice", people="5").click()
        expect(by(lab, "failed")).to_be_visible()
        without_barriers(lab)
        module.mend()
        by(lab, "choice", people="5").click()
        expect(by(lab, "failed")).to_have_count(0)
        shows(lab, "level > -60")
    assert module.is_loaded_once()
    visits.forgive("503")
    assert lab.evaluate("contexts.map(({ state }) => state)") == ["closed", "running"]


DEVICES: list[dict[str, Any]] = [{"color_scheme": "dark"}, {"forced_colors": "active", "locale": "en-GB"}]


@pytest.mark.parametrize("device", DEVICES)
def test_the_lab_has_no_barriers(visits: Visits, site: str, device: dict[str, Any]) -> None:
    page = visits(f"{site}{PAGE}", **device)
    expect(by(page, "start")).to_be_visible()
    # axe takes forced colours for those of the style sheet.
    off = ("color-contrast",) if "forced_colors" in device else ()
    by(page, "choice", people="5").click()
    expect(by(page, "start")).to_have_attribute("data-phase", "steady")
    without_barriers(page, off=off)
    page.set_viewport_size({"width": 320, "height": 640})
    fits(page)
    enlarge(page)
    fits(page)
