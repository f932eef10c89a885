"""The gateway on API Gateway's `@connections`, on the standard library alone."""

from __future__ import annotations

import os
import time
import weakref
from collections.abc import Callable, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from beifall.discretion import REQUEST
from beifall.gateway.addresses import Names, addresses_of
from beifall.gateway.lines import Lines
from beifall.gateway.port import Gateway, Posted
from beifall.gateway.round import USUAL, Outcome, Patience, Round
from beifall.gateway.signature import Credentials, Seal, encoded

AT_ONCE = 64
"""Posts under way at a time, each over a line of its own. An answer takes about 8 ms and a post 50 µs of computing, so
that a whole processor could feed more, and the third of one that a function of 512 MB has, about as many.
"""


class ApiGateway(Gateway):
    """`endpoint` is the stage's callback address, made once by the deployment. Credentials and Region are those that
    Lambda puts into the environment. Any thread may use it, at the same time as others.
    """

    def __init__(
        self,
        endpoint: str,
        *,
        at_once: int = AT_ONCE,
        patience: Patience = USUAL,
        clock: Callable[[], float] = time.time,
        names: Names = addresses_of,
    ) -> None:
        url = urlsplit(endpoint)
        self._host = url.netloc.rpartition("@")[2].removesuffix({"http": ":80", "https": ":443"}[url.scheme])
        self._path = f"{url.path.rstrip('/')}/@connections/"
        self._region = os.environ["AWS_REGION"]
        self._credentials = Credentials(
            os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"], os.environ.get("AWS_SESSION_TOKEN")
        )
        self._at_once = at_once
        self._patience = patience
        self._clock = clock
        self._lines = Lines(endpoint, clock=clock, names=names)
        # Whoever forgets a gateway need not think of its lines.
        self.release = weakref.finalize(self, self._lines.close)

    def post_all(self, connections: Sequence[str], frame: bytes) -> Posted:
        gone, busy, failed = list[str](), list[str](), list[tuple[str, str]]()
        for connection, outcome in zip(connections, self._round("POST", connections, frame), strict=True):
            match _kept(outcome):
                case "":
                    continue
                case "gone":
                    gone.append(connection)
                case "busy":
                    busy.append(connection)
                case why:
                    failed.append((connection, why))
        return Posted(tuple(gone), tuple(busy), tuple(failed))

    def close(self, connections: Sequence[str]) -> None:
        # Whoever has gone already is where they should be, and nobody waits for the others.
        self._round("DELETE", connections, b"")

    def _round(self, method: str, connections: Sequence[str], body: bytes) -> Sequence[Outcome]:
        if not connections:
            return ()
        at = self._clock()
        seal = Seal(
            self._credentials,
            self._region,
            method=method,
            host=self._host,
            body=body,
            at=at,
            invocation=REQUEST.get(),
        )

        def request(number: int) -> bytes:
            return seal.request(self._path + _encoded(connections[number]))

        return Round(
            self._lines, len(connections), request, at=at, at_once=self._at_once, patience=self._patience
        ).outcomes()


_encoded = lru_cache(maxsize=20_000)(encoded)


def _kept(outcome: Outcome) -> str:
    """What has kept a frame from its connection; nothing if it is there."""
    if isinstance(outcome, str):
        return outcome
    if 200 <= outcome.status < 300:
        return ""
    return {410: "gone", 429: "busy"}.get(outcome.status) or outcome.error or str(outcome.status)
