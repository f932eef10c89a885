"""What an attendee's browser asks the site for."""

from __future__ import annotations

from cli.page import files, page
from local.stack import WEB


def test_what_a_browser_asks_for_is_counted_each_once_in_one_language() -> None:
    names = {str(file.relative_to(WEB)) for file in files(WEB, "index.html")}
    assert {"index.html", "icon.svg", "css/page.css", "js/attendee.js", "js/page.js", "js/texts/de.js"} <= names
    assert not names & {"js/texts/en.js", "js/texts/attendee.en.js", "manifest.webmanifest", "icon-apple-180.png"}
    assert not [name for name in names if name.startswith(("js/views/desk", "js/views/stage"))]


def test_the_bytes_are_those_that_travel() -> None:
    seen = page()
    assert seen.files == len(files(WEB, "index.html")) + 1
    assert seen.size < 100_000 < sum(file.stat().st_size for file in files(WEB, "index.html"))
