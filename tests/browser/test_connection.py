"""A connection that the platform would end after two hours is changed before, and nobody notices."""

from __future__ import annotations

from playwright.sync_api import WebSocket

from tests.browser.conftest import Visits
from tests.browser.pages import by, choose, conduct, counted, join, phase
from tests.serving import Served

LOST = """() => {
    window.lost = 0;
    const look = () => { window.lost += document.querySelectorAll('[data-testid="link"]').length; };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true });
}"""


def test_after_two_hours_the_page_has_a_fresh_connection_and_was_never_offline(served: Served, visit: Visits) -> None:
    phone = visit(f"{served.site}#{served.code}")
    phone.clock.install()
    phone.evaluate(LOST)
    with phone.expect_websocket() as opened:
        join(phone)
    first: WebSocket = opened.value
    with phone.expect_websocket() as opened, first.expect_event("close"):
        phone.clock.fast_forward("01:50:01")
        phone.clock.resume()
    assert not opened.value.is_closed()

    desk = visit(served.url("moderator"))
    conduct(desk, "short", "open")
    phase(phone, "poll", "short", "open")
    choose(phone, "yes")
    counted(phone, "yes")
    assert phone.evaluate("window.lost") == 0
    assert by(phone, "link").count() == 0
