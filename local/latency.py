"""How long AWS takes, where this machine takes no time: as data, and how it is drawn."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING

from local.seam import Around, Call, Target

if TYPE_CHECKING:
    from botocore.awsrequest import AWSResponse

P99 = 2.326
"""Standard deviations at which one in a hundred is left."""


@dataclass(frozen=True)
class Delay:
    """A time that is drawn, in milliseconds: never less than `least`, half of them below `median`, one in a hundred
    above `late`; in between as networks and services spread it, lognormal.
    """

    least: float = 0.0
    median: float = 0.0
    late: float = 0.0

    def draw(self, chance: Random) -> float:
        """Seconds."""
        if self.median <= self.least:
            return self.least / 1_000
        return (self.least + chance.lognormvariate(*self._shape)) / 1_000

    @property
    def mean(self) -> float:
        """Seconds, on average."""
        if self.median <= self.least:
            return self.least / 1_000
        usual, spread = self._shape
        return (self.least + math.exp(usual + spread**2 / 2)) / 1_000

    @cached_property
    def _shape(self) -> tuple[float, float]:
        usual = math.log(self.median - self.least)
        return usual, (math.log(self.late - self.least) - usual) / P99


NEVER = Delay()


@dataclass(frozen=True)
class Latency:
    """What takes how long, without the work itself.

    `network`: one way between a client and the Region. `handshakes`: round trips before a socket is open. `invoke`: all
    that lies between whoever calls a function and its first line, there and back. `cold`: besides that, by function,
    for the first call of each container. `store`, `post`, `send`: one call of DynamoDB, of `@connections`, of SQS.
    `stream`: from a write to the moment from which a poll can find its record. `letter`: from a queue, after the
    letter's own delay, to the poller that waits for it.
    """

    network: Delay = NEVER
    handshakes: int = 0
    invoke: Delay = NEVER
    cold: Mapping[str, Delay] = field(default_factory=dict)
    store: Delay = NEVER
    post: Delay = NEVER
    stream: Delay = NEVER
    send: Delay = NEVER
    letter: Delay = NEVER

    def opening(self, chance: Random) -> float:
        """Seconds from a client's first packet to the gateway's knowing who wants in, and from its answer to the
        client: all of them together, for nothing can be sent in between.
        """
        return sum(self.network.draw(chance) for _ in range(2 * self.handshakes))


def _cold(imports: float) -> Delay:
    """`imports`: milliseconds. A container of Lambda's is there after about 150 ms (assumed); then the code starts."""
    return Delay(least=100 + imports, median=150 + imports, late=450 + imports)


NONE = Latency()

AWS = Latency(
    # Assumed: someone in the Region's own country, half of them by Wi-Fi or mobile.
    network=Delay(least=8, median=15, late=40),
    # TCP, TLS 1.3, the upgrade.
    handshakes=3,
    # Assumed: what API Gateway's metrics commonly show as Latency less the function's Duration.
    invoke=Delay(least=7, median=12, late=35),
    # AWS Lambda, Operator Guide: "from under 100 ms to over 1 second". Here from our own imports, measured: botocore's
    # first client 180 ms, PynamoDB and powertools 50, a second client 100.
    cold={
        "authorize": _cold(180),
        "connection": _cold(230),
        "command": _cold(330),
        "clap": _cold(180),
        "tally": _cold(230),
        "applause": _cold(330),
        "broadcast": _cold(400),
        "reception": _cold(330),
        "housekeeping": _cold(330),
    },
    # "Consistent single-digit millisecond performance" (Amazon DynamoDB, Developer Guide), from within the Region.
    store=Delay(least=2, median=3.5, late=8),
    # Assumed: a request by HTTPS within the Region, over a connection that is open.
    post=Delay(least=4, median=8, late=18),
    # Documented is "near real time" only. Assumed; the four polls a second (AWS Lambda, Developer Guide) come on top.
    stream=Delay(least=40, median=90, late=220),
    # Assumed: SQS writes to several zones before it answers, and a long poll brings a letter at once.
    send=Delay(least=5, median=9, late=30),
    letter=Delay(least=5, median=20, late=100),
)

LATENCIES: Mapping[str, Latency] = {"none": NONE, "aws": AWS}
"""By the names that people give."""


def delayed(latency: Latency, chance: Random, wait: Callable[[float], object]) -> Around:
    """Tells how many seconds whoever calls DynamoDB or SQS would have waited. Nobody sleeps for it here: a hundred
    threads that go to sleep and wake up for each call cost this machine more than their calls do.
    """
    by_service = {"dynamodb": latency.store, "sqs": latency.send}

    def around(call: Call, target: Target) -> AWSResponse | None:
        delay = by_service.get(call.service)
        if delay is not None:
            wait(delay.draw(chance))
        return target(call)

    return around
