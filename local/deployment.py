"""What runs, as it would be deployed, and where it is reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from blueprint.mappings import StreamMapping
from blueprint.queue import Rules
from blueprint.routes import AUTHORIZER, ROUTES, TIMEOUT, WEB, Route
from blueprint.schedule import HOUSEKEEPING, Calls
from local.chaos import Chaos
from local.lambdas import Handler
from local.latency import NONE, Latency
from local.permits import Permits
from local.requests import Place
from local.seam import Around, straight
from local.site import Generated
from local.socket import Ages
from local.web_api import Cors


@dataclass(frozen=True)
class Address:
    """Where the run is reached. `endpoint` is for clients of `@connections`, `queue` for those of the delay queue."""

    site: str
    api: str
    socket: str
    endpoint: str
    queue: str


@dataclass(frozen=True)
class Deployment:
    """What a stack would deploy, apart from code: everything has the default of the real one.

    `environment` is what the handlers find in `os.environ`; `handlers` replace those of `functions/`, by name;
    `prepare` runs once when the store can be reached and before anybody can connect: it creates and fills tables.
    `generated` are files that the site has besides its directory, `frames` the hosts of the event's video rooms.
    `paths` are the route keys of the HTTP API. `every` is the seconds between two calls of the schedule, `awake` are
    the functions that it calls besides `housekeeping`, so that as many containers of each are there.
    `polls` are the looks at a stream per second, `pause` the seconds before a stream's first retry. `latency` is how
    long AWS takes, by chance of `seed`; an invocation waits for its calls after it has made them, and those of
    `light` functions, which wait for nothing else, then need no thread. `chaos` is what goes wrong on purpose, once
    everything is prepared. Functions are held to their `permits`; without any, each may do all and is told all.

    ValueError for a queue whose letters would come again while `timeout` lets a function still work on them: Lambda
    refuses such a mapping.
    """

    engine: str = "ministack"
    site: Path | None = None
    generated: Generated = field(default_factory=dict)
    frames: tuple[str, ...] = ()
    environment: Callable[[Address], Mapping[str, str]] = lambda _: {}
    secrets: Mapping[str, str] = field(default_factory=dict)
    handlers: Mapping[str, Handler] = field(default_factory=dict)
    prepare: Callable[[], object] = lambda: None
    routes: Mapping[str, Route] = field(default_factory=lambda: ROUTES)
    authorizer: str | None = AUTHORIZER
    paths: tuple[str, ...] = ("$default",)
    web: str = WEB
    cors: Cors = field(default_factory=Cors)
    mappings: Sequence[StreamMapping] = ()
    housekeeping: str = HOUSEKEEPING
    awake: Calls = field(default_factory=dict)
    every: float = 60.0
    place: Place = field(default_factory=Place)
    ages: Ages = field(default_factory=Ages)
    rules: Rules = field(default_factory=Rules)
    polls: float = 4.0
    pause: float = 0.25
    workers: int = 32
    light: frozenset[str] = frozenset()
    timeout: float = TIMEOUT
    around: Around = straight
    latency: Latency = NONE
    chaos: Chaos = field(default_factory=Chaos)
    permits: Permits | None = None
    seed: int = 1

    def __post_init__(self) -> None:
        if self.rules.visibility < self.timeout:
            visibility, timeout = self.rules.visibility, self.timeout
            raise ValueError(f"the queue's visibility of {visibility} s is below the functions' timeout of {timeout} s")

    @property
    def functions(self) -> set[str]:
        """Every function that something calls."""
        called = {route.function for route in self.routes.values()} | {self.web, self.housekeeping}
        called |= {mapping.function for mapping in self.mappings} | set(self.awake)
        return called | ({self.authorizer} if self.authorizer else set())
