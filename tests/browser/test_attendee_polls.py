"""Every kind of poll, as attendees fill it in."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.browser.conftest import Visits
from tests.browser.house import attendee, staff
from tests.browser.pages import by, choose, counted, enlarge, fits, join, lose_network, passing, phase, without_barriers
from tests.serving import Served


def standing(poll: Locator, state: str) -> None:
    expect(by(poll, "standing")).to_have_attribute("data-state", state)


def filled(line: Locator) -> None:
    """The bar of a result can be seen, and what fills it is as high as its track."""
    track, fill = (line.locator(part).bounding_box() for part in (".bar", ".bar > span"))
    assert track is not None
    assert fill is not None
    assert track["height"] >= 8
    assert fill["height"] == pytest.approx(track["height"], abs=0.5)


def test_every_kind_of_poll_is_voted_on_changed_and_withdrawn(served: Served, visit: Visits) -> None:
    moderator = staff(served, "moderator")
    phone = visit(f"{served.site}#{served.code}", width=320, height=640)
    join(phone)
    tab = visit.open(phone.context, served.site)
    by(phone, "go-help").click()
    for poll, seconds in (("word", None), ("stars", None), ("many", 600)):
        moderator.conducts("open", poll, seconds=seconds)
        expect(by(phone, "poll", poll=poll, phase="open")).to_be_attached()
    attendee(served).votes("stars", 5)
    by(phone, "call").click()
    expect(by(phone, "poll", poll="many")).to_be_in_viewport()
    expect(by(phone, "call")).to_have_count(0)
    many, stars, word = (by(phone, "poll", poll=poll) for poll in ("many", "stars", "word"))
    expect(by(many, "countdown")).to_have_text(re.compile(r"\d:\d\d"))
    fits(phone)
    without_barriers(phone)

    by(many, "vote").click(force=True)
    expect(by(many, "standing")).to_have_attribute("role", "alert")
    expect(by(many, "left")).to_have_text("Noch 2 Antworten möglich")
    for option in ("talk", "time", "tools"):
        by(many, "option", option=option).click()
    expect(by(many, "full")).to_have_text(re.compile("Mehr als 2 Antworten"))
    expect(by(many, "option", option="tools").locator("input")).not_to_be_checked()
    standing(many, "chosen")
    by(many, "vote").click()
    for option in ("talk", "time"):
        counted(many, option)
        counted(by(tab, "poll", poll="many"), option)
    by(many, "option", option="time").click()
    expect(by(many, "standing")).to_contain_text("Es zählt weiter: „Gespräche“, „Zeit“")
    by(many, "vote").click()
    standing(many, "counted")
    by(many, "withdraw-vote").click()
    standing(many, "none")
    standing(by(tab, "poll", poll="many"), "none")

    by(stars, "option", option="2").locator("input").focus()
    phone.keyboard.press("Space")
    phone.keyboard.press("ArrowRight")
    phone.keyboard.press("Enter")
    counted(stars, "3")
    expect(by(stars, "result")).to_be_visible()
    filled(by(stars, "bar", option="3"))

    by(word, "word-field", at="0").fill("Zusammenhalt")
    by(word, "word-field", at="2").fill("  Mut ")
    phone.reload()
    expect(by(word, "word-field", at="2")).to_have_value("  Mut ")
    standing(word, "chosen")
    by(word, "vote").click()
    standing(word, "counted")
    expect(by(word, "word-field", at="1")).to_have_value("Mut")
    expect(by(by(tab, "poll", poll="word"), "word-field", at="0")).to_have_value("Zusammenhalt")
    without_barriers(phone)

    with passing(phone, '[data-poll="word"][data-phase="counting"] [data-testid="own"]'):
        for poll in ("word", "stars"):
            moderator.conducts("close", poll)
    expect(by(word, "own")).to_have_text("Ihre Wörter: „Zusammenhalt“, „Mut“")
    phone.wait_for_function("() => !Object.keys(localStorage).some((key) => key.includes('words.'))")
    for over in (stars, word):
        expect(over).to_have_attribute("data-phase", "closed")
    expect(by(word, "ending")).to_contain_text("sobald es freigegeben ist")
    expect(by(stars, "result")).to_be_attached()
    expect(by(stars, "ending")).not_to_contain_text("sobald es freigegeben ist")


def reachable(page: Page, one: Locator) -> None:
    """It can be brought into view, and nothing lies over it there."""
    one.scroll_into_view_if_needed()
    one.evaluate("(one) => one.scrollIntoView({ block: 'center' })")
    covered = """(one) => { const { left, top, width, height } = one.getBoundingClientRect();
        return !one.contains(document.elementFromPoint(left + width / 2, top + height / 2)); }"""
    assert not one.evaluate(covered)


def test_eight_long_options_of_which_several_may_be_chosen_with_text_at_200_percent(
    served: Served, visit: Visits
) -> None:
    moderator = staff(served, "moderator")
    long = moderator.sees("polls", "long")
    form = {key: long[key] for key in ("prompt", "options", "results", "secret", "low", "high")}
    made = moderator.does("poll.create", poll={**form, "kind": "multiple", "min": 2, "max": 3})
    phone = visit(f"{served.site}#{served.code}", width=360, height=640)
    enlarge(phone)
    join(phone)
    moderator.conducts("open", made["poll"], seconds=None)
    phase(phone, "poll", made["poll"], "open")
    fits(phone)
    for number in range(1, 9):
        reachable(phone, by(phone, "option", option=f"o{number}"))
    by(phone, "option", option="o2").click()
    by(phone, "vote").click(force=True)
    expect(by(phone, "standing")).to_have_text("Wählen Sie noch eine Antwort aus.")
    choose(phone, "o8")
    counted(phone, "o2")
    counted(phone, "o8")
    for place in ("help", "questions", "now"):
        by(phone, f"go-{place}").click()
        fits(phone)
    reachable(phone, by(phone, "clap"))
    without_barriers(phone)


def test_words_that_are_written_while_others_are_on_their_way_stay(served: Served, visit: Visits) -> None:
    phone = visit(f"{served.site}#{served.code}")
    join(phone)
    staff(served, "moderator").conducts("open", "word", seconds=None)
    word = by(phone, "poll", poll="word")
    field = by(word, "word-field", at="0")
    expect(field).to_be_visible()
    lose_network(phone)
    field.fill("Mut")
    by(word, "vote").click()
    standing(word, "unsent")
    field.fill("Vertrauen")
    standing(word, "chosen")
    phone.context.set_offline(False)
    expect(by(word, "standing")).to_contain_text("Es zählt weiter: „Mut“")
    expect(field).to_have_value("Vertrauen")
    by(word, "vote").click()
    standing(word, "counted")
    expect(field).to_have_value("Vertrauen")
    visit.forgive("ERR_INTERNET_DISCONNECTED")


# Until the page has heard what of the poll is in view: its own observer of it is older, and is told first.
LOOKED = """(poll) => new Promise((done) => {
    const observer = new IntersectionObserver(() => requestAnimationFrame(() => done(observer.disconnect())));
    observer.observe(document.getElementById(`poll-${poll}`));
})"""


def free(button: Locator) -> bool:
    """It is in view, and nothing lies over any of it."""
    seen: bool = button.evaluate("""(button) => {
        const { left, top, width, height } = button.getBoundingClientRect();
        const seen = (part) => document.elementFromPoint(left + width / 2, top + height * part);
        return [0.2, 0.5, 0.9].every((part) => button.contains(seen(part)));
    }""")
    return seen


def test_nobody_is_called_to_another_poll_who_is_about_to_vote_in_this_one(served: Served, visit: Visits) -> None:
    moderator = staff(served, "moderator")
    phone = visit(f"{served.site}#{served.code}", height=640)
    join(phone)
    moderator.conducts("open", "long", seconds=None)
    long, call = by(phone, "poll", poll="long"), by(phone, "call")
    last, button = by(long, "option", option="o6"), by(long, "vote")
    last.click()
    last.evaluate("(option) => option.scrollIntoView({ block: 'center' })")
    place = "(button) => innerHeight - button.getBoundingClientRect().bottom"
    before = button.evaluate(place)
    moderator.conducts("open", "many", seconds=None)
    expect(by(phone, "poll", poll="many", phase="open")).to_be_attached()
    last.evaluate("(option) => option.scrollIntoView({ block: 'center' })")
    phone.evaluate(LOOKED, "many")
    expect(call).to_have_count(0)
    assert button.evaluate(place) == before

    phone.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(call).to_be_visible()
    last.evaluate("(option) => option.scrollIntoView({ block: 'center' })")
    expect(call).to_have_count(0)
    button.click()
    expect(by(phone, "option", option="o6")).to_have_attribute("data-mark", "counted")
    expect(call).to_be_visible()
    assert free(button)
    without_barriers(phone)


def test_nobody_is_called_to_the_poll_before_them_that_began_anew_while_they_were_away(
    served: Served, visit: Visits
) -> None:
    moderator = staff(served, "moderator")
    phone = visit(f"{served.site}#{served.code}")
    join(phone)
    moderator.conducts("open", "short", seconds=None)
    expect(by(phone, "poll", poll="short", phase="open")).to_be_in_viewport()
    by(phone, "poll", poll="short").evaluate("(card) => { card.was = true; }")
    lose_network(phone)
    moderator.conducts("close", "short")
    phase(visit(served.url("moderator")), "desk-poll", "short", "closed")
    moderator.conducts("reset", "short")
    moderator.conducts("open", "short", seconds=None)
    phone.context.set_offline(False)
    phone.wait_for_function("() => [...document.querySelectorAll('[data-poll=short]')].some((card) => !card.was)")
    phone.evaluate(LOOKED, "short")
    expect(by(phone, "call")).to_have_count(0)
    visit.forgive("ERR_INTERNET_DISCONNECTED")


def test_a_poll_comes_below_the_one_in_which_somebody_is_about_to_vote_and_above_the_others(
    served: Served, visit: Visits
) -> None:
    moderator = staff(served, "moderator")
    phone = visit(f"{served.site}#{served.code}")
    join(phone)
    moderator.conducts("open", "short", seconds=None)
    short, yes = by(phone, "poll", poll="short"), by(by(phone, "poll", poll="short"), "option", option="yes")
    yes.click()
    standing(short, "chosen")
    place = yes.bounding_box()
    moderator.conducts("open", "many", seconds=None)
    expect(by(phone, "poll", poll="many")).to_be_attached()
    assert yes.bounding_box() == place
    by(short, "vote").click()
    counted(short, "yes")
    expect(by(phone, "call")).to_contain_text("Was hilft Ihnen?")
    moderator.conducts("open", "stars", seconds=None)
    expect(by(phone, "poll", poll="stars")).to_be_attached()
    order = "(polls) => polls.map((poll) => poll.dataset.poll)"
    assert by(phone, "poll").evaluate_all(order) == ["stars", "short", "many"]


def test_a_choice_that_is_out_of_sight_outlives_a_poll_that_opens(served: Served, visit: Visits) -> None:
    moderator = staff(served, "moderator")
    phone = visit(f"{served.site}#{served.code}")
    join(phone)
    moderator.conducts("open", "short", seconds=None)
    by(phone, "option", option="yes").click()
    by(phone, "go-questions").click()
    moderator.conducts("open", "many", seconds=None)
    expect(by(phone, "poll", poll="many")).to_be_attached()
    by(phone, "go-now").click()
    standing(by(phone, "poll", poll="short"), "chosen")


def test_on_a_wide_screen_too_a_call_leaves_the_button_of_a_poll_free(served: Served, visit: Visits) -> None:
    moderator = staff(served, "moderator")
    laptop = visit(f"{served.site}#{served.code}", width=1440, height=640)
    join(laptop)
    moderator.conducts("open", "long", seconds=None)
    choose(laptop, "o4")
    counted(laptop, "o4")
    laptop.evaluate("scrollTo(0, 300)")
    moderator.conducts("open", "many", seconds=None)
    expect(by(laptop, "poll", poll="many")).to_be_attached()
    by(laptop, "option", option="o4").evaluate("(option) => option.scrollIntoView({ block: 'center' })")
    expect(by(laptop, "call")).to_be_visible()
    assert free(by(by(laptop, "poll", poll="long"), "vote"))
    without_barriers(laptop)


def fingers(session: CDPSession, kind: str, *places: tuple[float, float]) -> None:
    """These go down, or are up again."""
    points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(places)]
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


A_CLICK = "new Promise((done) => setTimeout(done, 400))"
"""So long a click might still come."""

TAPPED = f"""async () => {{
    const finger = (type) => document.body.dispatchEvent(new PointerEvent(type, {{ bubbles: true, isPrimary: true }}));
    finger("pointerdown");
    scrollTo(0, 600);
    await ({LOOKED})("short");
    finger("pointerup");
    await new Promise((done) => setTimeout(done));
    const called = document.querySelector(".call") !== null;
    document.body.click();
    return called;
}}"""
"""A browser makes a click of a touch a moment after it has ended: whether there is a call in that moment."""


def test_a_call_waits_until_the_last_finger_is_up_and_takes_nobodys_click(served: Served, visit: Visits) -> None:
    phone = visit(f"{served.site}#{served.code}")
    session = phone.context.new_cdp_session(phone)
    join(phone)
    by(phone, "go-help").click()
    call, left, right = by(phone, "call"), (90, 655), (270, 655)
    fingers(session, "touchStart", left, right)
    staff(served, "moderator").conducts("open", "short", seconds=None)
    expect(by(phone, "poll", poll="short")).to_be_attached()
    phone.evaluate(LOOKED, "short")
    fingers(session, "touchEnd", left)
    phone.evaluate(A_CLICK)
    expect(call).to_have_count(0)
    fingers(session, "touchEnd")
    expect(call).to_be_visible()

    call.click()
    expect(call).to_have_count(0)
    assert not phone.evaluate(TAPPED)
    expect(call).to_be_visible()
