"""What an event's site has besides the files of the pages."""

from __future__ import annotations

import json
from pathlib import Path

from beifall.site import files, manifest
from tests.builders import an_event

WEB = Path(__file__).parent.parent.parent / "web"


def test_the_manifest_names_the_event_and_icons_that_are_there() -> None:
    kind, body = files(an_event(title={"de": "Tag der Fragen", "en": "Day of questions"}), "https://x")[
        "/manifest.webmanifest"
    ]
    read = json.loads(body)
    assert (kind, read["name"], read["display"]) == ("application/manifest+json", "Tag der Fragen", "standalone")
    for icon in read["icons"]:
        assert (WEB / icon["src"]).is_file()


def test_who_starts_from_the_icon_is_led_to_this_event() -> None:
    assert manifest(an_event(code="JC2020"))["start_url"] == "./#JC2020"


def test_a_name_that_is_too_long_for_an_icon_is_not_cut() -> None:
    assert manifest(an_event(title="Tag der kommunalen Jobcenter 2020"))["short_name"] == "Beifall"


def test_the_qr_code_is_a_picture() -> None:
    kind, body = files(an_event(), "https://live.example")["/join.svg"]
    assert kind == "image/svg+xml"
    assert body.startswith(b"<svg")
