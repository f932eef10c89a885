"""Several people write about one thing: nobody overwrites what they have not seen."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visits
from tests.browser.house import attendee, staff
from tests.browser.pages import by, join, lose_network, without_barriers
from tests.serving import Served

QUESTION = "Wann kommen die Folien?"


def menu(desk: Page, choice: str) -> None:
    by(by(desk, "question").first, "more").click()
    by(by(desk, "menu"), choice).click()


def test_who_has_a_dialog_open_sees_what_another_has_written_and_says_whose_shall_stand(
    served: Served, visit: Visits
) -> None:
    attendee(served).does("ask", text=QUESTION, name=None)
    moderator = staff(served, "moderator")
    moderator.decides(QUESTION, "show")
    desk = visit(served.url("organiser"))
    by(desk, "part", part="questions").click()
    by(desk, "shelf", shelf="shown").click()

    menu(desk, "answer")
    by(desk, "answer-text").fill("Nächste Woche.")
    moderator.decides(QUESTION, "label", labels=["Material"])
    moderator.decides(QUESTION, "answer", text="Morgen.")
    expect(by(desk, "meanwhile")).to_contain_text("Morgen.")
    expect(by(desk, "send")).to_have_attribute("aria-disabled", "true")
    without_barriers(desk)
    by(desk, "mine").click()
    by(desk, "send").click()
    expect(by(desk, "answer-form")).to_have_count(0)
    assert moderator.does("enter", screen="desk")["items"]["questions"][0]["answer"] == "Nächste Woche."

    by(desk, "shelf", shelf="answered").click()
    menu(desk, "labels")
    by(desk, "new-label").fill("Meins")
    by(desk, "new-label").press("Enter")
    moderator.decides(QUESTION, "label", labels=["Deins"])
    expect(by(desk, "meanwhile")).to_contain_text("Deins")
    by(desk, "theirs").click()
    expect(by(desk, "question").first.locator(".labels")).to_have_text("Deins")

    by(desk, "part", part="room").click()
    by(desk, "notice-text").fill("Pause bis elf.")
    moderator.switches(notice="Pause bis zehn.")
    expect(by(desk, "meanwhile")).to_contain_text("Pause bis zehn.")
    by(desk, "mine").click()
    by(desk, "give-notice").click()
    expect(by(desk, "notice")).to_have_text("Pause bis elf.")


def test_a_speaker_and_the_info_desk_see_it_too(served: Served, visit: Visits) -> None:
    asker = attendee(served)
    asker.does("ask", text=QUESTION, name=None)
    asker.does("help", text="Wo ist der Saal?")
    moderator, colleague = staff(served, "moderator"), staff(served, "info")
    moderator.decides(QUESTION, "show")
    speaker = visit(served.url("speaker"), width=1440, height=900)
    answering = by(speaker, "answering")
    answering.locator("summary").click()
    answering.locator("textarea").fill("Nächste Woche.")
    moderator.decides(QUESTION, "answer", text="Morgen.")
    expect(by(answering, "meanwhile")).to_contain_text("Morgen.")
    expect(by(answering, "answer")).to_have_attribute("aria-disabled", "true")
    by(answering, "mine").click()
    by(answering, "answer").click()
    expect(by(speaker, "question")).to_contain_text("Nächste Woche.")

    desk = visit(served.url("info"))
    by(by(desk, "request").first, "reply").click()
    by(desk, "help-text").fill("Im ersten Stock.")
    (helped,) = colleague.does("enter", screen="desk")["items"]["helps"]
    colleague.does("help.answer", help=helped["id"], rev=helped["rev"], text="Im Erdgeschoss.")
    expect(by(desk, "meanwhile")).to_contain_text("Im Erdgeschoss.")
    expect(by(desk, "send")).to_have_attribute("aria-disabled", "true")
    by(desk, "theirs").click()
    expect(by(desk, "help-form")).to_have_count(0)


def test_of_several_refused_questions_none_is_lost_wherever_one_has_gone(served: Served, visit: Visits) -> None:
    phone = visit(f"{served.site}#{served.code}/plenum")
    join(phone)
    by(phone, "go-questions").click()
    lose_network(phone)
    for text in ("Frage eins?", "Frage zwei?", "Frage drei?"):
        by(phone, "ask").fill(text)
        by(phone, "ask-send").click()
    expect(by(phone, "my-question")).to_have_count(3)
    by(phone, "room").select_option("forum")
    staff(served, "moderator").switches(questions="closed")
    phone.context.set_offline(False)
    expect(by(phone, "my-question")).to_have_count(0)
    phone.reload()
    by(phone, "room").select_option("plenum")
    by(phone, "go-questions").click()
    refused = by(phone, "taken-back").get_by_role("listitem")
    expect(refused).to_have_text([re.compile("eins"), re.compile("zwei"), re.compile("drei")])
    without_barriers(phone)
    staff(served, "moderator").switches(questions="open")
    expect(by(phone, "ask")).to_have_value("Frage eins?")
    by(phone, "ask-send").click()
    by(refused.first, "take-back").click()
    expect(by(phone, "ask")).to_have_value("Frage zwei?")
    by(refused.first, "throw-away").click()
    expect(by(phone, "taken-back")).to_have_count(0)
    visit.forgive("ERR_INTERNET_DISCONNECTED")
