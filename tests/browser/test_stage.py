"""The room's big screen: read from the last row, left alone for hours, and laid over a video."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser.conftest import Visits
from tests.browser.house import attendee, staff
from tests.browser.pages import by, join, phase, with_its_source, without_barriers
from tests.serving import Served, serve

SCENES = (Path(__file__).parent / "scenes.js").read_text()
SCREENS = [(1920, 1080), (1440, 900), (1280, 720), (1024, 768)]
ZOOMED, PHONE = (960, 540), (360, 740)  # 1920 by 1080 at 200 %
DIFFERENT = [(1440, 900), (1280, 720), (1024, 768), ZOOMED, PHONE]  # 1920 by 1080 is 1280 by 720, half as large again

DRAW = """async ([name, view, language]) => {
    window.scenes ??= await import('/scenes.js');
    await window.scenes.draw(name, view, language);
}"""

# Text that sticks out of the window or of its own box, or lies upon other text. A word of a cloud is one box.
MESS = """(scrolls) => {
    const root = document.documentElement;
    const seen = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true })
        && !one.closest('.unseen, .controls, .listed') && one.getBoundingClientRect().width > 1;
    const own = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    const boxes = [...document.querySelectorAll('#page *')].filter((one) => own(one) && seen(one)).map((one) => {
        const range = document.createRange();
        const rects = [...one.childNodes].filter((node) => node.nodeType === 3).flatMap((node) => {
            range.selectNodeContents(node);
            return [...range.getClientRects()];
        });
        return { one, text: one.textContent.trim().slice(0, 40), rects };
    });
    const out = (r) => r.left < -1 || r.right > root.clientWidth + 1
        || (!scrolls && (r.top < -1 || r.bottom > root.clientHeight + 1));
    const upon = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > Math.min(a.height, b.height) * 0.3;
    const mess = boxes.filter(({ rects }) => rects.some(out)).map(({ text }) => `out: ${text}`);
    for (const [i, a] of boxes.entries()) {
        for (const b of boxes.slice(i + 1)) {
            if (a.one.contains(b.one) || b.one.contains(a.one)) continue;
            if (a.rects.some((one) => b.rects.some((other) => upon(one, other)))) mess.push(`${a.text} upon ${b.text}`);
        }
    }
    for (const one of document.querySelectorAll('#page li, #page p, #page h1, #page .cloud')) {
        if (seen(one) && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')
            mess.push(`cut: ${one.textContent.slice(0, 40)}`);
    }
    if (root.scrollWidth > root.clientWidth) mess.push('wide');
    if (!scrolls && root.scrollHeight > root.clientHeight) mess.push('high');
    return mess;
}"""


# All scenes at the size that the window has.
MESSY = f"""async ([view, language, scrolls]) => {{
    const mess = {MESS};
    const {{ scenes, draw }} = await import('/scenes.js');
    const messy = [];
    for (const scene of Object.keys(scenes)) {{
        await draw(scene, view, language);
        const found = mess(scrolls);
        if (found.length > 0) messy.push(`${{view}}, ${{scene}} at ${{innerWidth}}: ${{found.slice(0, 3).join(', ')}}`);
    }}
    return messy;
}}"""


THERE = """([width, height]) => new Promise((done) => {
    const look = () => requestAnimationFrame(innerWidth === width && innerHeight === height ? () => done() : look);
    look();
})"""


def sized(page: Page, width: int, height: int) -> None:
    """The window has this size, and the page has heard of it."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(THERE, [width, height])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One event for all of these: what a test leaves in a room, no later one looks at."""
    with serve(tmp_path_factory.mktemp("stage"), Path(__file__).parent / "event.toml") as event:
        yield event


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Served]:
    """An event where nobody is still counted whom an earlier test had here."""
    with serve(tmp_path, Path(__file__).parent / "event.toml") as event:
        yield event


@pytest.fixture
def drawn(browser: Browser, served: Served) -> Iterator[Page]:
    """A stage's page that shows what it is told, not what the event says (scenes.js)."""
    site = served.site
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    with_its_source(page, site)
    page.route(f"{site}stage.js", lambda route: route.fulfill(content_type="text/javascript", body=""))
    page.route("**/scenes.js", lambda route: route.fulfill(content_type="text/javascript", body=SCENES))
    page.goto(f"{site}stage.html")
    page.evaluate("document.getElementById('page').replaceChildren()")
    yield page
    context.close()
    assert complaints == []


def draw(page: Page, scene: str, view: str = "Stage", language: str = "de") -> None:
    page.evaluate(DRAW, [scene, view, language])


def test_nothing_is_cut_off_or_lies_upon_another_on_any_screen(drawn: Page) -> None:
    messy: list[str] = []
    assert drawn.evaluate("import('/scenes.js').then(({ scenes }) => Object.keys(scenes).length)") > 30
    for width, height in DIFFERENT:
        sized(drawn, width, height)
        messy += drawn.evaluate(MESSY, ["Stage", "de", width == PHONE[0]])
    sized(drawn, 1280, 720)
    messy += drawn.evaluate(MESSY, ["Overlay", "en", False])
    assert messy == [], "\n".join(messy)


def test_who_sets_the_screen_up_covers_no_title(drawn: Page) -> None:
    for width, height in SCREENS:
        sized(drawn, width, height)
        for scene in ("invitation", "asked", "long names invitation"):
            draw(drawn, scene)
            top = drawn.locator(".controls").evaluate("(one) => one.getBoundingClientRect().top")
            assert top >= drawn.locator("footer").evaluate("(one) => one.getBoundingClientRect().top"), (scene, width)


FOOT = """() => {
    const box = (one) => document.querySelector(one).getBoundingClientRect();
    const hands = [...document.querySelectorAll('.hands-up path')].map((one) => one.getBoundingClientRect());
    return { controls: box('.controls').top, caption: box('.people').bottom, place: box('.hands-up').height,
        hands: Math.max(...hands.map(({ bottom }) => bottom)), clipped: box('.hands-up').bottom };
}"""


def test_who_sets_the_screen_up_covers_no_hands_and_they_stay_off_the_edge(drawn: Page) -> None:
    drawn.emulate_media(reduced_motion="no-preference")
    for width, height in SCREENS:
        sized(drawn, width, height)
        places = {}
        for scene in ("applause", "long names", "applause and the way in"):
            drawn.evaluate("delete document.body.dataset.idle")
            draw(drawn, scene)
            foot = drawn.evaluate(FOOT)
            assert max(foot["caption"], foot["hands"], foot["clipped"]) <= foot["controls"] + 1, (scene, width, foot)
            drawn.evaluate("document.body.dataset.idle = ''")
            foot = drawn.evaluate(FOOT)
            assert min(foot["clipped"], foot["hands"]) <= 0.98 * height, (scene, width, foot)
            places[scene] = foot["place"]
        assert places["applause and the way in"] >= 1.9 * places["applause"], (width, places)
    drawn.evaluate("delete document.body.dataset.idle")


AT_ONCE = """async () => {
    const { draw } = await import('/scenes.js');
    await draw('asked eight of long words');
    const { style } = document.documentElement;
    const fitted = style.getPropertyValue('--size');
    style.setProperty('--size', '1');
    dispatchEvent(new Event('resize'));
    return [fitted, style.getPropertyValue('--size')];
}"""


def test_a_window_that_changes_as_soon_as_something_is_drawn_is_fitted_too(drawn: Page) -> None:
    fitted, again = drawn.evaluate(AT_ONCE)
    assert float(fitted) < 1
    assert again == fitted


BROKEN = """() => [...document.querySelectorAll('h1, .where, .options li, .choices .label')].flatMap((one) => {
    const broken = [];
    const walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walk.nextNode()) {
        for (const { index, 0: word } of walk.currentNode.data.matchAll(/[^\\s-]+/g)) {
            range.setStart(walk.currentNode, index);
            range.setEnd(walk.currentNode, index + word.length);
            const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
            if (lines.size > 1) broken.push(word);
        }
    }
    return broken;
})"""


def test_no_word_is_broken_that_can_be_read_whole(drawn: Page) -> None:
    drawn.evaluate("document.body.style.hyphens = 'manual'")
    for width, height in SCREENS:
        sized(drawn, width, height)
        for scene in (
            "gong of a long name",
            "question of long words",
            "asked of long words",
            "asked eight of long words",
            "result of long words",
        ):
            draw(drawn, scene)
            assert drawn.evaluate(BROKEN) == [], (scene, width)
        draw(drawn, "gong of a long name")
        name = drawn.locator(".gong .where").evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)")
        assert name / height >= 0.06, width


def test_what_is_short_is_large_enough_for_the_last_row(drawn: Page) -> None:
    size = "(one) => parseFloat(getComputedStyle(one).fontSize) / innerHeight"
    for width, height in SCREENS:
        sized(drawn, width, height)
        for scene, text, least in (
            ("asked", ".options li", 0.045),
            ("ending", ".clock", 0.12),
            ("asked eight", ".options li", 0.02),
            ("result", ".label", 0.045),
            ("result scale", ".average strong", 0.045),
            ("result words", ".cloud [data-grade='0']", 0.02),
            ("question", "h1", 0.06),
            ("gong", ".where", 0.09),
            ("asked", ".address", 0.026),
            ("asked", ".code", 0.026),
            ("question", ".address", 0.026),
            ("question", ".how", 0.026),
            ("invitation", ".code", 0.045),
            ("applause", ".people", 0.03),
        ):
            draw(drawn, scene)
            assert drawn.locator(text).first.evaluate(size) >= least, (scene, width)


def test_no_scene_has_barriers(drawn: Page) -> None:
    for scene in (
        "invitation",
        "ending",
        "live",
        "result",
        "result scale",
        "result words",
        "question",
        "gong",
        "notice",
    ):
        for view in ("Stage", "Overlay"):
            draw(drawn, scene, view, "de" if view == "Stage" else "en")
            # What lies over a video is no page.
            without_barriers(drawn, off=() if view == "Stage" else ("page-has-heading-one",))
    drawn.emulate_media(forced_colors="active")
    draw(drawn, "applause")
    assert drawn.locator(".gauge span").evaluate("(one) => getComputedStyle(one).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_words_of_a_cloud_stay_where_they_are_when_others_come(drawn: Page) -> None:
    where = """() => Object.fromEntries([...document.querySelectorAll('.cloud [data-grade]')]
        .map((one) => [one.textContent, one.getBoundingClientRect().x + one.getBoundingClientRect().width / 2]))"""
    more = """async (n) => {
        const { scenes, draw, wordy } = await import('/scenes.js');
        const held = scenes['result words'].tallies;
        scenes['result words'].tallies = [wordy(Array.from({ length: n }, (_, i) => [`Neu${i}`, 2]))];
        await draw('result words');
        scenes['result words'].tallies = held;
    }"""
    draw(drawn, "result words")
    size = drawn.evaluate("document.documentElement.style.getPropertyValue('--size')")
    before = drawn.evaluate(where)
    assert len(before) >= 25
    for n in (1, 2, 3):
        drawn.evaluate(more, n)
        after = drawn.evaluate(where)
        stayed = [word for word in before if abs(after.get(word, -9) - before[word]) < 1]
        assert len(stayed) >= 0.8 * len(before)
        assert drawn.evaluate(MESS, False) == []
    assert "Vertrauen" in stayed
    drawn.emulate_media(reduced_motion="no-preference")
    draw(drawn, "question longest")
    draw(drawn, "result words")
    assert drawn.evaluate("document.documentElement.style.getPropertyValue('--size')") == size
    expect(drawn.locator(".listed li").first).to_contain_text("60 Nennungen")


def test_hands_that_are_raised_make_nothing_else_smaller(drawn: Page) -> None:
    drawn.emulate_media(reduced_motion="no-preference")
    sizes = set()
    for people in (0, 1, 5, 300):
        drawn.evaluate("async (n) => { (await import('/scenes.js')).scenes.applause.tick = n; }", people)
        draw(drawn, "question")
        draw(drawn, "applause")
        sizes.add(drawn.evaluate("document.documentElement.style.getPropertyValue('--size')"))
    assert sizes == {"1.0000"}


HOURS = """async (times) => {
    const { reduce } = await import('/js/client/reduce.js');
    const { draw, made, scenes, wordy } = await import('/scenes.js');
    const all = ['live', 'result words', 'question', 'applause', 'notice', 'gong', 'lost connection', 'ending'];
    for (let i = 0; i < times; i++) {
        const at = Date.now();
        let { now, state } = made(all[i % all.length], at);
        for (let tick = 0; tick < 10; tick++) {
            const a = [i * 10 + tick + 2, (i + tick) % 40, 1, 8, ''];
            state = reduce({ ...state, parts: [], arrived: [] }, { type: 'applause', room: 'plenum', a, heard: at });
            const rev = i * 10 + tick + 2;
            const counts = { o0: rev % 50, o1: 9, o2: 1 };
            const tally = { id: 'p', rev, round: 1, ballots: 60, present: null, counts, final: false, average: null };
            const words = wordy([[`Wort${rev % 30}`, 1 + rev % 20]]);
            const items = { tallies: [{ ...words, ...tally }] };
            state = reduce(state, { type: 'update', room: 'plenum', items, heard: at });
            await draw(all[i % all.length], 'Stage', 'de', { now, since: at, state });
        }
    }
}"""


def left(page: Page, session: CDPSession) -> tuple[int, int]:
    """Nodes and listeners that a scene leaves. One collection alone misses some now and then; a second finds them."""

    def counted() -> tuple[int, int]:
        session.send("HeapProfiler.collectGarbage")
        found: dict[str, int] = session.send("Memory.getDOMCounters")
        return found["nodes"], found["jsEventListeners"]

    draw(page, "asked")
    before, now = counted(), counted()
    for _ in range(20):
        if now == before:
            return now
        before, now = now, counted()
    raise AssertionError(f"the page does not come to rest: {before}, {now}")


def test_hours_of_updates_leave_nothing_behind(drawn: Page) -> None:
    session = drawn.context.new_cdp_session(drawn)
    drawn.evaluate(HOURS, 24)
    nodes, listeners = left(drawn, session)
    drawn.evaluate(HOURS, 24)
    later, heard = left(drawn, session)
    assert later < nodes + 24  # not one for each scene, let alone for each of its ten updates
    assert heard <= listeners


def stage_url(served: Served, query: str) -> str:
    return served.url("stage").replace("stage.html", f"stage.html?{query}")


CLAPS = """async (token) => {
    const { participant, reception, world, newId } = await import('/js/client/index.js');
    const addresses = await reception((address, request) => fetch(address, request)).addresses();
    const me = participant({ screen: 'phone', world, id: newId, changed: () => {} });
    me.hear({ type: 'room', room: 'plenum' });
    me.connect(addresses, token);
    window.clapping = setInterval(() => me.clap(), 200);
}"""


def test_applause_is_seen_for_as_long_as_somebody_claps(served: Served, visit: Visits) -> None:
    stage = visit(served.url("stage"), width=1440, height=900)
    phone = visit(served.site)
    with_its_source(phone, served.site)
    phone.evaluate(CLAPS, attendee(served).token)
    expect(by(stage, "applause", on="true")).to_contain_text("1 Person klatscht")
    phone.evaluate("clearInterval(window.clapping)")
    expect(by(stage, "applause")).to_have_attribute("data-on", "false")
    expect(by(stage, "applause")).to_be_hidden()


def opaque(page: Page) -> int:
    """How many of 400 points of the page have anything on them."""
    shot = page.screenshot(omit_background=True)
    judge = page.context.new_page()
    found: int = judge.evaluate(
        """async (shot) => {
            const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${shot}`)).blob());
            const canvas = new OffscreenCanvas(20, 20);
            const pen = canvas.getContext('2d');
            pen.imageSmoothingEnabled = false;
            pen.drawImage(image, 0, 0, 20, 20);
            return pen.getImageData(0, 0, 20, 20).data.filter((value, i) => i % 4 === 3 && value > 0).length;
        }""",
        b64encode(shot).decode(),
    )
    judge.close()
    return found


def test_over_a_video_all_is_clear_but_what_is_shown(drawn: Page) -> None:
    for scene in ("invitation", "over", "long names invitation"):
        draw(drawn, scene, "Overlay")
        assert opaque(drawn) == 0, scene
    for scene in ("result", "question", "notice", "gong", "applause"):
        draw(drawn, scene, "Overlay")
        assert 4 <= opaque(drawn) <= 220, scene
    draw(drawn, "invitation")
    assert opaque(drawn) == 400


AWAKE = """
    window.asked = 0;
    window.locks = [];
    class Lock extends EventTarget {}
    addEventListener('fullscreenchange', () => {
        document.documentElement.dataset.full = String(document.fullscreenElement !== null);
    });
    const request = async () => {
        document.documentElement.dataset.asked = ++window.asked;
        const lock = new Lock();
        window.locks.push(lock);
        return lock;
    };
    Object.defineProperty(Navigator.prototype, 'wakeLock', { value: { request }, configurable: true });
"""


def test_a_stage_left_alone_stays_awake_and_hides_what_nobody_needs(served: Served, visit: Visits) -> None:
    stage = visit(served.url("stage", "forum"), width=1440, height=900, locale="en-GB")
    stage.context.add_init_script(AWAKE)
    stage.reload()
    expect(by(stage, "code")).to_be_visible()
    expect(stage.locator("html")).to_have_attribute("lang", "de")
    expect(stage.locator("html")).to_have_attribute("data-asked", "1")
    stage.evaluate("locks[0].dispatchEvent(new Event('release'))")
    expect(stage.locator("html")).to_have_attribute("data-asked", "2")

    stage.mouse.move(300, 300)
    expect(by(stage, "leave")).to_be_visible()
    expect(stage.locator("body[data-idle]")).to_have_css("cursor", "none")
    expect(stage.locator(".controls")).to_have_css("opacity", "0")
    for wanted in ("mute", "volume", "fullscreen"):
        stage.keyboard.press("Tab")
        expect(by(stage, wanted)).to_be_focused()
    expect(stage.locator(".controls")).to_have_css("opacity", "1")
    assert by(stage, "fullscreen").evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid"
    stage.keyboard.press("Enter")
    expect(stage.locator("html")).to_have_attribute("data-full", "true")
    stage.evaluate("document.activeElement.blur()")
    stage.keyboard.press("Enter")
    expect(stage.locator("html")).to_have_attribute("data-full", "false")

    stage.context.set_offline(True)
    expect(by(stage, "link", state="offline")).to_have_text("Verbindung wird wiederhergestellt")
    expect(by(stage, "code")).to_be_visible()
    expect(stage.locator("main")).not_to_contain_text("Verbindung")
    staff(served, "moderator", "forum").switches(notice="Gleich geht es weiter.")
    stage.context.set_offline(False)
    expect(by(stage, "notice")).to_have_text("Gleich geht es weiter.")
    expect(by(stage, "link")).to_have_count(0)
    visit.forgive("ERR_INTERNET_DISCONNECTED")


def test_the_buttons_of_a_stage_go_after_a_click_too(served: Served, visit: Visits) -> None:
    stage = visit(served.url("stage"), width=1440, height=900)
    for wanted in ("mute", "volume", "mute"):
        stage.mouse.move(300, 300)
        by(stage, wanted).click()
        expect(stage.locator(".controls")).to_have_css("opacity", "0")
    expect(by(stage, "mute")).to_have_attribute("aria-pressed", "false")


def test_a_stage_says_small_why_it_is_silent(served: Served, visit: Visits) -> None:
    stage = visit(served.url("stage"), width=1440, height=900)
    layer = visit(stage_url(served, "clean"), width=1280, height=720)
    expect(by(stage, "code")).to_be_visible()
    by(stage, "mute").click()
    expect(by(stage, "muted")).to_be_visible()
    without_barriers(stage)
    staff(served, "moderator").switches(applause=False)
    expect(by(stage, "applause-off")).to_have_text("Applaus aus")
    expect(by(stage, "muted")).to_have_count(0)
    without_barriers(stage)
    expect(by(layer, "overlay")).to_be_attached()
    assert layer.locator("#page").inner_text().strip() == ""
    staff(served, "moderator").switches(applause=True)
    by(stage, "mute").click()
    expect(by(stage, "muted").or_(by(stage, "applause-off"))).to_have_count(0)


def test_a_stage_speaks_the_language_of_its_link_for_good(served: Served, visit: Visits) -> None:
    stage = visit(stage_url(served, "lang=en"), width=1440, height=900)
    expect(stage.locator("html")).to_have_attribute("lang", "en")
    expect(by(stage, "welcome")).to_contain_text("Day of long questions")
    stage.goto(f"{served.site}stage.html")
    expect(by(stage, "welcome")).to_contain_text("Day of long questions")
    assert json.loads(stage.evaluate("localStorage['beifall.settings.stage']")) == {"language": "en"}
    desk = visit.open(stage.context, served.url("moderator"))
    expect(desk.locator("html")).to_have_attribute("lang", "de")


def test_the_stage_follows_the_room_and_so_does_the_layer_over_a_video(alone: Served, visit: Visits) -> None:
    visit.homes.add(alone.site)
    moderator, organiser = staff(alone, "moderator"), staff(alone, "organiser")
    stage = visit(alone.url("stage"), width=1440, height=900, locale="en-GB")
    layer = visit(stage_url(alone, "clean&lang=en"), width=1280, height=720)
    expect(by(stage, "code")).to_have_text(alone.code)
    expect(stage.locator("header")).to_have_count(1)
    expect(by(stage, "programme")).to_contain_text("Eröffnung")
    expect(stage.locator("img")).to_have_js_property("complete", value=True)
    expect(by(layer, "overlay")).to_be_attached()
    assert layer.locator("#page").inner_text().strip() == ""

    phone = visit(f"{alone.site}#{alone.code}")
    join(phone)
    people = [attendee(alone) for _ in range(3)]
    for poll in ("long", "stars", "many"):
        moderator.conducts("open", poll)
        phase(stage, "stage-poll", poll, "open")
        if poll == "long":
            expect(by(stage, "present")).to_have_text("1 Person hier")
    moderator.conducts("open", "short", seconds=600)
    for page in (stage, layer):
        phase(page, "stage-poll", "short", "open")
        expect(by(page, "also")).to_contain_text("feedback" if page is layer else "Rückmeldung")
    expect(by(stage, "countdown")).to_have_text(re.compile(r"(9|10):\d\d"))
    expect(by(stage, "code")).to_be_visible()
    people[0].votes("short", "yes")
    expect(by(by(stage, "stage-poll"), "bar", option="yes")).to_have_attribute("data-votes", "1")
    expect(by(stage, "turnout")).to_have_text("1 Stimme, 1 Person hier")
    for person, value in zip(people, (2, 4, 5), strict=True):
        person.votes("stars", value)
        person.votes("many", "time", "tools" if value > 2 else "talk")
    moderator.conducts("open", "word")
    people[0].votes("word", "Vertrauen", "Mut")
    people[1].votes("word", "vertrauen")

    for poll in ("long", "short", "stars", "many"):
        moderator.conducts("close", poll)
    # What has closed last is shown: of two that close at almost the same time, it could be either.
    expect(by(stage, "also")).to_have_count(0)
    moderator.conducts("close", "word")
    phase(stage, "stage-poll", "word", "closed")
    expect(stage.locator(".ending")).to_have_text("Danke! Das Ergebnis folgt.")
    moderator.conducts("publish", "word")
    for page in (stage, layer):
        phase(page, "stage-poll", "word", "published")
        expect(by(page, "cloud").get_by_text("Vertrauen")).to_be_visible()
        expect(by(page, "word", n="2")).to_contain_text("2 mentions" if page is layer else "2 Nennungen")
    for poll in ("stars", "many"):
        moderator.conducts("publish", poll)
        moderator.switches(stage=poll)
        phase(stage, "stage-poll", poll, "published")
        phase(layer, "stage-poll", poll, "published")
        if poll == "stars":
            expect(by(stage, "average")).to_contain_text("3,7")
            expect(by(layer, "average")).to_contain_text("3.7")
            expect(by(stage, "bar", option="4")).to_have_attribute("data-votes", "1")
    expect(by(stage, "bar", option="time")).to_contain_text("100 %")

    asked = people[0].does("ask", text="Wie geht es weiter?", name="Eva")["question"]
    seen = moderator.sees("questions", asked)
    if seen["state"] == "waiting":
        moderator.does("question.show", question=asked, rev=seen["rev"])
    moderator.does("question.pin", question=asked, rev=moderator.sees("questions", asked)["rev"])
    people[1].does("upvote", question=asked, on=True, seq=1)
    for page in (stage, layer):
        expect(by(page, "stage-question")).to_contain_text("Wie geht es weiter?")
        expect(by(page, "stage-question")).to_contain_text("Eva")
        expect(by(page, "upvotes")).to_have_attribute("data-n", "1")
    layer.reload()
    expect(by(layer, "stage-question")).to_contain_text("Question from the audience")
    assert layer.url.endswith("?clean&lang=en")

    moderator.switches(stage="join", notice="Bitte bleiben Sie noch.")
    for page in (stage, layer):
        expect(by(page, "notice")).to_have_text("Bitte bleiben Sie noch.")
        expect(by(page, "stage-question")).to_have_count(0)
    organiser.room = "forum"
    organiser.does("call", minutes=3, text="Gleich beginnen die Foren.")
    expect(stage.locator("main")).to_have_attribute("data-scene", "gong")
    for page in (stage, layer):
        expect(by(page, "gong")).to_have_attribute("data-minutes", "3")
        expect(by(page, "gong")).to_contain_text("Gleich beginnen die Foren.")
        expect(by(page, "gong")).to_contain_text("Forum" if page is layer else "Fachforum")
