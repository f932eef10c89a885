"""A vote, from the phone to the stage."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visits
from tests.browser.pages import (
    NOTE,
    by,
    choose,
    conduct,
    counted,
    enlarge,
    fits,
    join,
    leave,
    lose_network,
    passing,
    phase,
    without_barriers,
)
from tests.serving import Served


def test_a_poll_from_opening_to_the_published_result(served: Served, visit: Visits) -> None:
    phone = visit(served.site)
    stage = visit(served.url("stage"), width=1440, height=900)
    desk = visit(served.url("moderator"))
    expect(by(stage, "code")).to_have_text(served.code)
    expect(stage.locator('img[src*="join.svg"]')).to_have_js_property("complete", value=True)
    fits(stage)
    join(phone, served.code.lower())
    without_barriers(phone, stage, desk)

    conduct(desk, "long", "open")
    phase(phone, "poll", "long", "open")
    phase(stage, "stage-poll", "long", "open")
    without_barriers(phone, stage, desk)
    for page in (phone, stage, desk):
        fits(page)
    choose(phone, "o3")
    counted(phone, "o3")
    choose(phone, "o8")
    counted(phone, "o8")
    without_barriers(phone)

    # Closing takes three seconds, which a phone that stands still may miss.
    bare = '[data-poll="long"][data-phase="closing"]:not(:has([data-testid="countdown"]))'
    phone.evaluate(NOTE, bare)
    with passing(phone, '[data-poll="long"]:is([data-phase="closing"], [data-phase="counting"])'):
        conduct(desk, "long", "close")
    phase(desk, "desk-poll", "long", "closed")
    phase(phone, "poll", "long", "closed")
    assert not phone.evaluate("(bare) => noted[bare]", bare), "a closing poll without a countdown"
    expect(by(phone, "result")).to_have_count(0)
    expect(by(stage, "bar")).to_have_count(0)
    without_barriers(phone, stage, desk)

    conduct(desk, "long", "publish")
    for page, where in ((phone, "poll"), (stage, "stage-poll")):
        phase(page, where, "long", "published")
        expect(by(page, "bar", option="o8")).to_have_attribute("data-votes", "1")
        expect(by(page, "bar", option="o3")).to_have_attribute("data-votes", "0")
    without_barriers(phone, stage, desk)


@pytest.mark.parametrize("locale", ["de-DE", "en-GB"])
def test_voting_by_phone_among_eight_long_options_with_text_at_200_percent(
    served: Served, visit: Visits, locale: str
) -> None:
    phone = visit(f"{served.site}#{served.code}", width=360, height=640, locale=locale)
    enlarge(phone)
    fits(phone)
    join(phone)
    desk = visit(served.url("organiser"))
    conduct(desk, "long", "open")
    phase(phone, "poll", "long", "open")
    enlarge(phone)
    expect(by(phone, "option")).to_have_count(8)
    fits(phone)
    for number in range(1, 9):
        option = by(phone, "option", option=f"o{number}")
        option.scroll_into_view_if_needed()
        expect(option).to_be_in_viewport()
    choose(phone, "o7")
    counted(phone, "o7")
    fits(phone)
    without_barriers(phone)


def test_a_link_with_the_code_needs_one_tap_to_join_and_two_to_vote(served: Served, visit: Visits) -> None:
    desk = visit(served.url("moderator"))
    conduct(desk, "short", "open")
    phase(desk, "desk-poll", "short", "open")
    phone = visit(f"{served.site}#{served.code}")
    by(phone, "join").click()
    by(phone, "option", option="yes").click()
    by(phone, "vote").click()
    counted(phone, "yes")


def a_phone_that_chose_offline(served: Served, visit: Visits, option: str) -> Page:
    """It was in the room when the poll opened, lost its network, and its owner voted."""
    desk = visit(served.url("moderator"))
    phone = visit(f"{served.site}#{served.code}")
    join(phone)
    conduct(desk, "short", "open")
    phase(phone, "poll", "short", "open")
    lose_network(phone)
    choose(phone, option)
    expect(by(phone, "standing")).to_have_attribute("data-state", "unsent")
    return phone


def test_offline_is_said_and_what_was_chosen_is_sent_on_return(served: Served, visit: Visits) -> None:
    phone = a_phone_that_chose_offline(served, visit, "no")
    without_barriers(phone)
    phone.context.set_offline(False)
    counted(phone, "no")
    expect(by(phone, "link")).to_have_count(0)
    visit.forgive("ERR_INTERNET_DISCONNECTED")


def test_what_was_chosen_offline_survives_a_reload(served: Served, visit: Visits) -> None:
    phone = a_phone_that_chose_offline(served, visit, "yes")
    phone.close()
    phone.context.set_offline(False)
    counted(visit.open(phone.context, served.site), "yes")
    visit.forgive("ERR_INTERNET_DISCONNECTED")


def test_two_devices_of_one_participant_show_one_ballot(served: Served, visit: Visits) -> None:
    desk = visit(served.url("moderator"))
    phone = visit(f"{served.site}#{served.code}")
    join(phone)
    laptop = visit.open(phone.context, served.site)
    conduct(desk, "short", "open")
    phase(laptop, "poll", "short", "open")
    choose(phone, "yes")
    counted(laptop, "yes")
    choose(laptop, "no")
    counted(phone, "no")


def test_a_wrong_code_is_said_and_can_be_mended(served: Served, visit: Visits) -> None:
    phone = visit(served.site)
    phone.locator("#code").fill("WRONG")
    by(phone, "join").click()
    expect(by(phone, "refusal")).to_have_text(re.compile("Code"))
    without_barriers(phone)
    join(phone, served.code)
    visit.forgive("403")


def test_a_vote_by_keyboard_alone(served: Served, visit: Visits) -> None:
    desk = visit(served.url("moderator"))
    conduct(desk, "short", "open")
    phase(desk, "desk-poll", "short", "open")
    laptop = visit(f"{served.site}#{served.code}", width=1440, height=900)
    laptop.locator("#code").press("Enter")
    phase(laptop, "poll", "short", "open")
    by(laptop, "option", option="yes").locator("input").focus()
    laptop.keyboard.press("Space")
    laptop.keyboard.press("ArrowDown")
    laptop.keyboard.press("Enter")
    counted(laptop, "no")


@pytest.mark.parametrize("poll", ["hush", "long"])
def test_nobody_is_told_wrongly_that_they_did_not_vote(served: Served, visit: Visits, poll: str) -> None:
    option = {"hush": "yes", "long": "o1"}[poll]
    desk = visit(served.url("moderator"))
    voter = visit(f"{served.site}#{served.code}")
    watcher = visit(f"{served.site}#{served.code}")
    for page in (voter, watcher):
        join(page)
    conduct(desk, poll, "open")
    choose(voter, option)
    counted(voter, option)
    conduct(desk, poll, "close")
    for page in (voter, watcher):
        phase(page, "poll", poll, "closed")
    expect(by(voter, "own")).to_have_text(re.compile("Ihre Stimme: "))
    for page in (voter, watcher):
        page.reload()
        phase(page, "poll", poll, "closed")
    if poll == "hush":
        expect(by(voter, "own")).to_have_count(0)
        expect(by(watcher, "own")).to_have_count(0)
    else:
        expect(by(voter, "own")).to_have_text(re.compile("Ihre Stimme: "))
        expect(by(watcher, "own")).to_have_text("Sie haben nicht abgestimmt.")


KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('beifall.'))"


def test_who_leaves_on_a_device_leaves_nothing_there_and_other_tabs_leave_too(served: Served, visit: Visits) -> None:
    phone = visit(f"{served.site}#{served.code}")
    join(phone)
    tab = visit.open(phone.context, served.site)
    expect(by(tab, "waiting")).to_be_visible()
    assert phone.evaluate(KEPT) != []
    leave(phone)
    for page in (phone, tab):
        expect(by(page, "join")).to_be_visible()
        page.wait_for_function(f"() => {KEPT}.length === 0")


def test_a_tab_that_has_not_heard_of_the_leaving_keeps_nothing_either(served: Served, visit: Visits) -> None:
    phone = visit(f"{served.site}#{served.code}")
    join(phone)
    phone.context.add_init_script("addEventListener('storage', (event) => event.stopImmediatePropagation())")
    tab = visit.open(phone.context, served.site)
    expect(by(tab, "waiting")).to_be_visible()
    leave(phone)
    expect(by(phone, "join")).to_be_visible()
    by(tab, "room").select_option("forum")
    expect(tab.get_by_role("heading", name="Fachforum")).to_be_attached()
    expect(by(tab, "waiting")).to_be_visible()
    tab.wait_for_function(f"() => {KEPT}.length === 0")


def test_of_two_tabs_that_voted_offline_in_one_poll_the_later_vote_counts(served: Served, visit: Visits) -> None:
    first = a_phone_that_chose_offline(served, visit, "yes")
    first.close()
    first.context.set_offline(False)
    second = visit.open(first.context, served.site)
    counted(second, "yes")
    lose_network(second)
    choose(second, "no")
    expect(by(second, "standing")).to_have_attribute("data-state", "unsent")
    assert second.evaluate("Object.keys(localStorage).filter((key) => key.includes('unsent')).length") == 1
    first.context.set_offline(False)
    counted(second, "no")
    visit.forgive("ERR_INTERNET_DISCONNECTED")


def test_a_tab_leaves_the_unsent_vote_of_another_alone(served: Served, visit: Visits) -> None:
    desk = visit(served.url("moderator"))
    phone = visit(f"{served.site}#{served.code}")
    join(phone)
    tab = visit.open(phone.context, served.site)
    for poll in ("long", "short"):
        conduct(desk, poll, "open")
        phase(tab, "poll", poll, "open")
        phase(phone, "poll", poll, "open")
    # The phone's own way is cut, the other tab's is not.
    phone.evaluate("dispatchEvent(new Event('offline')); WebSocket.prototype.send = () => {}")
    choose(by(phone, "poll", poll="short"), "yes")
    choose(by(tab, "poll", poll="long"), "o2")
    counted(by(tab, "poll", poll="long"), "o2")
    phone.close()
    tab.reload()
    counted(by(tab, "poll", poll="short"), "yes")


def test_the_page_speaks_the_language_that_is_chosen(served: Served, visit: Visits) -> None:
    phone = visit(served.site, locale="en-GB")
    expect(by(phone, "join")).to_have_text("Join")
    expect(phone.locator("html")).to_have_attribute("lang", "en")
    phone.get_by_role("button", name="Deutsch").click()
    expect(by(phone, "join")).to_have_text("Teilnehmen")
    expect(phone.locator("html")).to_have_attribute("lang", "de")


def test_two_moderators_do_not_open_one_poll_twice(served: Served, visit: Visits) -> None:
    desks = [visit(served.url("moderator")), visit(served.url("organiser"))]
    for desk in desks:
        expect(by(by(desk, "desk-poll", poll="short"), "open")).to_be_visible()
    conduct(desks[0], "short", "open")
    for desk in desks:
        phase(desk, "desk-poll", "short", "open")
