"""The whole system on one machine: one port for site, HTTP API and socket, and one for `@connections`."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

import botocore.session
from aiohttp import web
from botocore.config import Config
from botocore.credentials import Credentials

from blueprint.schedule import Calls
from local.callbacks import STAGE, Callbacks
from local.conditions import Conditions
from local.connections import to
from local.deployment import Address, Deployment
from local.engines import EMBEDDED, Engine, engine
from local.environment import environment
from local.failures import failures
from local.gateway import Gateway
from local.lambdas import Handler, Lambdas, load
from local.lines import lines
from local.meter import Meter
from local.port import listen
from local.posts import Posts
from local.queue import Queue
from local.schedule import schedule
from local.seam import Seam, straight
from local.secrets import secrets as secrets_manager
from local.site import Site
from local.sleeps import sleeps
from local.sockets import Sockets
from local.streams import Streams
from local.turns import undisturbed
from local.visits import visits
from local.web_api import BODY_LIMIT, WebApi

if TYPE_CHECKING:
    from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient

log = logging.getLogger("local")

# Of the process and not of a run: clients that outlive a run keep the credentials that they were made with.
KEY = f"AKIA{secrets.token_hex(8).upper()}"
SECRET = secrets.token_urlsafe(30)


class Runner:
    """A deployment that runs: `async with Runner(deployment, port=8080) as runner`. One at a time in a process.

    The port is taken when the object is made (CannotListen), so that addresses are known before anything starts.
    `meter` counts what AWS would bill.
    """

    lambdas: Lambdas
    sockets: Sockets
    streams: Streams
    queue: Queue
    engine: Engine

    def __init__(self, deployment: Deployment, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self.deployment = deployment
        self.meter = Meter()
        self._conditions = Conditions(deployment.latency, deployment.chaos, deployment.seed)
        self._listener = listen(host, port)
        self._backstage = listen("127.0.0.1", 0)
        name = f"[{host}]" if ":" in host else host
        # A client cannot connect to "every address of this machine": we ourselves go by the loopback.
        name = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}.get(name, name)  # noqa: S104 - compared, not bound
        at = f"{name}:{self._listener.getsockname()[1]}"
        place = deployment.place
        self.address = Address(
            site=f"http://{at}",
            api=f"http://{at}/api",
            socket=f"ws://{at}/socket",
            endpoint=f"http://127.0.0.1:{self._backstage.getsockname()[1]}/{STAGE}",
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
        stack.callback(self._backstage.close)
        self.engine = engine(deployment.engine, place.region)
        stack.callback(self.engine.close)
        stack.enter_context(environment(self._environment()))
        stack.enter_context(undisturbed())
        credentials = botocore.session.Session().get_credentials()
        assert credentials is not None  # the environment above has them, or the user's own setup

        handlers: dict[str, Handler] = {}
        self.lambdas = Lambdas(
            handlers,
            load=self._load,
            region=place.region,
            account=place.account,
            workers=deployment.workers,
            timeout=deployment.timeout,
            containers=self._conditions.containers(),
            light=deployment.light if self._is_drawn else (),
            meter=self.meter,
        )
        self.sockets = Sockets(meter=self.meter, loses=self._conditions.loses)
        self.queue = Queue(
            self.lambdas,
            place=place,
            url=self.address.queue,
            function=deployment.housekeeping,
            rules=deployment.rules,
            lag=self._conditions.letter,
        )
        seam = Seam(
            {
                "dynamodb": self.meter.target(self.engine.send),
                "dynamodb-streams": self.engine.send,
                "apigatewaymanagementapi": to(self.address.endpoint),
                "secrets-manager": secrets_manager(deployment.secrets),
                "sqs": self.meter.target(self.queue.send),
            },
            deployment.around,
            shortened={"dynamodb", "dynamodb-streams"} if self._is_plain else (),
        )
        seam.open()
        stack.callback(seam.close)
        if deployment.permits is not None:  # before the handlers are loaded: they make calls then, too
            seam.wrap(deployment.permits.around)
            stack.enter_context(deployment.permits.hold())
        callbacks = Callbacks(self.sockets, credentials, self.meter, self._conditions.post)
        await callbacks.start(self._backstage)
        stack.push_async_callback(callbacks.stop)
        # Before the others end: what still runs must not get past the seam, and may have something to say.
        stack.push_async_callback(self.lambdas.stop)
        await self._in_thread(self._wake, handlers)
        stack.enter_context(lines(self.meter))
        stack.enter_context(sleeps(self.meter))
        self._conditions.surround(seam)
        seam.wrap(self.meter.around)
        self._shorten_posts()
        await self._serve()
        self._pump()

    def _shorten_posts(self) -> None:
        if self._is_drawn and self._conditions.post is not None:
            posts = Posts(self.address.endpoint, self.sockets, self.meter, self._conditions.post)
            posts.open()
            self._stack.callback(posts.close)

    @property
    def _is_drawn(self) -> bool:
        """Whether handlers wait for nothing but this machine's processor: how long the rest would take is drawn. What
        breaks posts breaks them on their way, and needs one.
        """
        return self._conditions.post is not None and self._is_plain and self._conditions.loses is None

    @property
    def _is_plain(self) -> bool:
        """Whether the store is in this process and nothing breaks its calls, so that none is tried again."""
        return self.engine.is_plain and self.deployment.around is straight and not self._conditions.breaks_calls

    @property
    def failures(self) -> Counter[str]:
        """What has failed so far."""
        return failures(self.lambdas, self.streams, self.queue)

    def _environment(self) -> dict[str, str | None]:
        place = self.deployment.place
        settings: dict[str, str | None] = {
            "AWS_REGION": place.region,
            "AWS_DEFAULT_REGION": place.region,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled",  # no emulator answers at an account's own address
        }
        is_embedded = self.deployment.engine in EMBEDDED
        theirs = None if is_embedded else botocore.session.Session().get_credentials()
        # Handlers find them as Lambda gives them. Those of a profile that are for some hours end with these.
        used = (theirs or Credentials(KEY, SECRET)).get_frozen_credentials()
        settings |= {
            "AWS_ACCESS_KEY_ID": used.access_key,
            "AWS_SECRET_ACCESS_KEY": used.secret_key,
            "AWS_SESSION_TOKEN": used.token,
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
        for name in sorted(self.deployment.functions):
            handlers[name] = self._load(name)
        self.deployment.prepare()

    def _load(self, name: str) -> Handler:
        given = self.deployment.handlers
        return given[name] if name in given else load(name)

    async def _serve(self) -> None:
        deployment, place = self.deployment, self.deployment.place
        gateway = Gateway(
            self.lambdas,
            self.sockets,
            place=place,
            table=deployment.routes,
            authorizer=deployment.authorizer,
            ages=deployment.ages,
            at_once=self._conditions.at_once(4),
            opening=self._conditions.opening,
            travel=self._conditions.travel,
            misses=self._conditions.misses,
            meter=self.meter,
        )
        api = WebApi(self.lambdas, place=place, function=deployment.web, paths=deployment.paths, cors=deployment.cors)

        async def visit(request: web.Request) -> web.Response:
            return await api.handle(request, request.raw_path.partition("?")[0].removeprefix("/api") or "/")

        visited = self._conditions.far(visit)
        app = web.Application(client_max_size=BODY_LIMIT)
        app.on_response_prepare.append(visits(self.meter))
        app.router.add_get("/socket", gateway.handle, allow_head=False)
        app.router.add_route("*", "/api", visited)
        app.router.add_route("*", "/api/{path:.*}", visited)
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
            lag=self._conditions.stream,
            mishaps=self._conditions.mishaps,
            meter=self.meter,
        )
        calls: Calls = {deployment.housekeeping: (None,), **deployment.awake}
        clock = schedule(self.lambdas, deployment.place, calls, deployment.every)
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


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait({task})


def _say(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception() is not None:
        log.critical("a pump of the runner broke", exc_info=task.exception())
