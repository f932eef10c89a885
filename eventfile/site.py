"""What an event's site has besides the files of `web/`: the QR code and the manifest; and the hosts of its videos."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from urllib.parse import urlsplit

import segno

from beifall.domain.event import Event
from beifall.domain.texts import Text

GROUND, VELVET = "#fbf6ee", "#7c1d48"
"""As in web/css/colours.css."""

SHORT = 24
"""Characters that a name may have under an icon."""


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


def hosts(event: Event, videos: tuple[str | None, ...]) -> tuple[str, ...]:
    """The origins that pages may show in a frame: those of the rooms' videos, and of the tables' meetings."""
    addresses = (event.video.server if event.video else None, *videos)
    parts = (urlsplit(address) for address in addresses if address)
    return tuple(sorted({f"{part.scheme}://{part.netloc}" for part in parts}))


def _first(text: Text, language: str) -> str:
    return text if isinstance(text, str) else text.get(language) or next(iter(text.values()))
