"""The desk: a moderator with one free hand, several of them at once, the info desk, the organiser."""

from __future__ import annotations

import json
import re
from contextlib import closing

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Visits
from tests.browser.house import attendee
from tests.browser.pages import (
    by,
    conduct,
    enlarge,
    fits,
    lose_network,
    phase,
    slowly,
    with_its_source,
    without_barriers,
)
from tests.serving import Served


def part(desk: Page, name: str) -> None:
    """Goes to a part of the desk."""
    by(desk, "part", part=name).click()


def card(desk: Page, poll: str) -> Locator:
    return by(desk, "desk-poll", poll=poll)


def menu(desk: Page, card: Locator, choice: str) -> None:
    """Chooses what stands in a card's menu."""
    by(card, "more").click()
    by(by(desk, "menu"), choice).click()


def enter(button: Locator) -> None:
    """By keyboard, as soon as it can be done."""
    expect(button).to_be_visible()
    expect(button).to_be_enabled()
    button.press("Enter")


def one_row(*ends: Locator) -> None:
    boxes = [end.bounding_box() for end in ends]
    assert len({round(box["y"]) for box in boxes if box}) == 1, boxes


def closed(desk: Page, dialog: str) -> None:
    expect(by(desk, dialog)).to_have_count(0)


def test_a_poll_is_written_on_a_phone_and_what_was_typed_survives_a_reload(served: Served, visit: Visits) -> None:
    desk = visit(served.url("moderator"), width=320, height=640)
    by(desk, "new-poll").click()
    by(desk, "save").click()
    expect(by(desk, "mistakes")).to_be_visible()
    expect(desk.locator("#prompt-de")).to_be_focused()
    without_barriers(desk)
    fits(desk)
    desk.locator("#prompt-de").fill("Was soll bleiben?")
    desk.locator("#option-o1-de").fill("Die Pausen")
    by(desk, "save").click()
    empty = desk.locator("#option-o2-de")
    expect(empty).to_be_focused()
    expect(empty).to_have_attribute("aria-invalid", "true")
    expect(desk.locator("#option-o1-de")).to_have_attribute("aria-invalid", "false")
    heading = desk.locator(".dialog-head").bounding_box()
    label = desk.locator("label[for=option-o2-de]").bounding_box()
    assert heading
    assert label
    assert label["y"] >= heading["y"] + heading["height"]
    desk.locator("#option-o2-de").fill("x" * 201)
    expect(by(desk, "wrong")).to_have_text(re.compile("200"))
    desk.locator("#option-o2-de").fill("Die Vorträge")
    by(desk, "translate").first.click()
    desk.locator("#prompt-en").fill("What shall stay?")
    by(desk, "add-option").click()
    expect(desk.locator("#option-o3-de")).to_be_focused()
    desk.keyboard.type("Die Gespräche")
    by(by(desk, "option-field", id="o3"), "up").click()
    expect(by(by(desk, "option-field", id="o3"), "up")).to_be_focused()
    by(desk, "kind", kind="multiple").check()
    by(desk, "results", mode="live").check()
    by(desk, "secret").uncheck()
    desk.reload()
    expect(by(desk, "new-poll")).to_have_text("Entwurf weiterschreiben")
    by(desk, "new-poll").click()
    expect(desk.locator("#prompt-en")).to_have_value("What shall stay?")
    by(desk, "save").click()
    closed(desk, "poll-form")
    expect(by(desk, "new-poll")).to_have_text("Neue Abstimmung")
    expect(by(desk, "new-poll")).to_be_focused()
    made = by(desk, "desk-poll").filter(has_text="Was soll bleiben?")
    made.locator("summary").click()
    expect(made.locator("li")).to_have_text(["Die Pausen", "Die Gespräche", "Die Vorträge"])

    menu(desk, made, "edit")
    desk.locator("#prompt-de").fill("Was darf bleiben?")
    with slowly(desk):
        by(desk, "save").click()
        desk.locator("#prompt-de").focus()
        expect(desk.locator("#prompt-de")).not_to_be_focused()
    closed(desk, "poll-form")
    changed = by(desk, "desk-poll").filter(has_text="Was darf bleiben?")
    menu(desk, changed, "copy")
    expect(desk.locator("#option-o3-de")).to_have_value("Die Gespräche")
    by(desk, "discard").click()
    without_barriers(desk)
    by(desk, "yes").click()
    closed(desk, "poll-form")

    by(changed, "more").click()
    without_barriers(desk)
    expect(by(desk, "menu").locator(".menu button").last).to_have_attribute("data-testid", "delete")
    by(by(desk, "menu"), "delete").click()
    expect(by(desk, "confirm").locator("button")).to_have_text(["Abbrechen", "Entwurf löschen"])
    desk.set_viewport_size({"width": 360, "height": 640})
    expect(desk.locator("html")).to_have_js_property("clientWidth", 360)
    one_row(by(desk, "no"), by(desk, "yes"))
    desk.set_viewport_size({"width": 320, "height": 640})
    without_barriers(desk)
    desk.keyboard.press("Escape")
    expect(changed).to_have_count(1)
    menu(desk, changed, "delete")
    by(desk, "yes").click()
    expect(changed).to_have_count(0)
    expect(by(desk, "deleted")).to_be_visible()
    without_barriers(desk)
    fits(desk)
    enlarge(desk)
    fits(desk)


def test_polls_are_run_to_the_end_and_words_struck_by_keyboard_alone(served: Served, visit: Visits) -> None:
    audience = attendee(served)
    desk = visit(served.url("moderator"), width=1440, height=900)
    words = card(desk, "word")
    columns = desk.locator(".columns").bounding_box()
    assert columns
    assert columns["y"] + columns["height"] <= 900
    by(words, "seconds").select_option("own")
    by(words, "minutes").fill("61")
    expect(by(words, "open")).to_have_attribute("aria-disabled", "true")
    by(words, "minutes").fill("9:30")
    enter(by(words, "open"))
    phase(desk, "desk-poll", "word", "open")
    expect(by(words, "countdown")).to_be_visible()
    among = by(desk, "group", group="draft").filter(has=words)
    expect(among.get_by_text("Vorbereitet")).to_have_count(0)
    expect(among).to_have_attribute("aria-label", "Noch nicht neu geordnet")
    without_barriers(desk)
    expect(by(desk, "preview", show="poll")).to_have_text(re.compile("in einem Wort"))
    audience.votes("word", "Unsinn", "Geduld")
    expect(words).to_contain_text("Unsinn")

    enter(by(desk, "quick"))
    without_barriers(desk)
    enter(by(desk, "open-now"))
    quick = by(desk, "desk-poll").filter(has_text="Stimmen Sie zu?")
    expect(quick).to_contain_text("Enthaltung")
    expect(by(quick, "steps")).to_be_visible()
    enter(by(quick, "close"))
    enter(by(words, "close"))
    expect(by(quick, "publish")).to_be_visible()
    phase(desk, "desk-poll", "word", "closed")
    without_barriers(desk)
    enter(by(quick, "publish"))
    expect(by(desk, "preview", show="poll")).to_have_text(re.compile("mit Ergebnis"))

    enter(by(words, "more"))
    enter(by(desk, "strike"))
    by(desk, "search-word").fill("uns")
    enter(by(by(desk, "strike-word"), "word"))
    without_barriers(desk)
    enter(by(desk, "yes"))
    expect(by(by(desk, "strike-word"), "word").filter(has_text="Unsinn")).to_have_count(0)
    desk.keyboard.press("Escape")
    expect(words).not_to_contain_text("Unsinn")
    expect(words).to_contain_text("Geduld")
    enter(by(words, "more"))
    enter(by(desk, "on-stage"))
    expect(by(desk, "preview", show="poll")).to_have_text(re.compile("in einem Wort"))

    expect(by(desk, "arrange")).to_be_visible()
    enter(by(words, "more"))
    enter(by(desk, "reset"))
    expect(by(desk, "confirm")).to_contain_text("Stimmen dieser Runde")
    enter(by(desk, "yes"))
    phase(desk, "desk-poll", "word", "draft")
    enter(by(words, "more"))
    enter(by(desk, "edit"))
    expect(by(desk, "kind", kind="single")).to_be_disabled()


CLOSING = """async () => {
    const from = (path) => import(new URL(path, document.baseURI).href);
    const { html, render } = await from('vendor/htm-preact/standalone.module.js');
    const { phase } = await from('js/client/polls.js');
    const { Steps } = await from('js/views/desk/steps.js');
    const { texts } = await from('js/texts/desk.js');
    const { words } = await from('js/texts/texts.js');
    const poll = { id: 'p', rev: 3, state: 'closing', closes: 3000 };
    const reached = phase(poll, 0);
    const act = { want: (wish) => { document.documentElement.dataset.wish = JSON.stringify(wish); } };
    const props = { poll, reached, working: false, act, state: { connection: 'online' } };
    const t = words(await texts.de(), 'de', ['de']);
    render(html`<main><${Steps} ...${{ ...props, t }} /></main>`, document.getElementById('page'));
}"""


def test_a_closing_is_taken_back_by_keyboard(browser: Browser, site: str) -> None:
    with closing(browser.new_page()) as page:
        with_its_source(page, site)
        page.route(f"{site}desk.js", lambda route: route.fulfill(content_type="text/javascript", body=""))
        page.goto(f"{site}desk.html")
        page.evaluate(CLOSING)  # three seconds are too short for a test that may be kept waiting
        enter(by(page, "keep-open"))
        wish = json.loads(page.locator("html").get_attribute("data-wish") or "{}")
    assert wish == {"action": "poll.open", "poll": "p", "rev": 3, "seconds": None}


def test_of_two_moderators_the_second_is_told_what_the_first_has_changed(served: Served, visit: Visits) -> None:
    desks = visit(served.url("moderator")), visit(served.url("organiser"))
    first, second = desks
    expect(by(second, "present")).to_be_visible()
    with slowly(second):
        conduct(second, "short", "open")
        conduct(first, "short", "open")
        phase(second, "desk-poll", "short", "open")
    expect(by(card(second, "short"), "differences")).to_have_text(re.compile("Stand.*Entwurf.*offen", re.DOTALL))
    without_barriers(second)
    by(card(second, "short"), "heed").click()
    expect(by(second, "objection")).to_have_count(0)

    for desk, field, text in ((second, "#prompt-de", "Was hilft?"), (first, "#option-time-de", "Mehr Zeit")):
        menu(desk, card(desk, "many"), "edit")
        desk.locator(field).fill(text)
    by(first, "save").click()
    closed(first, "poll-form")
    overtaken = by(second, "overtaken")
    expect(overtaken).to_contain_text("„Zeit / Time“ → „Mehr Zeit / Time“")
    expect(by(second, "save")).to_have_attribute("aria-disabled", "true")
    without_barriers(second)
    by(overtaken, "mine").click()
    expect(second.locator("#prompt-de")).to_have_value("Was hilft?")
    by(second, "save").click()
    closed(second, "poll-form")
    expect(card(first, "many")).to_contain_text("Was hilft?")
    expect(card(first, "many").locator("li").nth(1)).to_have_text("Zeit")

    menu(second, card(second, "stars"), "edit")
    second.locator("#prompt-de").fill("Wie wichtig?")
    menu(first, card(first, "stars"), "edit")
    first.locator("#prompt-de").fill("Wie sehr?")
    by(first, "save").click()
    by(overtaken, "theirs").click()
    expect(second.locator("#prompt-de")).to_have_value("Wie sehr?")
    second.locator("#prompt-de").fill("Wie wichtig?")
    conduct(first, "stars", "open")
    by(overtaken, "anew").click()
    expect(second.locator("#prompt-de")).to_have_value("Wie wichtig?")
    by(second, "save").click()
    closed(second, "poll-form")
    expect(by(first, "arrange")).to_have_text(re.compile("1 neu"))
    by(first, "arrange").click()
    expect(by(first, "desk-poll").filter(has_text="Wie wichtig?")).to_be_visible()


def test_questions_from_waiting_to_answered(served: Served, visit: Visits) -> None:
    one = attendee(served).asks("Wer bezahlt die Endgeräte?", "Dr. Müller-Lüdenscheidt")
    two = attendee(served).asks("Wann werden die Endgeräte bezahlt, und von wem?")
    three = attendee(served).asks("Gibt es die Folien?")
    desk = visit(served.url("moderator"))
    expect(by(by(desk, "part", part="questions"), "count")).to_have_text(re.compile("3"))
    part(desk, "questions")
    ask = {id_: by(desk, "question", question=id_) for id_ in (one, two, three)}
    expect(by(desk, "question").first).to_have_attribute("data-question", one)
    for waiting in ask.values():
        by(waiting, "show").click()
        expect(waiting).to_have_attribute("data-state", "shown")
    four = attendee(served).asks("Und die Aufzeichnung?")
    expect(by(desk, "question").last).to_have_attribute("data-question", four)
    expect(by(desk, "question").first).to_have_attribute("data-question", one)

    menu(desk, ask[one], "labels")
    by(desk, "new-label").fill("Geld")
    by(desk, "new-label").press("Enter")
    without_barriers(desk)
    by(desk, "save-labels").click()
    expect(ask[one].locator(".labels")).to_have_text("Geld")
    menu(desk, ask[two], "merge")
    expect(by(desk, "target").first).to_have_attribute("data-question", one)
    by(desk, "search-target").fill("geld")
    by(desk, "target", question=one).check()
    without_barriers(desk)
    by(desk, "merge-now").click()
    expect(by(ask[two], "into")).to_contain_text("Wer bezahlt die Endgeräte?")
    menu(desk, ask[two], "unmerge")
    expect(ask[two]).to_have_attribute("data-state", "shown")
    menu(desk, ask[two], "wait")
    expect(ask[two]).to_have_attribute("data-state", "waiting")
    menu(desk, ask[two], "hide")
    by(desk, "yes").click()
    expect(ask[two]).to_have_attribute("data-state", "hidden")
    expect(by(ask[two], "more")).to_have_count(0)

    by(ask[one], "pin").click()
    expect(by(desk, "pinned", question=one)).to_be_visible()
    by(ask[one], "stage").click()
    expect(ask[one]).to_have_attribute("data-answered", "true")
    menu(desk, ask[one], "answer")
    by(desk, "answer-text").fill("Der Bund, zu drei Vierteln.")
    desk.reload()
    part(desk, "questions")
    by(desk, "shelf", shelf="answered").click()
    menu(desk, ask[one], "answer")
    expect(by(desk, "answer-text")).to_have_value("Der Bund, zu drei Vierteln.")
    without_barriers(desk)
    with slowly(desk):
        by(desk, "send").click()
        expect(by(desk, "answer-text")).not_to_be_editable()
    expect(ask[one]).to_contain_text("zu drei Vierteln")
    by(by(desk, "pinned"), "unpin").click()
    expect(ask[one]).to_have_attribute("data-pinned", "false")
    without_barriers(desk)
    fits(desk)

    by(desk, "shelf", shelf="waiting").click()
    lose_network(desk)
    fourth = by(desk, "question", question=four)
    expect(by(fourth, "show")).to_have_attribute("aria-disabled", "true")
    desk.context.set_offline(False)
    expect(by(fourth, "show")).to_have_attribute("aria-disabled", "false")
    organiser = visit(served.url("organiser"), width=1440, height=900)
    with slowly(desk):
        by(fourth, "show").click()
        by(by(organiser, "question", question=four), "show").click()
        expect(fourth).to_have_attribute("data-state", "shown")
    expect(by(fourth, "differences")).to_have_text(re.compile("Stand.*wartet.*gezeigt", re.DOTALL))
    by(organiser, "shelf", shelf="away").click()
    menu(organiser, by(organiser, "question", question=two), "erase")
    without_barriers(organiser)
    by(organiser, "yes").click()
    expect(by(organiser, "question", question=two)).not_to_contain_text("Endgeräte")
    by(organiser, "shelf", shelf="answered").click()
    by(organiser, "search").fill("geld")
    expect(by(organiser, "question")).to_have_count(1)
    enlarge(desk)
    fits(desk)
    speaker = visit(served.url("speaker").replace("#", "desk.html#"))
    part(speaker, "questions")
    expect(by(by(speaker, "question", question=three), "stage")).to_be_visible()
    visit.forgive("ERR_INTERNET_DISCONNECTED")


def test_a_room_has_switches_a_stage_and_a_gong_and_the_organiser_sees_all_rooms(served: Served, visit: Visits) -> None:
    desk = visit(served.url("moderator"))
    part(desk, "room")
    by(desk, "applause").click()
    expect(by(desk, "applause")).to_have_attribute("aria-checked", "false")
    by(desk, "questions-mode", mode="open").click()
    expect(by(desk, "questions-mode", mode="open")).to_be_checked()
    by(desk, "notice-text").fill("Wir beginnen um 10:15 Uhr.")
    by(desk, "give-notice").click()
    expect(by(desk, "notice")).to_have_text("Wir beginnen um 10:15 Uhr.")
    expect(by(desk, "notice-text")).to_have_value("")
    by(desk, "notice-text").fill("Wir beginnen um 10:20 Uhr.")
    with slowly(desk):
        by(desk, "give-notice").click()
        expect(by(desk, "notice-text")).not_to_be_editable()
    expect(by(desk, "notice")).to_have_text("Wir beginnen um 10:20 Uhr.")
    expect(by(desk, "preview", show="invitation")).to_contain_text(served.code)
    by(desk, "stage-join").click()
    by(desk, "stage-free").click()
    expect(by(desk, "stage-free")).to_have_count(0)
    for n in range(1, 6):
        attendee(served).does("mood", mood=n, seq=1)
    expect(desk.locator(".moods li")).to_have_count(5)
    without_barriers(desk)
    fits(desk)
    enlarge(desk)
    fits(desk)

    organiser = visit(served.url("organiser"), locale="en-GB", width=1440, height=900)
    expect(organiser.locator(".place")).to_have_text("Organisation")
    expect(by(organiser, "present")).to_be_visible()
    with slowly(organiser):
        by(organiser, "applause").click()
        by(desk, "take-notice").click()
        expect(by(organiser, "notice")).to_have_text("There is no notice in the room.")
    expect(by(organiser, "differences")).to_contain_text("“Wir beginnen um 10:20 Uhr.” → nothing")
    by(organiser, "gong-room").select_option("cafe")
    by(organiser, "gong-text").fill("Coffee!")
    by(organiser, "gong").click()
    expect(by(organiser, "confirm").locator("blockquote")).to_have_text("Coffee!")
    expect(by(organiser, "dismiss")).to_have_count(0)
    without_barriers(organiser)
    by(organiser, "yes").click()
    expect(by(organiser, "called")).to_contain_text("Coffee!")
    expect(by(organiser, "gong")).to_have_text("Sound the gong")
    by(organiser, "gong-text").fill("Coffee, now!")
    by(organiser, "gong").click()
    by(organiser, "yes").click()
    expect(by(organiser, "called")).to_contain_text("Coffee, now!")

    part(organiser, "overview")
    expect(by(organiser, "door", room="plenum")).to_contain_text("Applause is off.")
    expect(by(organiser, "door", room="forum")).to_contain_text("No poll is running.")
    heights = "(all) => all.slice(0, 2).map((one) => one.getBoundingClientRect().height)"
    one, other = by(organiser, "door").evaluate_all(heights)
    assert one == other
    without_barriers(organiser)
    by(by(organiser, "door", room="forum"), "visit").click()
    expect(by(organiser, "room")).to_have_value("forum")
    expect(by(organiser, "new-poll")).to_be_visible()
    without_barriers(organiser)
    fits(organiser)

    by(desk, "room").select_option("forum")
    expect(by(desk, "watching")).to_be_visible()
    expect(by(desk, "applause")).to_have_attribute("aria-disabled", "true")
    without_barriers(desk)
    by(desk, "mine").click()
    expect(by(desk, "watching")).to_have_count(0)


def test_the_info_desk_takes_and_answers_each_request_once(served: Served, visit: Visits) -> None:
    attendee(served).does("help", room="forum", text="Ich höre keinen Ton.")
    desks = visit(served.url("info")), visit(served.url("info"))
    first, second = desks
    requests = [by(desk, "request").first for desk in desks]
    expect(requests[0]).to_contain_text("Fachforum")
    expect(first.locator(".place")).to_have_text("Infoschalter")
    expect(first).to_have_title(re.compile(r"^\(1\) "))
    by(requests[0], "take").click()
    expect(requests[0]).to_contain_text("von Ihnen übernommen")
    expect(requests[1]).to_contain_text("von jemand anderem übernommen")
    attendee(served).does("help", text="Wo ist die Cafeteria?")
    expect(second.locator("#status")).to_have_text(re.compile("Neue Anfrage am Infoschalter"))
    expect(by(first, "request")).to_have_count(2)
    without_barriers(first)
    fits(first)

    by(requests[0], "reply").click()
    by(first, "help-text").fill("Bitte laden Sie die Seite neu.")
    by(first, "remember").check()
    without_barriers(first)
    first.reload()
    by(requests[0], "reply").click()
    expect(by(first, "help-text")).to_have_value("Bitte laden Sie die Seite neu.")
    by(first, "remember").check()
    by(first, "send").click()
    closed(first, "help-form")
    expect(requests[0]).to_have_class(re.compile("done"))
    expect(by(first, "shelf", shelf="open")).to_have_text("Offen 1")
    expect(requests[1]).to_contain_text("Bitte laden Sie die Seite neu.")
    by(by(first, "request").last, "reply").click()
    by(first, "canned").click()
    expect(by(first, "help-text")).to_have_value("Bitte laden Sie die Seite neu.")
    expect(by(first, "present")).to_be_visible()
    with slowly(first):
        by(first, "send").click()
        by(by(second, "request").last, "take").click()
        expect(by(second, "request").last).to_have_attribute("data-state", "taken")
    expect(by(by(first, "help-form"), "differences")).to_contain_text("wartet → in Arbeit")
    expect(by(first, "help-text")).to_have_value("Bitte laden Sie die Seite neu.")
    by(first, "send").click()
    closed(first, "help-form")
    expect(by(first, "request").last).to_have_attribute("data-state", "answered")
    by(first, "shelf", shelf="answered").click()
    expect(by(first, "request")).to_have_count(2)
    without_barriers(first)
    enlarge(first)
    fits(first)
