"""An event that runs elsewhere, as a rehearsal finds it."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Collection
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any

from crowd.orders import Link

WAIT = 10.0
"""Seconds for an answer."""


class NotThere(Exception):
    """There is nothing to rehearse with; the text is for people."""


@dataclass(frozen=True)
class Elsewhere:
    """Its address, and what the file of its links says."""

    site: str
    code: str
    links: tuple[Link, ...]
    tickets: tuple[str, ...]


def elsewhere(url: str, links: Path | None, code: str, attendees: int, rooms: Collection[str]) -> Elsewhere:
    """What there is, looked at before anybody comes; somebody must run each of these rooms. Raises NotThere."""
    if links is None:
        raise NotThere(
            "--url needs --links FILE too: staff and stages come in by the links that `serve --links` has written, or "
            "`deploy` in out/links"
        )
    made = _read(links)
    if made["code"].upper() != code.upper():
        raise NotThere(f"the links in {links} are those of the event {made['code']}; the event file says {code}")
    run = {room for link in made["links"] if link.role == "moderator" for room in link.rooms or rooms}
    if unrun := [room for room in rooms if room not in run]:
        raise NotThere(f"{links} has no link for whoever moderates {' and '.join(unrun)}")
    tickets = tuple(made.get("tickets", ()))
    site = url.rstrip("/")
    api = _config(site)["api"]
    if _got(f"{api}/event")["tickets"] and len(tickets) < attendees:
        raise NotThere(f"the event wants tickets, and {links} has {len(tickets)} for {attendees} people")
    return Elsewhere(site, made["code"], made["links"], tickets)


def _read(file: Path) -> dict[str, Any]:
    try:
        made = json.loads(file.read_text())
    except OSError as error:
        raise NotThere(f"{file} cannot be read: {error.strerror}") from None
    except ValueError:
        raise NotThere(f"{file} is no JSON") from None
    try:
        links = tuple(Link(str(one["role"]), tuple(one["rooms"]), str(one["token"])) for one in made["links"])
        missing = {"organiser", "info", "moderator"} - {link.role for link in links}
        if isinstance(made["code"], str) and not missing:
            return {**made, "links": links}
    except (LookupError, TypeError):
        raise NotThere(f"{file} is no file that `serve --links`, `deploy` or `links` has written") from None
    raise NotThere(f"{file} has no link for {' and '.join(sorted(missing))}")


def _config(site: str) -> dict[str, Any]:
    config = _got(f"{site}/config.json")
    if not isinstance(config.get("api"), str):
        raise NotThere(f"{site} is no site of an event: its config.json does not say where its api is")
    return config


def _got(address: str) -> dict[str, Any]:
    if not address.startswith(("http://", "https://")):
        raise NotThere(f"{address} is no address of a site: write it as https://live.example")
    try:
        with urllib.request.urlopen(address, timeout=WAIT) as answer:  # noqa: S310 - which schemes is checked above
            found = json.load(answer)
    except ValueError:
        raise NotThere(f"there is no event at {address}: what it answers is no JSON") from None
    except (OSError, HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        raise NotThere(f"{address} cannot be reached: {getattr(reason, 'strerror', None) or reason}") from None
    if not isinstance(found, dict):
        raise NotThere(f"there is no event at {address}")
    return found
