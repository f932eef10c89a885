"""What an event's site has besides the pages: the QR code, the manifest, and where its APIs are."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass

import segno

from beifall.domain.event import Event
from beifall.domain.texts import Text

GROUND, VELVET = "#fbf6ee", "#7c1d48"
"""As in web/css/colours.css."""

SHORT = 24
"""Characters that a name may have under an icon."""

CONFIG = "config.json"


@dataclass(frozen=True)
class Page:
    """One file of the site; `kind` is its content type, `cache` its cache control."""

    content: bytes
    kind: str
    cache: str


def config(api: str, socket: str) -> Page:
    """Where a page finds the event; a browser that kept it would look for yesterday's."""
    return Page(json.dumps({"api": api, "socket": socket}).encode(), "application/json", "no-cache")


def generated(event: Event, site: str) -> Mapping[str, Page]:
    """Those of the event, by path, as they are kept in a bucket."""
    return {
        path.removeprefix("/"): Page(content, kind, "no-cache") for path, (kind, content) in files(event, site).items()
    }


def files(event: Event, site: str) -> Mapping[str, tuple[str, bytes]]:
    """Path → (content type, bytes), for the site at this address, which has no slash at its end."""
    return {
        "/join.svg": ("image/svg+xml", qr(invitation(event, site)).encode()),
        "/manifest.webmanifest": ("application/manifest+json", json.dumps(manifest(event)).encode()),
    }


def invitation(event: Event, site: str) -> str:
    """The address for attendees; the code is in the fragment, which no server ever sees."""
    return f"{site}/#{event.code}"


def qr(text: str) -> str:
    """The text as a QR code, an SVG."""
    svg = io.BytesIO()
    segno.make(text, error="m").save(svg, kind="svg", border=2, xmldecl=False, omitsize=True)
    return svg.getvalue().decode()


def manifest(event: Event) -> dict[str, object]:
    """What a phone needs to put the event among its apps."""
    title = _first(event.title, event.languages[0])
    return {
        "id": "./",
        "name": title,
        "short_name": title if len(title) <= SHORT else "Beifall",
        "lang": event.languages[0],
        "start_url": f"./#{event.code}",
        "scope": "./",
        "display": "standalone",
        "background_color": GROUND,
        "theme_color": VELVET,
        "icons": [
            {"src": "icon.svg", "type": "image/svg+xml", "sizes": "any"},
            {"src": "icon-192.png", "type": "image/png", "sizes": "192x192"},
            {"src": "icon-512.png", "type": "image/png", "sizes": "512x512"},
            {"src": "icon-maskable-512.png", "type": "image/png", "sizes": "512x512", "purpose": "maskable"},
        ],
    }


def _first(text: Text, language: str) -> str:
    return text if isinstance(text, str) else text.get(language) or next(iter(text.values()))
