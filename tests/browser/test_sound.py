"""What is heard: read off the samples that a page sends to the loudspeakers."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from cli.browser import chromium
from tests.browser.conftest import PATIENCE, Visits
from tests.browser.ear import (
    OPEN,
    SILENCE,
    applauds,
    claps,
    hushed,
    level,
    listened,
    now,
    passes,
    sounds,
    still,
    told,
    unlocked,
    until,
)
from tests.browser.failing import failing
from tests.browser.house import attendee, staff
from tests.browser.pages import by, count, enlarge, fits, grip, join, with_its_source, without_barriers
from tests.browser.test_stage import opaque, stage_url
from tests.serving import Served, serve

HERE = Path(__file__).parent
LAPTOP: dict[str, Any] = {"width": 1440, "height": 900}

ECHO = 0.030
"""From a tap to the first sample of one's own clap (s)."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One event for all of these: applause leaves nothing in a room."""
    with serve(tmp_path_factory.mktemp("sound"), HERE / "event.toml") as event:
        yield event


@pytest.fixture
def ear(visit: Visits, served: Served) -> Page:
    """A laptop that is listened to, at the door."""
    laptop = visit("about:blank", **LAPTOP, **OPEN)
    listened(laptop.context)
    laptop.goto(f"{served.site}#{served.code}")
    return laptop


@contextmanager
def reopened(page: Page) -> Iterator[None]:
    """A page opens, and nobody touches it until it is there: whatever a test asks a page counts as a gesture to it."""
    with page.expect_event("request", lambda request: "-player-" in request.url):
        yield


CROWD = """async (tokens) => {
    const { participant, reception, world, newId } = await import('/js/client/index.js');
    const addresses = await reception((address, request) => fetch(address, request)).addresses();
    const all = tokens.map((token) => {
        const me = participant({ screen: 'phone', world, id: newId, changed: () => {} });
        me.hear({ type: 'room', room: 'plenum' });
        me.connect(addresses, token);
        return me;
    });
    window.clapping = all.map((me, place) => setInterval(() => me.clap(), 200 + 17 * place));
}"""


@contextmanager
def crowd(served: Served, visit: Visits, people: int) -> Iterator[Page]:
    """So many people clap in the plenum."""
    page = visit(f"{served.site}desk.html")
    with_its_source(page, served.site)
    page.evaluate(CROWD, [attendee(served).token for _ in range(people)])
    yield page
    page.evaluate("window.clapping.forEach(clearInterval)")


def claps_thrice(page: Page, ear: Page) -> None:
    """Each time once the one before was heard: what a network keeps back comes all at once, and sounds like one."""
    since = now(ear)
    for number in range(1, 4):
        by(page, "clap").click()
        sounds(ear, since, number)


RENDERED = """async ([module, people, seconds]) => {
    const rate = 44100;
    const context = new OfflineAudioContext(2, rate * seconds, rate);
    await context.audioWorklet.addModule(module);
    const node = new AudioWorkletNode(context, 'applause', { numberOfInputs: 0, outputChannelCount: [2],
        processorOptions: { seed: 7 } });
    node.connect(context.destination);
    let chance = 7;
    const random = () => (chance = (chance * 16807) % 2147483647) / 2147483647;
    for (let at = 0.25; at < seconds - 1; at += 0.25) {
        const each = people > 16 ? null
            : Array.from({ length: people }, (_, slot) => [slot, (slot / people + 0.1 * random()) % 1]);
        context.suspend(at).then(async () => {
            node.port.postMessage({ tick: { n: people, k: people, e: 8, length: 0.25, each } });
            await new Promise((done) => setTimeout(done, 3)); // until the other thread has it
            context.resume();
        });
    }
    const buffer = await context.startRendering();
    const samples = buffer.getChannelData(0);
    const steady = samples.subarray(rate, rate * (seconds - 1));
    return { onsets: heard.onsets(samples, rate).length, rms: heard.rms(steady), kurtosis: heard.kurtosis(steady),
        peak: samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0) };
}"""


def test_the_file_that_is_sent_plays_one_person_five_and_a_hall_and_each_sounds_like_it(
    served: Served, visit: Visits
) -> None:
    ear = visit("about:blank", **LAPTOP)
    listened(ear.context, recorder=None)
    ear.goto(f"{served.site}#{served.code}")
    module = ear.locator('meta[name="applause"]').get_attribute("content")
    assert module == "applause.js"
    one, five, hall = (ear.evaluate(RENDERED, [module, people, 8]) for people in (1, 5, 300))
    assert 25 <= one["onsets"] <= 28
    assert one["kurtosis"] > 50 > five["kurtosis"] > 2 * hall["kurtosis"]
    assert hall["kurtosis"] < 1.5
    assert one["rms"] < five["rms"] < hall["rms"] < 20 * one["rms"]
    assert hall["peak"] <= 0.95
    join(ear)
    until(ear, "() => heard.contexts.at(-1)?.state === 'running'")


def test_the_click_on_join_lets_the_sound_go_and_the_claps_of_others_are_heard_one_by_one(
    served: Served, visit: Visits, ear: Page
) -> None:
    phone = visit(f"{served.site}#{served.code}")
    join(phone)
    expect(by(ear, "join-sound", sound="on")).to_be_checked()
    without_barriers(ear)
    join(ear)
    unlocked(ear)
    without_barriers(ear)
    expect(by(ear, "unlock")).to_have_count(0)
    assert ear.evaluate("heard.made") == ["submit"]
    since = now(ear)
    claps_thrice(phone, ear)
    still(ear, served)
    assert len(claps(ear, since)) == count(phone)
    expect(by(ear, "applause", clapping="0")).to_be_visible()


def test_after_a_reload_a_badge_says_that_it_is_silent_until_somebody_clicks_anywhere(
    served: Served, visit: Visits, ear: Page
) -> None:
    phone = visit(f"{served.site}#{served.code}")
    join(phone)
    join(ear)
    with reopened(ear):
        ear.goto(f"{served.site}?again#{served.code}")
    expect(by(ear, "unlock")).to_be_visible()
    expect(by(ear, "unlock")).to_have_text("Ton einschalten", use_inner_text=True)
    without_barriers(ear)
    by(phone, "clap").click()
    until(ear, "() => heard.shown.includes('1')")
    assert ear.evaluate("[heard.contexts[0].state, heard.blocks.length]") == ["suspended", 0]
    expect(by(ear, "applause", clapping="0")).to_be_visible()
    ear.mouse.click(3, 300)
    unlocked(ear)
    expect(by(ear, "unlock")).to_have_count(0)
    assert level(ear, 0) < SILENCE, "what was missed"
    since = now(ear)
    by(phone, "clap").click()
    sounds(ear, since, 1)


PLACES = """() => [...document.querySelectorAll('body *')]
    .filter((one) => !one.closest('.loudness, .mute svg, .labels') || one.matches('.loudness'))
    .map((one) => JSON.stringify([one.className, ...Object.values(one.getBoundingClientRect().toJSON())]
        .map((one) => (one === 'mute waits' ? 'mute' : one))))"""


@pytest.mark.parametrize(("width", "target"), [(360, "feeling"), (360, "unlock"), (800, "unlock"), (1440, "unlock")])
def test_the_press_that_lets_the_sound_go_reaches_what_it_was_meant_for(
    served: Served, visit: Visits, width: int, target: str
) -> None:
    page = visit(f"{served.site}#{served.code}", width=width, height=740)
    join(page)
    if width == 360:
        by(page, "listen-here").click()
    with reopened(page):
        page.goto(f"{served.site}?again#{served.code}")
    expect(by(page, "unlock")).to_be_visible()
    fits(page)
    without_barriers(page)
    before = page.evaluate(PLACES)
    box = by(page, target).first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 3)
    page.mouse.down()
    page.wait_for_timeout(110)
    page.mouse.up()
    expect(by(page, "unlock")).to_have_count(0)
    if target == "feeling":
        expect(by(page, target).first.locator("input")).to_be_checked()
    else:
        assert page.evaluate(PLACES) == before
    if width > 360:
        expect(by(page, "mute")).to_have_attribute("aria-pressed", "false")


FIRST = """(from) => {
    const { at } = heard.blocks.find(({ at }) => at > from - 1024 / 44_100);
    return at + heard.since(from).findIndex((x) => Math.abs(x) > 1e-4) / heard.contexts[0].sampleRate;
}"""


def echo(page: Page) -> float:
    """How long after a tap one's own clap begins (s), where nothing else is heard."""
    until(page, "() => heard.level(heard.now() - 0.5) < 1e-5")
    since = now(page)
    by(page, "clap").click()
    passes(page, now(page) + 0.1)
    late: float = page.evaluate(f"(since) => ({FIRST})(since) - heard.taps.at(-1)", since)
    latency: float = page.evaluate("heard.contexts[0].baseLatency")
    return late + latency


def test_ones_own_clap_is_heard_at_once_and_not_again_and_those_of_ones_phone_once(
    served: Served, visit: Visits, ear: Page
) -> None:
    join(ear)
    unlocked(ear)
    with crowd(served, visit, 1):  # for two seconds servers remember who listens: after that, this laptop too
        sounds(ear, 0, 1)
    still(ear, served)
    since = now(ear)
    with told(ear, "tick"), told(ear, "clap"):
        by(ear, "clap").click()
    still(ear, served)
    assert len(claps(ear, since)) == count(ear)
    # A machine that has to do something else is late once, and not each time.
    assert any(0 <= echo(ear) <= ECHO for _ in range(8))

    phone = visit.open(ear.context, f"{served.site}#{served.code}")
    phone.set_viewport_size({"width": 360, "height": 740})
    ear.context.new_cdp_session(phone).send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    phone.reload()
    expect(by(phone, "clap")).to_be_visible()
    still(ear, served)
    since = now(ear)
    claps_thrice(phone, ear)
    still(ear, served)
    assert len(claps(ear, since)) == count(phone)
    assert phone.evaluate("heard.contexts.length") == 0


def test_mute_and_volume_come_first_work_by_keyboard_and_are_remembered(
    served: Served, visit: Visits, ear: Page
) -> None:
    with ear.expect_websocket() as opened:
        join(ear)
    unlocked(ear)
    ear.locator(".skip").focus()
    for wanted in ("mute", "volume"):
        ear.keyboard.press("Tab")
        expect(by(ear, wanted)).to_be_focused()
    ear.keyboard.press("End")
    expect(by(ear, "volume")).to_have_value("100")

    def own() -> float:
        since = now(ear)
        by(ear, "clap").click()
        passes(ear, now(ear) + 0.5)
        return float(ear.evaluate("(from) => heard.since(from).reduce((sum, x) => sum + x * x, 0) ** 0.5", since))

    loud = own()
    by(ear, "volume").focus()
    for _ in range(16):
        ear.keyboard.press("ArrowLeft")
    expect(by(ear, "volume")).to_have_attribute("aria-valuetext", re.compile(r"^20\s%$"))
    assert 0.02 * loud < own() < 0.2 * loud

    by(ear, "mute").focus()
    ear.keyboard.press("Enter")
    expect(by(ear, "mute")).to_have_attribute("aria-pressed", "true")
    without_barriers(ear)
    made = count(ear)
    by(ear, "clap").click()
    expect(by(ear, "clap")).to_have_attribute("data-claps", str(made + 1))
    until(ear, "() => heard.contexts[0].state === 'suspended'")
    muted = now(ear)
    assert ear.evaluate("(from) => heard.level(from - 0.5)", muted) < SILENCE
    expect(by(ear, "unlock")).to_have_count(0)
    with opened.value.expect_event("framereceived", lambda frame: json.loads(frame)["type"] == "applause"):
        by(ear, "clap").click()
    expect(by(ear, "applause", clapping="0")).to_be_visible()
    by(ear, "mute").focus()
    ear.keyboard.press("Enter")
    unlocked(ear)
    assert level(ear, muted) < SILENCE, "what was missed"
    assert own() > 0.02 * loud

    by(ear, "mute").click()
    ear.reload()
    expect(by(ear, "mute")).to_have_attribute("aria-pressed", "true")
    expect(by(ear, "volume")).to_have_value("20")
    assert ear.evaluate("heard.contexts.length") == 0
    by(ear, "mute").click()
    unlocked(ear)


def test_the_rooms_switch_silences_it_at_once_and_so_does_the_way_to_another_room(
    served: Served, visit: Visits, ear: Page
) -> None:
    moderator = staff(served, "moderator")
    join(ear)
    unlocked(ear)
    with crowd(served, visit, 10):
        applauds(ear)
        with hushed(ear):
            moderator.switches(applause=False)
        expect(by(ear, "applause-off")).to_be_visible()
        moderator.switches(applause=True)
        applauds(ear)
        with hushed(ear):
            by(ear, "room").select_option("forum")
        by(ear, "room").select_option("plenum")
        applauds(ear)
    still(ear, served)


def test_who_claps_as_soon_as_another_room_is_there_is_heard_once(served: Served, ear: Page) -> None:
    join(ear)
    unlocked(ear)
    by(ear, "room").select_option("forum")
    since = now(ear)
    until(ear, "() => location.hash.endsWith('/forum') && document.querySelector('[data-testid=clap]')")
    with told(ear, "tick"):
        by(ear, "clap").click()
    still(ear, served)
    assert len(claps(ear, since)) == count(ear)
    expect(by(ear, "applause", clapping="0")).to_be_visible()


def test_what_could_not_be_loaded_is_loaded_a_little_later(served: Served, visit: Visits, ear: Page) -> None:
    with failing(ear, served.site) as module:
        join(ear)
        expect(by(ear, "no-sound")).to_contain_text("noch einmal")
        without_barriers(ear)
        module.mend()
        expect(by(ear, "mute")).to_be_visible()
        unlocked(ear)
    assert module.is_loaded_once()
    visit.forgive("503")
    since = now(ear)
    by(ear, "clap").click()
    sounds(ear, since, 1)


def test_a_phone_is_silent_and_loads_nothing_of_it_until_it_is_asked(served: Served, visit: Visits) -> None:
    phone = visit("about:blank", **OPEN)
    listened(phone.context)
    asked: list[str] = []
    sent: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(str(frame))))
    phone.goto(f"{served.site}#{served.code}")
    expect(by(phone, "with-sound")).to_have_count(0)
    join(phone)
    assert not [url for url in asked if "player" in url or "applause" in url]
    with crowd(served, visit, 3):
        expect(by(phone, "applause", clapping="3")).to_be_visible()
        assert phone.evaluate("heard.contexts.length") == 0
        by(phone, "listen-here").click()
        unlocked(phone)
        applauds(phone)
        assert [frame for frame in sent if '"enter"' in frame and '"laptop"' in frame]
        expect(by(phone, "applause", clapping="3")).to_be_visible()
        without_barriers(phone)
        fits(phone)
        phone.set_viewport_size({"width": 320, "height": 640})
        enlarge(phone)
        fits(phone)
        with hushed(phone):
            by(phone, "listen-here").click()


@pytest.mark.parametrize(("width", "height"), [(600, 800), (720, 450), (480, 300)])
def test_a_laptop_sounds_in_a_window_as_small_as_a_phone(
    served: Served, visit: Visits, width: int, height: int
) -> None:
    laptop = visit("about:blank", width=width, height=height, screen={"width": 1440, "height": 900}, has_touch=False)
    laptop.goto(f"{served.site}#{served.code}")
    expect(by(laptop, "join-sound", sound="on")).to_be_checked()
    join(laptop)
    for wanted in ("mute", "volume"):
        expect(by(laptop, wanted)).to_be_visible()
    expect(by(laptop, "listen-here")).to_have_count(0)
    without_barriers(laptop)
    fits(laptop)


def test_under_the_rooms_video_it_is_softer_until_the_room_really_applauds(
    served: Served, visit: Visits, ear: Page
) -> None:
    visit.homes.add("https://video.example.org")
    ear.context.route("https://video.example.org/**", lambda route: route.fulfill(body="<!doctype html><title>On air"))
    join(ear)
    unlocked(ear)
    turned = "([to, from]) => heard.turned.slice(from).some((one) => one.to === to && one.within > 0.05)"
    assert not ear.evaluate(turned, [0.5, 0])
    by(ear, "load-video").click()
    until(ear, turned, [0.5, 0])
    before = ear.evaluate("heard.turned.length")
    with crowd(served, visit, 4):
        until(ear, turned, [1, before])


def test_a_browser_that_cannot_says_so_and_does_everything_else(served: Served, visit: Visits) -> None:
    old = visit("about:blank", **LAPTOP)
    old.context.add_init_script("delete window.AudioWorkletNode")
    old.goto(f"{served.site}#{served.code}")
    expect(by(old, "no-sound")).to_contain_text("Alles andere funktioniert")
    expect(by(old, "with-sound")).to_have_count(0)
    without_barriers(old)
    join(old)
    expect(by(old, "no-sound")).to_be_visible()
    without_barriers(old)
    grip(by(old, "clap"))
    expect(by(old, "applause", clapping="1")).to_be_visible()
    old.mouse.up()


def test_a_stage_sounds_by_itself_as_soon_as_somebody_has_touched_it(served: Served, visit: Visits) -> None:
    stage = visit("about:blank", **LAPTOP, **OPEN, reduced_motion="reduce")  # what fades has neither contrast nor none
    listened(stage.context)
    with reopened(stage):
        stage.goto(served.url("stage"))
    expect(by(stage, "unlock")).to_be_visible()
    stage.mouse.move(400, 400)
    expect(by(stage, "mute")).to_be_visible()
    without_barriers(stage)
    stage.keyboard.press("Tab")
    expect(by(stage, "mute")).to_be_focused()
    unlocked(stage)
    expect(by(stage, "unlock")).to_have_count(0)
    stage.evaluate("heard.contexts[0].suspend()")  # as a telephone does that rings
    until(stage, "() => heard.contexts[0].state === 'running'")
    with crowd(served, visit, 3):
        applauds(stage)


def test_what_has_no_buttons_is_not_silenced_by_another_stage_of_the_same_browser(
    served: Served, visit: Visits
) -> None:
    stage = visit("about:blank", **LAPTOP, **OPEN)
    listened(stage.context)
    stage.goto(served.url("stage"))
    stage.mouse.move(400, 400)
    by(stage, "volume").fill("0")
    by(stage, "mute").click()
    expect(by(stage, "mute")).to_have_attribute("aria-pressed", "true")
    with crowd(served, visit, 1):
        for query in ("sound=only", "clean"):
            bare = visit.open(stage.context, stage_url(served, query))
            bare.mouse.click(3, 300)
            unlocked(bare)
            sounds(bare, 0, 1)


@pytest.fixture
def mixer(browser: Browser) -> Iterator[Browser]:
    """As the browser source of OBS is: pages may play without having been touched."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    launched = browser.browser_type.launch(
        executable_path=str(chromium()), args=[*sandbox, "--autoplay-policy=no-user-gesture-required"]
    )
    yield launched
    launched.close()


def test_no_badge_promises_a_sound_that_the_rooms_switch_keeps_off(served: Served, visit: Visits, ear: Page) -> None:
    moderator = staff(served, "moderator")
    join(ear)
    stage = visit("about:blank", **LAPTOP)
    with reopened(ear):
        ear.goto(f"{served.site}?again#{served.code}")
    with reopened(stage):
        stage.goto(served.url("stage"))
    for page in (ear, stage):
        expect(by(page, "unlock")).to_be_visible()
    moderator.switches(applause=False)
    for page in (ear, stage):
        expect(by(page, "applause-off")).to_be_visible()
        expect(by(page, "unlock")).to_have_count(0)
    moderator.switches(applause=True)
    for page in (ear, stage):
        expect(by(page, "unlock")).to_be_visible()


def test_a_page_that_only_sounds_says_so_where_a_browser_keeps_it_silent(served: Served, visit: Visits) -> None:
    alone = visit("about:blank", **LAPTOP)
    with reopened(alone):
        alone.goto(stage_url(served, "sound=only"))
    expect(by(alone, "unlock")).to_be_visible()
    without_barriers(alone)
    alone.mouse.click(700, 700)
    expect(by(alone, "unlock")).to_have_count(0)
    without_barriers(alone)


def test_a_layer_over_a_video_sounds_too_or_alone_or_not_at_all(served: Served, visit: Visits, mixer: Browser) -> None:
    contexts = [
        mixer.new_context(viewport={"width": 1280, "height": 720}, locale="de-DE", bypass_csp=True) for _ in range(3)
    ]
    asked: list[str] = []
    for context in contexts:
        listened(context)
        context.set_default_timeout(PATIENCE)
    contexts[2].on("request", lambda request: asked.append(request.url))
    layer, alone, silent = (
        visit.open(context, stage_url(served, query))
        for context, query in zip(contexts, ("clean", "sound=only", "clean&sound=off"), strict=True)
    )
    for page in (layer, alone):
        unlocked(page)
        expect(page.locator("button")).to_have_count(0)
    staff(served, "moderator").switches(notice="Gleich geht es weiter.")
    for page in (layer, silent):
        expect(by(page, "notice")).to_be_visible()
    with crowd(served, visit, 3):
        for page in (layer, alone):
            applauds(page)
        expect(by(silent, "applause", on="true")).to_be_visible()
    assert opaque(layer) > 0
    assert opaque(alone) == 0
    assert silent.evaluate("heard.contexts.length") == 0
    assert not [url for url in asked if "player" in url]
    staff(served, "moderator").switches(notice=None)
    for context in contexts:
        context.close()
