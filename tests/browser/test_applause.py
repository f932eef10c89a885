"""Hands, and what is seen of them: in every way that there is to clap, and in words and pictures."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visits
from tests.browser.house import staff
from tests.browser.pages import by, count, fits, grip, halt, join, with_its_source, without_barriers
from tests.serving import Served, serve

LAPTOP: dict[str, Any] = {"width": 1440, "height": 900}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One event for all of these: applause leaves nothing in a room."""
    with serve(tmp_path_factory.mktemp("applause"), Path(__file__).parent / "event.toml") as event:
        yield event


def enter(visit: Visits, served: Served, room: str = "plenum", **device: Any) -> Page:
    page = visit(f"{served.site}#{served.code}/{room}", **device)
    join(page)
    return page


def enter_halted(
    visit: Visits, served: Served, *, sent: Callable[[str | bytes], None] | None = None, **device: Any
) -> Page:
    """Somebody whose time passes as the test says; `sent` hears each frame that the page sends."""
    page = visit(f"{served.site}#{served.code}", **device)
    page.clock.install()
    if sent:
        page.on("websocket", lambda socket: socket.on("framesent", sent))
    join(page)
    halt(page)
    return page


def claps_on(page: Page) -> None:
    """So many claps come of one press that something is held."""
    enough = "(from) => Number(document.querySelector('.clap').dataset.claps) >= from"
    page.wait_for_function(enough, arg=count(page) + 4)


def rests(page: Page) -> None:
    """Nothing has been clapped for most of a second, and nothing is."""
    expect(by(page, "applause")).to_have_attribute("data-echo", "off")


def say(page: Page, event: str) -> None:
    page.evaluate("(name) => dispatchEvent(new PointerEvent(name, { pointerId: 1 }))", event)


def test_what_is_held_claps_on_until_it_is_let_go_in_whatever_way(served: Served, visit: Visits) -> None:
    phone = enter(visit, served)
    clap = by(phone, "clap")
    clap.click()
    expect(clap).to_have_attribute("data-claps", "1")
    rests(phone)
    assert count(phone) == 1
    for ending in ("pointerup", "pointercancel", "blur", "pagehide"):
        grip(clap)
        claps_on(phone)
        say(phone, ending)
        rests(phone)
        phone.mouse.up()
    grip(clap)
    claps_on(phone)
    by(phone, "room").select_option("forum")
    expect(by(phone, "applause")).to_be_visible()
    rests(phone)
    phone.mouse.up()
    expect(by(phone, "room")).to_have_value("forum")
    phone.evaluate("document.activeElement.blur()")
    phone.keyboard.down("Space")
    claps_on(phone)
    staff(served, "moderator", "forum").switches(applause=False)
    expect(by(phone, "applause-off")).to_be_visible()
    staff(served, "moderator", "forum").switches(applause=True)
    expect(by(phone, "applause-off")).to_have_count(0)
    rests(phone)


def test_the_space_bar_claps_wherever_it_means_nothing_else(served: Served, visit: Visits) -> None:
    laptop = enter_halted(visit, served, **LAPTOP)

    def held() -> int:
        laptop.keyboard.down("Space")
        laptop.clock.run_for(2_000)
        heard = count(laptop)
        laptop.keyboard.up("Space")
        laptop.clock.run_for(2_000)
        assert count(laptop) == heard
        return heard

    laptop.evaluate("document.activeElement.blur()")
    laptop.keyboard.press("Space")
    assert (count(laptop), laptop.evaluate("scrollY")) == (1, 0)
    assert held() >= 1 + 5
    clap = by(laptop, "clap")
    clap.focus()
    begun = count(laptop)
    laptop.keyboard.press("Space")
    laptop.keyboard.press("Enter")
    assert count(laptop) == begun + 2
    begun = held()
    assert begun >= 1 + 5 + 2 + 5
    laptop.keyboard.press("Control+Space")
    laptop.locator("textarea").first.fill("Warum")
    laptop.keyboard.press("Space")
    expect(laptop.locator("textarea").first).to_have_value("Warum ")
    for other in ("summary", "[lang=en]", "[data-testid=video-away]"):
        laptop.locator(other).first.focus()
        laptop.keyboard.press("Space")
    expect(laptop.locator("html")).to_have_attribute("lang", "en")
    expect(laptop.locator("details").first).to_have_attribute("open", "")
    assert count(laptop) == begun


TAPS = """([times, gap]) => {
    const button = document.querySelector('.clap');
    const tap = (left) => {
        if (left === 0) return;
        for (const name of ['pointerdown', 'pointerup']) {
            const { pointerId = 7, pressure = 0 } = window.finger ?? {};
            button.dispatchEvent(new PointerEvent(name, { pointerId, pressure, button: 0, bubbles: true }));
        }
        setTimeout(tap, gap, left - 1);
    };
    tap(times);
}"""


def test_tempo_force_and_patience_are_heard_as_grades(served: Served, visit: Visits) -> None:
    # A hand's time is the page's: on a machine that stands still between two taps, another tempo would be right.
    sent: list[dict[str, Any]] = []

    def note(text: str | bytes) -> None:
        frame = json.loads(text)
        if frame["action"] == "clap":
            sent.append(frame)

    phone = enter_halted(visit, served, sent=note)

    def last(times: int, gap: int) -> int:
        phone.evaluate(TAPS, [times, gap])
        phone.clock.run_for(times * gap + 1_000)
        return int(sent[-1]["g"])

    by(phone, "clap").click()
    phone.clock.run_for(1_000)
    assert [(one["g"], len(one["c"])) for one in sent] == [(8, 1)]
    assert last(3, 700) == 6
    assert last(8, 125) >= 12
    before = sum(len(one["c"]) for one in sent)
    phone.evaluate("window.finger = { pressure: 0.9 }")
    assert last(2, 1600) == 10
    assert sum(len(one["c"]) for one in sent) == before + 2
    phone.evaluate("window.finger = {}")
    before = sum(len(one["c"]) for one in sent)
    last(30, 30)
    assert sum(len(one["c"]) for one in sent) - before == 8
    begun = len(sent)
    grip(by(phone, "clap"))
    phone.clock.run_for(7_000)
    phone.mouse.up()
    held = [one["g"] for one in sent[begun + 1 :]]
    assert held == sorted(held)
    assert (held[0], held[-1]) == (8, 12)


FELT = "window.felt = []; Navigator.prototype.vibrate = function (ms) { window.felt.push(ms); return true; }"


def test_a_clap_is_felt_only_by_whoever_wants_it(served: Served, visit: Visits) -> None:
    phone = visit(f"{served.site}#{served.code}", has_touch=True)
    phone.context.add_init_script(FELT)
    phone.reload()
    join(phone)
    switch = by(phone, "vibration")
    expect(switch).to_have_attribute("aria-checked", "false")
    by(phone, "clap").tap()
    expect(by(phone, "clap")).to_have_attribute("data-claps", "1")
    assert phone.evaluate("felt") == []
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")
    without_barriers(phone)
    assert phone.evaluate("felt") == [10]
    phone.reload()
    expect(switch).to_have_attribute("aria-checked", "true")
    by(phone, "clap").tap()
    expect(by(phone, "clap")).to_have_attribute("data-claps", "1")
    assert phone.evaluate("felt") == [10]
    switch.click()
    by(phone, "clap").tap()
    expect(by(phone, "clap")).to_have_attribute("data-claps", "2")
    assert phone.evaluate("felt") == [10]


def test_no_switch_promises_what_a_device_cannot_do(served: Served, visit: Visits) -> None:
    expect(by(enter(visit, served, **LAPTOP), "vibration")).to_have_count(0)
    phone = visit(f"{served.site}#{served.code}", has_touch=True)
    phone.context.add_init_script("delete Navigator.prototype.vibrate")
    phone.reload()
    join(phone)
    expect(by(phone, "clap")).to_be_visible()
    expect(by(phone, "vibration")).to_have_count(0)


TICKS = """window.course = [];
window.WebSocket = class extends WebSocket {
    constructor(...given) {
        super(...given);
        this.addEventListener('message', ({ data }) => {
            const { type, a } = JSON.parse(data);
            if (type !== 'applause') return;
            course.push({ tick: a[1] });
            setTimeout(() => course.push({ over: true }));
        });
    }
};"""
"""A page's own ear comes after this one, and what it does at once comes before the tick is `over`."""

WATCH = """() => {
    window.drawn = 0;
    window.said = [];
    window.course = [];
    const watch = (one, options, note) => new MutationObserver(note).observe(one, options);
    const status = document.getElementById('status');
    const caption = document.querySelector('[data-testid=caption]');
    watch(status, { childList: true, characterData: true, subtree: true },
        () => said.push([Date.now(), status.textContent]));
    watch(caption, { childList: true, characterData: true, subtree: true },
        () => course.push({ caption: caption.textContent }));
    watch(document.documentElement, { attributeFilter: ['lang'] }, () => window.drawn++);
}"""
"""Each time that a page is drawn it says its language anew."""


def test_the_room_reads_and_hears_of_applause_with_the_tick_that_tells_of_it_and_calmly(
    served: Served, visit: Visits
) -> None:
    laptop, *phones = (visit(f"{served.site}#{served.code}/forum", **device) for device in (LAPTOP, {}, {}, {}))
    for page in (laptop, phones[0]):
        page.context.add_init_script(TICKS)
        page.reload()
    for page in (laptop, *phones):
        join(page)
    expect(by(laptop, "caption")).to_have_text("Gerade ist es still")
    for page in (laptop, phones[0]):
        page.evaluate(WATCH)
    grip(by(phones[0], "clap"))
    expect(by(laptop, "caption")).to_have_text("1 Person klatscht")
    course = laptop.evaluate("course")
    first = next(at for at, one in enumerate(course) if one.get("tick"))
    assert course[first + 1] == {"caption": "1 Person klatscht"}
    # Whether the laptop is told of a single one is left to node: one voice in 64 is taken for one's own.
    phones[0].wait_for_function("() => course.some(({ tick }) => tick)")
    assert phones[0].evaluate("said") == []
    grip(by(phones[1], "clap"))
    grip(by(phones[2], "clap"))
    # So it is at first, however long it lasts: of those who go on, some will stand.
    laptop.wait_for_function("() => course.some(({ caption }) => caption === 'Begeisterter Applaus, 3 Personen')")
    laptop.wait_for_function("() => said.some(([, text]) => text === 'Begeisterter Applaus, 3 Personen')")
    laptop.wait_for_function("() => course.filter(({ tick }) => tick).length >= 24")
    drawn, ticks, said = laptop.evaluate("[drawn, course.filter(({ tick }) => tick).length, said]")
    # Pings have their answers, too.
    assert drawn < ticks / 3
    assert all(later - earlier > 2_900 for (earlier, _), (later, _) in pairwise(said)), said
    expect(by(laptop, "meter")).to_have_attribute("data-lit", "3")
    expect(by(phones[0], "caption")).to_have_text(
        re.compile(r"^(Begeisterter Applaus|Stehende Ovationen), 3 Personen$")
    )
    for phone in phones:
        phone.mouse.up()
    expect(by(laptop, "caption")).to_have_text("Gerade ist es still")
    expect(laptop.locator("#status")).to_have_text("Der Applaus ist verklungen.")


SETTINGS: dict[str, dict[str, Any]] = {
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
    "still": {"reduced_motion": "reduce"},
}
MOVING = "document.getAnimations().filter((one) => one.effect.getTiming().duration > 100).length"


@pytest.mark.parametrize("setting", SETTINGS)
def test_applause_has_no_barriers_in_silence_aloud_and_off(served: Served, visit: Visits, setting: str) -> None:
    off = ("color-contrast",) if setting == "forced" else ()
    pages = [
        enter(visit, served, **LAPTOP, **SETTINGS[setting]),
        enter(visit, served, has_touch=True, **SETTINGS[setting]),
    ]
    stage = visit(served.url("stage"), **LAPTOP, **SETTINGS[setting])
    expect(by(stage, "applause")).to_be_hidden()
    without_barriers(*pages, off=off)
    for page in pages:
        fits(page)
    grip(by(pages[1], "clap"))
    expect(by(stage, "caption")).to_be_visible()
    for page in (*pages, stage):
        expect(by(page, "caption")).to_have_text("1 Person klatscht")
        without_barriers(page, off=off)
    for page in (pages[0], stage):
        gauge, cloud = by(page, "gauge"), by(page, "meter")
        if setting == "still":
            expect(cloud).to_have_count(0)
            expect(page.get_by_role("meter", name="Applaus")).to_have_attribute("aria-valuetext", "1 Person klatscht")
            assert page.evaluate(MOVING) == 0
        else:
            expect(gauge).to_have_count(0)
            expect(cloud).to_have_attribute("aria-hidden", "true")
            expect(cloud.locator("path")).to_have_count(150)
            colours = "(one) => [getComputedStyle(one).fill, getComputedStyle(document.body).backgroundColor]"
            fill, ground = cloud.locator("path").last.evaluate(colours)
            assert fill != ground
    pages[1].mouse.up()
    staff(served, "moderator").switches(applause=False)
    expect(by(pages[0], "applause-off")).to_be_visible()
    expect(by(stage, "applause")).to_be_hidden()
    without_barriers(*pages, stage, off=off)
    staff(served, "moderator").switches(applause=True)


FLICKER = """async () => {
    const { html, render } = await import('/vendor/htm-preact/standalone.module.js');
    const { Cloud } = await import('/js/views/ovation.js');
    const { ovation, silence } = await import('/js/client/ovation.js');
    const root = document.getElementById('page');
    root.replaceChildren();
    // Frame by frame, as many as there are in four seconds: on a slow machine too, each of them is looked at.
    const FRAME = 1000 / 60;
    const pass = () => {
        for (const one of document.getAnimations()) {
            one.pause();
            const at = Number(one.currentTime) + FRAME;
            if (at < one.effect.getComputedTiming().endTime) one.currentTime = at;
            else one.finish();
        }
    };
    const show = (shown) => render(html`<${Cloud} shown=${shown} across=${560} />`, root);
    let [held, seen] = [silence, {}];
    show(held);
    const nodes = document.querySelectorAll('*').length;
    const marks = [0, 4, 20].map((place) => [...root.querySelectorAll('path')]
        .find((one) => one.style.getPropertyValue('--place') === String(place)));
    // Four times a second all clap, and between nobody does.
    for (let frame = 0; frame < 240; frame++) {
        const loud = frame % 16 < 8;
        held = ovation(held, { n: loud ? 30 : 0, e: loud ? 13 : 4, present: 40 }, frame * FRAME);
        show(held);
        pass();
        marks.forEach((mark, i) => (seen[i] ??= []).push(Number(getComputedStyle(mark).opacity)));
    }
    return { grown: document.querySelectorAll('*').length - nodes, seen: Object.values(seen) };
}"""


def turns(opacities: list[float]) -> int:
    """How often it goes the other way by a tenth or more: a flash has two turns."""
    found, low, high, rising = 0, opacities[0], opacities[0], True
    for one in opacities:
        low, high = min(low, one), max(high, one)
        if (high - one if rising else one - low) >= 0.1:
            found, rising, low, high = found + 1, not rising, one, one
    return found


def test_nothing_flashes_however_wildly_a_room_claps(served: Served, visit: Visits) -> None:
    assert turns([0, 1] * 16) >= 30
    page = visit(served.site)
    with_its_source(page, served.site)
    page.route("**/stage.js", lambda route: route.fulfill(content_type="text/javascript", body=""))
    page.goto(f"{served.site}stage.html")
    found = page.evaluate(FLICKER)
    assert found["grown"] == 0
    for opacities in found["seen"]:
        assert max(opacities) > 0.9
        assert turns(opacities) <= 1, [round(one, 2) for one in opacities]


def test_a_layer_over_a_video_shows_the_hands_too(served: Served, visit: Visits) -> None:
    clean = visit(served.url("stage").replace("stage.html", "stage.html?clean"), width=1920, height=1080)
    phone = enter(visit, served)
    grip(by(phone, "clap"))
    expect(by(clean, "caption")).to_have_text(re.compile("1 Person klatscht"))
    expect(by(clean, "meter")).to_have_attribute("data-lit", "1")
    box = by(clean, "applause").bounding_box()
    assert box is not None
    assert (box["x"] > 960, box["y"] < 200, box["height"] < 270) == (True, True, True)
    hands = by(clean, "meter").bounding_box()
    assert hands is not None
    assert hands["height"] >= 0.1 * 1080
