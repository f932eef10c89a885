"""Every page as people set their devices: in the dark, in colours of their own, with less motion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visits
from tests.browser.house import attendee, staff
from tests.browser.pages import by, fits, join, without_barriers
from tests.serving import Served

SETTINGS: dict[str, dict[str, Any]] = {
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
    "still": {"reduced_motion": "reduce"},
}


MOVING = "document.getAnimations().filter((one) => one.effect.getTiming().duration > 100).length"


def attendees_states(phone: Page, desk: Page) -> Iterator[str]:
    """The states of an attendee's page, one after another."""
    moderator_opens = by(by(desk, "desk-poll", poll="short"), "open")
    yield "waiting"
    moderator_opens.click()
    expect(by(phone, "ballot")).to_be_visible()
    by(phone, "option", option="yes").click()
    yield "chosen"
    by(phone, "vote").click()
    expect(by(phone, "standing")).to_have_attribute("data-state", "counted")
    yield "counted, with the count so far"
    by(phone, "go-questions").click()
    expect(by(phone, "question")).to_be_visible()
    yield "questions"
    by(phone, "go-help").click()
    yield "help"


@pytest.mark.parametrize("setting", SETTINGS)
def test_no_page_has_barriers_however_a_device_is_set(served: Served, visit: Visits, setting: str) -> None:
    attendee(served).does("ask", text="Wann kommen die Folien?", name="Ada")
    staff(served, "moderator").decides("Wann kommen die Folien?", "show")
    phone = visit(f"{served.site}#{served.code}", **SETTINGS[setting])
    desk = visit(served.url("moderator"), **SETTINGS[setting])
    # axe takes forced colours for those of the style sheet.
    off = ("color-contrast",) if setting == "forced" else ()
    expect(by(phone, "join")).to_be_visible()
    without_barriers(phone, off=off)
    join(phone)
    for state in attendees_states(phone, desk):
        without_barriers(phone, off=off)
        fits(phone)
        if setting == "still":
            assert phone.evaluate(MOVING) == 0, state
    for part in ("questions", "room", "polls"):
        by(desk, "part", part=part).click()
        without_barriers(desk, off=off)
        fits(desk)
    stage = visit(served.url("stage"), width=1440, height=900, **SETTINGS[setting])
    expect(by(stage, "stage-poll", poll="short")).to_be_visible()
    without_barriers(stage, off=off)
