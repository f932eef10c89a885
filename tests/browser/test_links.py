"""The links that the organisers send out: each opens its room, none shows its token."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visits
from tests.browser.pages import by, choose, conduct, counted, leave, phase
from tests.serving import Served

ROLES = ("organiser", "info", "moderator", "speaker", "stage")


def token(served: Served, role: str) -> str:
    return served.url(role, "forum").partition("#token=")[2].partition("&")[0]


def keeps_secret(page: Page, token: str) -> None:
    """Neither in the address bar nor anywhere on the page, what was typed into it included."""
    assert "#" not in page.url
    assert token not in page.url
    assert token not in page.content()
    typed = page.locator("input").evaluate_all("(inputs) => inputs.map((input) => input.value)")
    assert not any(token in text for text in typed)


@pytest.mark.parametrize("role", ROLES)
def test_a_link_opens_its_room_and_its_token_is_nowhere_to_be_seen(served: Served, visit: Visits, role: str) -> None:
    page = visit(served.url(role, "forum"), width=1440, height=900)
    arrived = {"speaker": "waiting", "stage": "code"}.get(role, "present")
    expect(by(page, arrived)).to_be_visible()
    if role == "speaker":
        expect(by(page, "room")).to_have_value("forum")
    elif role == "stage":
        expect(page.locator(".place")).to_have_text("Fachforum")
    keeps_secret(page, token(served, role))
    page.reload()
    expect(by(page, arrived)).to_be_visible()
    keeps_secret(page, token(served, role))


def test_a_speaker_votes_with_the_link(served: Served, visit: Visits) -> None:
    desk = visit(served.url("moderator"))
    conduct(desk, "short", "open")
    phone = visit(served.url("speaker"))
    phase(phone, "poll", "short", "open")
    choose(phone, "yes")
    counted(phone, "yes")


@pytest.mark.parametrize("role", ROLES)
def test_a_link_that_is_no_longer_valid_says_so_and_offers_nothing_else(
    served: Served, visit: Visits, role: str
) -> None:
    valid = token(served, role)
    spoilt = valid[:-6] + "forged"
    page = visit(served.url(role, "forum").replace(valid, spoilt), locale="en-GB")
    expect(by(page, "no-link")).to_have_text(re.compile("no longer valid"))
    expect(by(page, "join")).to_have_count(0)
    keeps_secret(page, spoilt)
    page.reload()
    expect(by(page, "no-link")).to_have_text(re.compile("no longer valid"))
    visit.forgive("WebSocket", "401")


def test_a_speakers_dead_link_can_be_left_to_join_like_everybody_else(served: Served, visit: Visits) -> None:
    valid = token(served, "speaker")
    page = visit(served.url("speaker", "forum").replace(valid, "gone." + valid))
    expect(by(page, "no-link")).to_be_visible()
    leave(page)
    expect(page.locator("#code")).to_have_value("")
    page.locator("#code").fill(served.code)
    by(page, "join").click()
    expect(by(page, "waiting")).to_be_visible()
    visit.forgive("WebSocket", "401")
