"""The room: applause, mood, notice, gong, video, tables, and ways into other rooms."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visits
from tests.browser.house import attendee, staff
from tests.browser.pages import by, enlarge, fits, halt, join, passing, without_barriers
from tests.serving import Served


def test_one_clap_for_each_tap_and_each_key_and_the_room_is_seen_clapping(served: Served, visit: Visits) -> None:
    phone = visit(f"{served.site}#{served.code}")
    laptop = visit(f"{served.site}#{served.code}", width=1440, height=900)
    phone.clock.install()
    join(phone)
    join(laptop)
    halt(phone)
    clap = by(phone, "clap")
    with passing(laptop, '[data-testid="applause"][data-clapping="1"]', '[data-testid="meter"][data-lit="1"]'):
        clap.dispatch_event("pointerdown", {"isPrimary": True, "button": 0})
        clap.dispatch_event("pointerup", {"isPrimary": True, "button": 0})
        expect(clap).to_have_attribute("data-claps", "1")
        expect(by(phone, "applause")).to_have_attribute("data-echo", "on")
        clap.dispatch_event("click", {"detail": 1})
        clap.click()
        expect(clap).to_have_attribute("data-claps", "2")
        clap.focus()
        phone.keyboard.press("Space")
        phone.keyboard.press("Enter")
        expect(clap).to_have_attribute("data-claps", "4")
    phone.clock.resume()
    quiet = by(laptop, "applause", clapping="0")
    expect(quiet).to_contain_text("Gerade ist es still")
    expect(by(quiet, "meter")).to_have_attribute("data-lit", "0")
    below = [top(by(page, "mood")) for page in (phone, laptop)]
    by(laptop, "clap").focus()
    staff(served, "moderator").switches(applause=False)
    for page in (phone, laptop):
        expect(by(page, "applause-off")).to_be_visible()
    assert [top(by(page, "mood")) for page in (phone, laptop)] == below
    for page in (phone, laptop):
        expect(by(page, "clap")).to_be_focused()
        expect(by(page, "clap")).to_have_attribute("aria-disabled", "true")
        expect(by(page, "clap")).to_have_accessible_description("Der Applaus ist hier gerade aus.")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        by(page, "clap").click(force=True)
        without_barriers(page)
    expect(clap).to_have_attribute("data-claps", "4")


def test_ones_own_hands_are_within_reach_with_large_text_and_on_a_phone_that_lies_on_its_side(
    served: Served, visit: Visits
) -> None:
    for width, height in ((360, 740), (740, 360)):
        page = visit(f"{served.site}#{served.code}", width=width, height=height)
        join(page)
        if height > width:
            enlarge(page)
        for down in (0, 300, 99_999):
            page.evaluate("(down) => scrollTo(0, down)", down)
            expect(by(page, "clap")).to_be_in_viewport(ratio=1)
        page.evaluate("scrollTo(0, 0)")
        page.mouse.click(width / 2, height - 20)
        expect(by(page, "clap")).to_have_attribute("data-claps", "1")
        assert page.evaluate("scrollY") == 0
        fits(page)
        without_barriers(page)


def top(one: Locator) -> float:
    box = one.bounding_box()
    assert box is not None
    return box["y"]


def test_notice_gong_mood_and_the_way_to_other_rooms(served: Served, visit: Visits) -> None:
    moderator, organiser = staff(served, "moderator"), staff(served, "organiser", "forum")
    phone = visit(f"{served.site}#{served.code}", width=320, height=640)
    expect(by(phone, "join")).to_be_visible()
    expect(phone.locator(".brand")).to_have_text("Beifall")
    join(phone)
    title = phone.locator(".brand > span")
    expect(title).to_have_text("Tag der langen Fragen")
    title.evaluate("(title) => { title.textContent = title.textContent.repeat(3) }")
    fits(phone)
    assert title.evaluate("(title) => title.scrollWidth > title.clientWidth")
    moderator.switches(notice="Die Pause dauert bis 11:50 Uhr.")
    expect(by(phone, "notice")).to_contain_text("11:50")
    expect(phone.locator("#status")).to_have_text(re.compile("Hinweis: Die Pause"))
    by(phone, "feeling", mood="4").click()
    expect(by(phone, "own-mood", mood="4")).to_be_visible()
    expect(by(phone, "atmosphere", people="few")).to_be_visible()
    for _ in range(4):
        attendee(served).does("mood", mood=5, seq=1)
    expect(by(phone, "atmosphere", people="5")).to_be_visible()
    organiser.does("call", minutes=5)
    expect(by(phone, "gong", room="forum")).to_contain_text("in 5 Minuten")
    moderator.conducts("open", "long", seconds=None)
    expect(by(phone, "option", option="o1")).to_be_visible()
    assert top(by(phone, "gong")) < top(by(phone, "poll")) < top(by(phone, "notice"))
    expect(phone.locator(".cast")).to_have_css("position", "static")
    by(phone, "option", option="o1").click()
    expect(phone.locator(".cast")).to_have_css("position", "sticky")
    by(phone, "go-questions").click()
    expect(by(phone, "notice")).to_be_visible()
    by(phone, "go-now").click()
    fits(phone)
    without_barriers(phone)
    by(phone, "follow").click()
    expect(phone.get_by_role("heading", name="Fachforum", level=1)).to_be_attached()
    expect(by(phone, "gong")).to_contain_text("Sie sind schon da.")
    by(phone, "room").select_option("foyer")
    expect(by(phone, "door")).to_have_count(3)
    without_barriers(phone)
    fits(phone)
    by(phone, "door", room="plenum").click()
    expect(by(phone, "room")).to_have_value("plenum")
    expect(by(phone, "own-mood", mood="4")).to_be_visible()


def test_a_seat_at_a_table_its_video_after_a_reload_and_a_table_that_is_full(served: Served, visit: Visits) -> None:
    phone = visit(f"{served.site}#{served.code}/cafe")
    laptop = visit(f"{served.site}#{served.code}/cafe", width=1440, height=900)
    for page in (phone, laptop):
        by(page, "join").click()
        expect(by(page, "table")).to_have_count(3)
    by(phone, "table", table="2").click()
    expect(by(phone, "own-table", table="2")).to_be_visible()
    video = by(phone, "table-video").get_attribute("href")
    assert video is not None
    assert video.startswith("https://meet.example.org/")
    phone.reload()
    expect(by(phone, "table-video")).to_have_attribute("href", video)
    attendee(served, "cafe").does("sit", table="2")
    # Whoever has heard of it by now is not stopped by that.
    by(laptop, "table", table="2").click(force=True)
    expect(by(laptop, "table-full")).to_contain_text("Platz ist noch an den Tischen 1, 3.")
    without_barriers(phone, laptop)
    by(phone, "stand").click()
    expect(by(phone, "own-table")).to_have_count(0)


def test_no_video_is_loaded_before_somebody_agrees_and_then_it_stays_agreed(served: Served, visit: Visits) -> None:
    laptop = visit(f"{served.site}#{served.code}", width=1440, height=900)
    laptop.context.route(
        "https://video.example.org/**", lambda route: route.fulfill(body="<!doctype html><title>On air")
    )
    join(laptop)
    expect(by(laptop, "video")).to_contain_text("video.example.org")
    expect(by(laptop, "video-away")).to_have_attribute("href", "https://video.example.org/plenum")
    without_barriers(laptop)
    fits(laptop)
    assert visit.foreign == []
    by(laptop, "load-video").click()
    expect(by(laptop, "frame")).to_have_attribute("title", re.compile("Plenum"))
    with laptop.expect_request("https://video.example.org/plenum"):
        laptop.reload()
    expect(by(laptop, "frame")).to_be_visible()
    assert set(visit.foreign) == {"https://video.example.org/plenum"}
    visit.foreign.clear()
    without_barriers(laptop)
    # Axe asks every frame, and the browser says that this one is another's.
    visit.forgive("postMessage")
    by(laptop, "unload-video").click()
    laptop.reload()
    expect(by(laptop, "load-video")).to_be_visible()
