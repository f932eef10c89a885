"""What a stack deploys for an event, given to the runner: tables, mappings, environment, keys, the site's own files."""

from __future__ import annotations

import io
import os
import secrets
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import segno

from beifall.domain.event import Event, Programme
from beifall.links import Link, links
from beifall.programme import event_of, set_up
from beifall.store import keys
from beifall.store.dynamo import DynamoStore
from beifall.store.rows import TABLES
from beifall.tokens import Keys, Tokens
from local.runner import Address, Deployment, Runner
from local.streams import StreamMapping
from local.web_api import Cors

if TYPE_CHECKING:
    from local.filters import Pattern
    from local.site import Generated

WEB = Path(__file__).parent.parent / "web"
SECRET = "beifall-keys"  # noqa: S105 - its name
PATHS = ("GET /event", "POST /join")
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared, not bound

BUNDLE = 5
"""Seconds that what is not urgent is gathered for."""


class Stack:
    """One event on this machine, with keys of its own; `host` is what the port is bound to. Raises PortTaken."""

    def __init__(self, programme: Programme, *, engine: str, host: str, port: int) -> None:
        self.event = event_of(programme)
        self._programme = programme
        self._keys = _fresh_keys()
        generated: dict[str, tuple[str, bytes]] = {}
        self.runner = Runner(self._deployment(engine, host, generated), host=host, port=port)
        self.site = _site(self.runner.address, host)
        generated["/join.svg"] = ("image/svg+xml", self.code().encode())

    @property
    def invitation(self) -> str:
        """The address for attendees; the code is in the fragment, which no server ever sees."""
        return f"{self.site}/#{self.event.code}"

    @property
    def links(self) -> list[Link]:
        """Links for staff and stages."""
        return list(links(self.event, Tokens(self._keys, self.event.code), f"{self.site}/"))

    def code(self) -> str:
        """The invitation as a QR code, an SVG."""
        svg = io.BytesIO()
        segno.make(self.invitation, error="m").save(svg, kind="svg", border=2, xmldecl=False, omitsize=True)
        return svg.getvalue().decode()

    def _deployment(self, engine: str, host: str, generated: Generated) -> Deployment:
        event = self.event
        video = (event.video.server,) if event.video else ()
        return Deployment(
            engine=engine,
            site=WEB,
            generated=generated,
            frames=video,
            environment=lambda address: _environment(event, address, host),
            secrets={SECRET: msgspec.json.encode(self._keys).decode()},
            prepare=lambda: _prepare(self._programme),
            paths=PATHS,
            cors=Cors(origins=event.origins),
            mappings=mappings(),
        )


def mappings() -> tuple[StreamMapping, ...]:
    """Who reads which stream: what goes out at once and what is bundled are two readers of one."""
    rooms = {"pk": {"S": [{"prefix": keys.AUDIBLE}]}}
    bundled = {**rooms, "sk": {"S": [{"prefix": prefix} for prefix in keys.BUNDLED]}}
    return (
        StreamMapping("facts", "tally"),
        StreamMapping("state", "broadcast", alias="at-once", filters=(_on_keys(rooms),)),
        StreamMapping("state", "broadcast", alias="bundled", window=BUNDLE, filters=(_on_keys(bundled),)),
    )


def _on_keys(patterns: Mapping[str, object]) -> Pattern:
    return {"dynamodb": {"Keys": patterns}}


def _environment(event: Event, address: Address, host: str) -> dict[str, str]:
    """What the functions of this deployment are told (beifall/environment.py)."""
    port = address.site.rpartition(":")[2]
    names = {address.site, f"http://localhost:{port}", f"http://127.0.0.1:{port}", _site(address, host)}
    return {
        "EVENT_CODE": event.code,
        "EXPECTED": str(event.expected),
        "PURGED": str(event.purged),
        "ORIGINS": " ".join(sorted(names | set(event.origins))),
        "SECRET_ARN": SECRET,
        "CALLBACK_URL": address.endpoint,
        "QUEUE_URL": address.queue,
        "POWERTOOLS_LOG_LEVEL": os.environ.get("POWERTOOLS_LOG_LEVEL", "WARNING"),
    }


def _prepare(programme: Programme) -> None:
    """Tables as the stack makes them, and the event's content. An engine elsewhere may have them already."""
    for model in TABLES:
        if not model.exists():
            model.create_table(wait=True)
    event = event_of(programme)
    set_up(programme, DynamoStore(expected=event.expected, purged=event.purged))


def _fresh_keys() -> Keys:
    signing = {"k1": secrets.token_hex(32), "k2": secrets.token_hex(32)}
    return Keys(current="k1", signing=signing, people=secrets.token_hex(32))


def _site(address: Address, host: str) -> str:
    """The site as a phone in the same network can reach it, if the port is open to it at all."""
    if host not in EVERYWHERE:
        return address.site
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing: only asks which of our addresses leads outside
        except OSError:
            return address.site
        outside: str = probe.getsockname()[0]
    return f"http://{outside}:{address.site.rpartition(':')[2]}"
