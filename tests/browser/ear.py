"""An ear at what a page sends to the loudspeakers, behind the page's back (sounds.js)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import PATIENCE
from tests.browser.house import staff
from tests.serving import Served

HERE = Path(__file__).parent
SOUNDS = (HERE / "sounds.js").read_text()
RECORDER = (HERE / "recorder.js").read_text()

SILENCE = 0.0005
"""66 dB below what is loudest."""

OPEN: dict[str, Any] = {"bypass_csp": True}
"""Only so the test's own worklet may come beside the page's."""


def listened(context: BrowserContext, *, recorder: str | None = RECORDER) -> None:
    """All that pages of this browser play is written down, if they let a `recorder` in."""
    context.add_init_script(SOUNDS.replace("(RECORDER)", f"({json.dumps(recorder)})"))


def until(page: Page, condition: str, arg: object = None) -> None:
    """Waits as `wait_for_function` does, which a page's policy forbids."""
    page.evaluate(
        f"""async (arg) => {{
            for (const begun = Date.now(); !({condition})(arg); await new Promise((done) => setTimeout(done, 30)))
                if (Date.now() - begun > {PATIENCE}) throw new Error({json.dumps(condition)});
        }}""",
        arg,
    )


def now(page: Page) -> float:
    """The clock of what is played."""
    found: float = page.evaluate("heard.now()")
    return found


def passes(page: Page, end: float) -> None:
    """So much has been played and written down."""
    until(page, "(end) => (heard.blocks.at(-1)?.at ?? 0) > end", end)


AWHILE = 0.6
"""So long (s) it is listened to how loud it is."""


def level(page: Page, since: float) -> float:
    """How loud it is then."""
    passes(page, since + AWHILE)
    found: float = page.evaluate("(times) => heard.rms(heard.since(...times))", [since, since + AWHILE])
    return found


def claps(page: Page, since: float) -> list[float]:
    """The moments since then at which somebody clapped, counted from then."""
    found: list[float] = page.evaluate(
        "(from) => heard.onsets(heard.since(from), heard.contexts.at(-1).sampleRate)", since
    )
    return found


def sounds(page: Page, since: float, number: int) -> None:
    """So many claps have been heard since then."""
    until(page, "([from, n]) => heard.onsets(heard.since(from), 44100).length >= n", [since, number])


def applauds(page: Page) -> None:
    """The room is heard."""
    until(page, "() => heard.level(heard.now() - 0.5) > 0.003")


NOBODY = """([from, silence]) => {
    const second = (heard.blocks.at(-1)?.at ?? 0) - 1;
    return second > from && heard.level(second) < silence;
}"""


def still(page: Page, served: Served) -> None:
    """Nobody is heard, nor will be: the server answers, and then a whole second brings nothing that was on its way."""
    staff(served, "moderator").does("enter", screen="desk")
    until(page, NOBODY, [now(page), SILENCE])


@contextmanager
def told(page: Page, what: str) -> Iterator[list[float]]:
    """What happens within the block makes the page tell this to what plays; when it did, by the clock of that."""
    moments = f"heard.told.filter(([, what]) => what === '{what}').map(([at]) => at)"
    before, at = page.evaluate(f"{moments}.length"), list[float]()
    yield at
    until(page, f"(before) => {moments}.length > before", before)
    at.append(page.evaluate(f"(before) => {moments}[before]", before))


@contextmanager
def hushed(page: Page) -> Iterator[None]:
    """What happens within the block silences the page, as soon as it knows of it: nothing rings on."""
    with told(page, "stop") as stopped:
        yield
    since = stopped[0] + 0.2
    # What rests for three seconds is suspended.
    played = "(end) => heard.blocks.at(-1).at > end || heard.contexts.at(-1).state === 'suspended'"
    until(page, played, since + AWHILE)
    assert page.evaluate("(times) => heard.rms(heard.since(...times))", [since, since + AWHILE]) == 0


def unlocked(page: Page) -> None:
    """The sound runs, and what is played is being written down."""
    until(page, "() => heard.contexts.at(-1)?.state === 'running' && heard.blocks.length > 0")
