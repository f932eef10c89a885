"""Questions, from being written to being answered, and help."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visits
from tests.browser.house import staff
from tests.browser.pages import by, fits, halt, join, lose_network, slowly, without_barriers
from tests.serving import Served

FIRST, SECOND, THIRD = "Wann gibt es die Folien?", "Wer zahlt die Geräte?", "Kommt die Förderrichtlinie?"


def ask(page: Page, text: str) -> None:
    by(page, "ask").fill(text)
    by(page, "ask-send").click()


def became(page: Page, state: str, n: int = 1) -> None:
    expect(by(page, "my-question", became=state)).to_have_count(n)


def test_a_question_from_its_draft_to_its_answer(served: Served, visit: Visits) -> None:
    moderator = staff(served, "moderator")
    phone = visit(f"{served.site}#{served.code}", width=320, height=640)
    other = visit(f"{served.site}#{served.code}", width=1440, height=900)
    join(phone)
    join(other)
    by(phone, "go-questions").click()
    by(phone, "ask-send").click()
    expect(by(phone, "ask-wrong")).to_be_visible()
    by(phone, "ask").fill("x" * 410)
    expect(by(phone, "ask-left")).to_have_text("noch 90 Zeichen")
    by(phone, "ask").fill(FIRST)
    by(phone, "ask-name").fill("Landkreis Görlitz")
    phone.reload()
    by(phone, "go-questions").click()
    expect(by(phone, "ask")).to_have_value(FIRST)
    expect(by(phone, "ask-name")).to_have_value("Landkreis Görlitz")
    by(phone, "ask-send").click()
    became(phone, "waiting")
    fits(phone)
    without_barriers(phone, other)
    by(phone, "withdraw").click()
    expect(by(phone, "my-question")).to_have_count(0)

    ask(other, SECOND)
    became(other, "waiting")
    ask(phone, THIRD)
    became(phone, "waiting")
    for text in (SECOND, THIRD):
        moderator.decides(text, "show")
    became(phone, "shown")
    second, third = (by(other, "question").filter(has_text=text) for text in (SECOND, THIRD))
    expect(third).to_be_visible()
    expect(third).to_contain_text("Landkreis Görlitz")

    order = by(by(other, "board"), "question")
    expect(order.first).to_contain_text(SECOND)
    mine = by(by(phone, "board"), "question").filter(has_text=THIRD)
    by(mine, "upvote").click()
    expect(mine).to_have_attribute("data-upvotes", "1")
    moderator.decides(SECOND, "label", labels=["Geld"])
    moderator.decides(SECOND, "answer", text="Das Land.")
    expect(third).to_have_attribute("data-upvotes", "1")
    expect(order.first).to_contain_text(SECOND)
    by(other, "renew").click()
    expect(order.first).to_contain_text(THIRD)

    moderator.decides(SECOND, "pin")
    expect(by(other, "question", pinned="yes")).to_contain_text(SECOND)
    by(phone, "go-now").click()
    expect(by(phone, "pinned-now")).to_contain_text(SECOND)
    became(other, "answered")
    expect(by(other, "my-question")).to_contain_text("Das Land.")
    expect(second).to_contain_text("Geld")
    without_barriers(phone, other)


def test_what_was_written_is_there_after_a_refusal_and_after_a_night_without_network(
    served: Served, visit: Visits
) -> None:
    moderator = staff(served, "moderator")
    phone = visit(f"{served.site}#{served.code}")
    join(phone)
    by(phone, "go-questions").click()
    lose_network(phone)
    ask(phone, FIRST)
    became(phone, "unsent")
    moderator.switches(questions="closed")
    phone.context.set_offline(False)
    expect(by(phone, "ask-closed")).to_contain_text(FIRST)
    expect(by(phone, "my-question")).to_have_count(0)
    moderator.switches(questions="open")
    expect(by(phone, "ask-form")).to_have_attribute("data-how", "open")
    expect(by(phone, "ask")).to_have_value(FIRST)
    lose_network(phone)
    by(phone, "ask-send").click()
    became(phone, "unsent")
    without_barriers(phone)
    phone.close()
    phone.context.set_offline(False)
    phone = visit.open(phone.context, served.site)
    by(phone, "go-questions").click()
    became(phone, "shown")
    tab = visit.open(phone.context, served.site)
    by(tab, "go-questions").click()
    became(tab, "shown")
    visit.forgive("ERR_INTERNET_DISCONNECTED")


def test_a_speaker_answers_in_writing_and_the_info_desk_too(served: Served, visit: Visits) -> None:
    moderator, desk = staff(served, "moderator"), staff(served, "info")
    phone = visit(f"{served.site}#{served.code}")
    phone.clock.install()
    join(phone)
    by(phone, "go-questions").click()
    ask(phone, FIRST)
    became(phone, "waiting")
    speaker = visit(served.url("speaker"), width=1440, height=900)
    moderator.decides(FIRST, "show")
    answering = by(speaker, "answering")
    answering.locator("summary").click()
    answering.locator("textarea").fill("Die Folien kommen")
    speaker.reload()
    expect(answering.locator("textarea")).to_have_value("Die Folien kommen")
    moderator.decides(FIRST, "label", labels=["Material"])
    answering.locator("textarea").fill("Die Folien kommen morgen.")
    without_barriers(speaker)
    expect(by(speaker, "question")).to_contain_text("Material")
    with slowly(speaker):
        by(answering, "answer").click()
        expect(answering.locator("textarea")).not_to_be_editable()
    became(phone, "answered")
    expect(by(phone, "my-question")).to_contain_text("Die Folien kommen morgen.")
    expect(answering.locator("textarea")).to_have_value("Die Folien kommen morgen.")

    by(phone, "go-help").click()
    by(phone, "help-text").fill("Ich höre nichts.")
    by(phone, "help-send").click()
    request = by(phone, "request")
    expect(request).to_have_attribute("data-state", "waiting")
    by(phone, "go-now").click()
    (helped,) = desk.does("enter", screen="desk")["items"]["helps"]
    rev = desk.does("help.take", help=helped["id"], rev=helped["rev"])["rev"]
    desk.does("help.answer", help=helped["id"], rev=rev, text="Bitte laden Sie das Video neu.")
    expect(by(phone, "go-help")).to_have_text(re.compile("1 neue Antwort"))
    expect(phone.locator("#status")).to_have_text(re.compile("Infoschalter"))
    dot, word = (by(phone, "go-help").locator(part).bounding_box() for part in (".news", "span >> nth=0"))
    assert dot is not None
    assert word is not None
    assert dot["y"] + dot["height"] <= word["y"]
    halt(phone)
    by(phone, "go-help").click()
    expect(request).to_have_attribute("data-new", "yes")
    expect(request).to_contain_text("Bitte laden Sie das Video neu.")
    phone.clock.resume()
    without_barriers(phone)
    expect(request).to_have_attribute("data-new", "no")
    expect(by(phone, "go-help")).to_have_text("Hilfe")
