"""The whole system on one machine: one port for site, HTTP API, socket and `@connections`."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

import botocore.session
from aiohttp import web
from botocore.config import Config
from botocore.credentials import Credentials

from local.connections import OverHttp, in_process
from local.engines import EMBEDDED, Engine, engine
from local.gateway import Gateway
from local.lambdas import Handler, Lambdas, load
from local.port import listen
from local.queue import Queue, Rules
from local.requests import Place
from local.routes import ROUTES, Route
from local.schedule import schedule
from local.seam import Around, Seam, straight
from local.secrets import secrets as secrets_manager
from local.site import Generated, Site
from local.socket import Ages
from local.sockets import Sockets
from local.streams import StreamMapping, Streams
from local.web_api import BODY_LIMIT, Cors, WebApi

if TYPE_CHECKING:
    from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient

log = logging.getLogger("beifall.local")

# Of the process and not of a run: clients that outlive a run keep the credentials that they were made with.
KEY = f"AKIA{secrets.token_hex(8).upper()}"
SECRET = secrets.token_urlsafe(30)


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
    `paths` are the route keys of the HTTP API, `every` the seconds between two calls of the schedule, `polls` the looks
    at a stream per second, `pause` the seconds before a stream's first retry. Without `is_short`, clients of
    `@connections` in this process take the way over HTTP.
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
    authorizer: str | None = "authorize"
    paths: tuple[str, ...] = ("$default",)
    web: str = "reception"
    cors: Cors = field(default_factory=Cors)
    mappings: Sequence[StreamMapping] = ()
    housekeeping: str = "housekeeping"
    every: float = 60.0
    place: Place = field(default_factory=Place)
    ages: Ages = field(default_factory=Ages)
    rules: Rules = field(default_factory=Rules)
    polls: float = 4.0
    pause: float = 0.25
    workers: int = 32
    timeout: float = 29.0
    is_short: bool = True
    around: Around = straight

    @property
    def functions(self) -> set[str]:
        """Every function that something calls."""
        called = {route.function for route in self.routes.values()} | {self.web, self.housekeeping}
        called |= {mapping.function for mapping in self.mappings}
        return called | ({self.authorizer} if self.authorizer else set())


class Runner:
    """A deployment that runs: `async with Runner(deployment, port=8080) as runner`. One at a time in a process.

    The port is taken when the object is made (CannotListen), so that addresses are known before anything starts.
    """

    lambdas: Lambdas
    sockets: Sockets
    streams: Streams
    queue: Queue
    engine: Engine

    def __init__(self, deployment: Deployment, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self.deployment = deployment
        self._listener = listen(host, port)
        name = f"[{host}]" if ":" in host else host
        # A client cannot connect to "every address of this machine": we ourselves go by the loopback.
        name = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}.get(name, name)  # noqa: S104 - compared, not bound
        at = f"{name}:{self._listener.getsockname()[1]}"
        place = deployment.place
        self.address = Address(
            site=f"http://{at}",
            api=f"http://{at}/api",
            socket=f"ws://{at}/socket",
            endpoint=f"http://{at}/socket",
            queue=f"https://sqs.{place.region}.localhost/{place.account}/later",
        )
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        try:
            await self.start()
        except BaseException:
            await self.stop()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Everything is there when this returns, and nothing is if it raises and `stop` is called."""
        deployment, place = self.deployment, self.deployment.place
        stack = self._stack
        stack.callback(self._listener.close)
        self.engine = engine(deployment.engine, place.region)
        stack.callback(self.engine.close)
        stack.enter_context(_environment(self._environment()))
        credentials = botocore.session.Session().get_credentials()
        assert credentials is not None  # the environment above has them, or the user's own setup

        handlers: dict[str, Handler] = {}
        self.lambdas = Lambdas(
            handlers, region=place.region, account=place.account, workers=deployment.workers, timeout=deployment.timeout
        )
        self.sockets = Sockets()
        self.queue = Queue(
            self.lambdas, place=place, url=self.address.queue, function=deployment.housekeeping, rules=deployment.rules
        )
        short = in_process(self.sockets, self.address.endpoint, is_short=deployment.is_short)
        seam = Seam(
            {
                "dynamodb": self.engine.send,
                "dynamodb-streams": self.engine.send,
                "apigatewaymanagementapi": short,
                "secrets-manager": secrets_manager(deployment.secrets),
                "sqs": self.queue.send,
            },
            deployment.around,
        )
        seam.open()
        stack.callback(seam.close)
        stack.push_async_callback(self.lambdas.stop)  # before the seam closes: what still runs must not get past it
        await self._in_thread(self._wake, handlers)
        await self._serve(credentials)
        self._pump()

    def _environment(self) -> dict[str, str | None]:
        place = self.deployment.place
        settings: dict[str, str | None] = {
            "AWS_REGION": place.region,
            "AWS_DEFAULT_REGION": place.region,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled",  # no emulator answers at an account's own address
        }
        is_embedded = self.deployment.engine in EMBEDDED
        if is_embedded or botocore.session.Session().get_credentials() is None:
            settings |= {
                "AWS_ACCESS_KEY_ID": KEY,
                "AWS_SECRET_ACCESS_KEY": SECRET,
                "AWS_SESSION_TOKEN": None,
            }
        if is_embedded:  # nothing of the user's own AWS setup may lead out of this machine
            settings |= {
                "AWS_CONFIG_FILE": os.devnull,
                "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
                "AWS_PROFILE": None,
                "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true",
            }
        return {**settings, **self.engine.environment, **self.deployment.environment(self.address)}

    def _wake(self, handlers: dict[str, Handler]) -> None:
        self.engine.knock()
        given = self.deployment.handlers
        for name in sorted(self.deployment.functions):
            handlers[name] = given[name] if name in given else load(name)
        self.deployment.prepare()

    async def _serve(self, credentials: Credentials) -> None:
        deployment, place = self.deployment, self.deployment.place
        gateway = Gateway(
            self.lambdas,
            self.sockets,
            place=place,
            table=deployment.routes,
            authorizer=deployment.authorizer,
            ages=deployment.ages,
        )
        api = WebApi(self.lambdas, place=place, function=deployment.web, paths=deployment.paths, cors=deployment.cors)

        async def visit(request: web.Request) -> web.Response:
            return await api.handle(request, request.raw_path.partition("?")[0].removeprefix("/api") or "/")

        app = web.Application(client_max_size=BODY_LIMIT)
        app.router.add_get("/socket", gateway.handle, allow_head=False)
        app.router.add_route("*", "/socket/@connections/{connection}", OverHttp(self.sockets, credentials).handle)
        app.router.add_route("*", "/api", visit)
        app.router.add_route("*", "/api/{path:.*}", visit)
        if deployment.site is not None:
            site = Site(deployment.site, generated=deployment.generated, frames=deployment.frames)
            app.router.add_route("*", "/{path:.*}", site.handle)
        # A line per request would name people's addresses.
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        await web.SockSite(runner, self._listener, backlog=1024).start()
        self._stack.push_async_callback(gateway.stop)

    def _pump(self) -> None:
        deployment = self.deployment
        self.streams = Streams(
            self.lambdas,
            _streams_client,
            mappings=deployment.mappings,
            polls=deployment.polls,
            pause=deployment.pause,
        )
        clock = schedule(self.lambdas, deployment.place, deployment.housekeeping, deployment.every)
        for pump in (self.streams.run(), self.queue.run(), clock):
            task = asyncio.create_task(pump)
            task.add_done_callback(_say)
            self._stack.push_async_callback(_cancelled, task)

    @staticmethod
    async def _in_thread(work: Callable[[dict[str, Handler]], None], handlers: dict[str, Handler]) -> None:
        with ThreadPoolExecutor(1) as thread:
            await asyncio.get_running_loop().run_in_executor(thread, work, handlers)

    async def stop(self) -> None:
        """Closes every connection with 1001, lets running handlers end, and leaves nothing behind."""
        await self._stack.aclose()


def _streams_client() -> DynamoDBStreamsClient:
    config = Config(connect_timeout=2, read_timeout=5, retries={"total_max_attempts": 2})
    return cast("DynamoDBStreamsClient", botocore.session.Session().create_client("dynamodbstreams", config=config))


@contextmanager
def _environment(settings: Mapping[str, str | None]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in settings}
    _set(settings)
    try:
        yield
    finally:
        _set(before)


def _set(settings: Mapping[str, str | None]) -> None:
    for name, value in settings.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait({task})


def _say(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception() is not None:
        log.critical("a pump of the runner broke", exc_info=task.exception())
