"""Results of every kind of poll, as phones and desks show them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.pages import by, without_barriers

SCENES = (Path(__file__).parent / "scenes.js").read_text()
DRAW = """async ([name, mine, language]) => {
    const { made } = await import('/scenes.js');
    const { html, render } = await import('/vendor/htm-preact/standalone.module.js');
    const { results } = await import('/js/views/results.js');
    const { texts } = await import('/js/texts/attendee.js');
    const { words } = await import('/js/texts/texts.js');
    const t = words(await texts[language](), language, ['de', 'en']);
    const { polls, tallies } = made(name).state.items;
    const Result = results[polls.p.kind];
    document.documentElement.lang = language;
    render(html`<main><article class="poll" key=${name}><h1>${name}</h1>
        <${Result} ...${{ poll: polls.p, tally: tallies.p, t, mine }} /></article></main>`,
        document.getElementById('page'));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_are_read_on_the_smallest_phone_with_text_at_200_percent(
    browser: Browser, site: str, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type]  # a literal there
    page.route(f"{site}attendee.js", lambda route: route.fulfill(content_type="text/javascript", body=""))
    page.route("**/scenes.js", lambda route: route.fulfill(content_type="text/javascript", body=SCENES))
    page.goto(site)
    for size in ("100%", "200%"):
        page.evaluate("(size) => { document.documentElement.style.fontSize = size }", size)
        for scene in ("result eight", "result longest", "result scale", "result words longest", "result no words"):
            page.evaluate(DRAW, [scene, [], "de"])
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (scene, size)
    for scene in ("result longest", "result scale", "result words"):
        page.evaluate(DRAW, [scene, ["o1", 7, "vertrauen"], "en"])
        without_barriers(page)
    tells(page)
    page.close()


def tells(page: Page) -> None:
    """What bars and colours say, stands there as text, too."""
    page.evaluate(DRAW, ["result longest", ["o1", "o2"], "de"])
    expect(page.locator(".several")).to_contain_text("mehr als 100")
    expect(by(page, "bar", option="o0")).to_contain_text("50\u00a0%")
    expect(by(page, "bar", option="o0")).to_contain_text("120 Stimmen")
    expect(page.locator(".own .badge")).to_have_text(["✓ Ihre Stimme", "✓ Ihre Stimme"])
    page.evaluate(DRAW, ["result scale", [7], "de"])
    expect(by(page, "average")).to_have_text("Durchschnitt 6,6")
    expect(by(page, "bar")).to_have_count(11)
    expect(by(page, "bar", option="7")).to_contain_text("Ihre Stimme")
    expect(by(page, "bar", option="9")).to_have_attribute("data-votes", "0")
    page.evaluate(DRAW, ["result words", ["VERTRAUEN"], "de"])
    expect(page.locator("ol.words > li").first).to_have_text("✓ Vertrauen 60 60 Nennungen, Ihre Stimme")
    expect(page.locator("ol.words > .own")).to_have_count(1)
    expect(by(page, "others")).to_have_text("und 12 weitere Nennungen")
