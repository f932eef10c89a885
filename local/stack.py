"""What a stack deploys for an event, given to the runner: tables, mappings, environment, keys, the site's own files."""

from __future__ import annotations

import os
import secrets
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from beifall.domain.event import Event, Programme
from beifall.domain.pace import QUOTA, pace
from beifall.links import Link, links
from beifall.programme import event_of, set_up
from beifall.report.documentation import documentation
from beifall.report.folder import write
from beifall.site import files, invitation
from beifall.store.dynamo import DynamoStore
from beifall.store.rows import TABLES
from beifall.tickets import issue, ticket
from beifall.tokens import Tokens, fresh
from blueprint.mappings import mappings
from blueprint.routes import PATHS
from blueprint.schedule import AWAKE
from eventfile.site import hosts
from local.chaos import Chaos
from local.deployment import Address, Deployment
from local.latency import NONE, Latency
from local.runner import Runner
from local.socket import Ages
from local.web_api import Cors

if TYPE_CHECKING:
    from local.site import Generated

WEB = Path(__file__).parent.parent / "web"
SECRET = "beifall-keys"  # noqa: S105 - its name
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared, not bound

TICKETS = 20

LIGHT = frozenset({"authorize", "broadcast", "clap", "command", "connection", "reception", "tally"})
"""Functions that wait for nothing but what they call. `applause` waits for its turn; `housekeeping` takes long."""


class Stack:
    """One event on this machine, with keys and tickets of its own. Raises CannotListen.

    `host` is what the port is bound to; `site` is the address by which people reach it, an origin such as
    `https://live.example`, if it is another than the machine itself can know. `latency`, `ages`, `chaos` and `seed` are
    the deployment's; `tickets` are made if the event wants any. `quota` is how many requests a second the account may
    make; `pages` is the folder of the site. Raises TooSmall if they do not carry the event.
    """

    def __init__(
        self,
        programme: Programme,
        *,
        engine: str,
        host: str,
        port: int,
        site: str | None = None,
        latency: Latency = NONE,
        ages: Ages = Ages(),  # noqa: B008 - frozen
        chaos: Chaos | None = None,
        seed: int = 1,
        tickets: int = TICKETS,
        quota: int = QUOTA,
        pages: Path = WEB,
    ) -> None:
        self.event = event_of(programme)
        self._programme = programme
        self._quota = quota
        self._pages = pages
        self._keys = fresh(lambda: secrets.token_hex(32))
        self.tickets = tuple(ticket(secrets.choice) for _ in range(tickets)) if self.event.tickets else ()
        generated: dict[str, tuple[str, bytes]] = {}
        deployment = replace(
            self._deployment(engine, host, generated), latency=latency, ages=ages, chaos=chaos or Chaos(), seed=seed
        )
        self.runner = Runner(deployment, host=host, port=port)
        self.site = site or _site(self.runner.address, host)
        generated.update(files(self.event, self.site))

    @property
    def invitation(self) -> str:
        """The address for attendees."""
        return invitation(self.event, self.site)

    @property
    def links(self) -> list[Link]:
        """Links for staff and stages."""
        return list(links(self.event, Tokens(self._keys, self.event.code), f"{self.site}/"))

    def document(self, folder: Path) -> list[Path]:
        """Writes the event's documentation while it still runs; returns the files. Raises Unwritable, NothingLeft."""
        store = DynamoStore(expected=self.event.expected, purged=self.event.purged)
        return write(documentation(store, now=time.time_ns() // 1_000_000), folder)

    def _deployment(self, engine: str, host: str, generated: Generated) -> Deployment:
        event = self.event
        return Deployment(
            engine=engine,
            site=self._pages,
            generated=generated,
            frames=hosts(event, tuple(room.video for room in self._programme.rooms)),
            environment=lambda address: _environment(event, _origins(address, host, self.site), address, self.site),
            secrets={SECRET: msgspec.json.encode(self._keys).decode()},
            prepare=lambda: _prepare(self._programme, self.tickets, self._quota),
            paths=PATHS,
            cors=Cors(origins=event.origins),
            mappings=mappings(pace(event.expected, self._quota)),
            light=LIGHT,
            awake=AWAKE,
        )


def _environment(event: Event, origins: set[str], address: Address, site: str) -> dict[str, str]:
    """What the functions of this deployment are told (beifall/environment.py)."""
    return {
        "EVENT_CODE": event.code,
        "EXPECTED": str(event.expected),
        "PURGED": str(event.purged),
        "SITE": f"{site}/",
        "ORIGINS": " ".join(sorted(origins | set(event.origins))),
        "SECRET_ARN": SECRET,
        "CALLBACK_URL": address.endpoint,
        "QUEUE_URL": address.queue,
        "POWERTOOLS_LOG_LEVEL": os.environ.get("POWERTOOLS_LOG_LEVEL", "WARNING"),
    }


def _prepare(programme: Programme, tickets: Sequence[str], quota: int) -> None:
    """Tables as the stack makes them, and the event's content. An engine elsewhere may have them already."""
    for model in TABLES:
        if not model.exists():
            model.create_table(wait=True)
    event = event_of(programme)
    store = DynamoStore(expected=event.expected, purged=event.purged)
    set_up(programme, store, chance=secrets.token_urlsafe, quota=quota)
    issue(tickets, store.issue)


def _origins(address: Address, host: str, site: str) -> set[str]:
    """The sites that are at home here: by the names that this machine knows of itself, and the one that was asked for.
    By any other the pages come, but the socket stays closed to them.
    """
    own = socket.gethostname().lower()
    hosts = {"localhost", "127.0.0.1", own, f"{own.partition('.')[0]}.local"}
    hosts |= set(_addresses()) if host in EVERYWHERE else {host.lower()}
    port = address.site.rpartition(":")[2]
    return {site, address.site} | {_origin(name, port) for name in hosts}


def _origin(host: str, port: str) -> str:
    """As browsers say it: without the port that goes without saying."""
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}" if port == "80" else f"http://{name}:{port}"


def _site(address: Address, host: str) -> str:
    """The site as a phone in the same network can reach it, if the port is open to it at all."""
    if host not in EVERYWHERE:
        return address.site
    outside = next(_addresses(), None)
    return address.site if outside is None else _origin(outside, address.site.rpartition(":")[2])


def _addresses() -> Iterator[str]:
    """Our own address in each network that a route leads to, first the one that leads outside. Nothing is sent, and no
    name is looked up: that could take seconds.
    """
    ends = ("192.0.2.1", "192.168.255.254", "10.255.255.254", "172.31.255.254", "169.254.255.254", "100.127.255.254")
    families = [*((socket.AF_INET, end) for end in ends), (socket.AF_INET6, "2001:db8::1")]
    for family, end in families:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((end, 9))
                yield str(probe.getsockname()[0])
        except OSError:
            continue
