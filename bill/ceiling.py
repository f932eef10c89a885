"""What an attack can cost: the throttles of a stack are its price tag."""

from __future__ import annotations

import math

from bill.access import LINE
from bill.memory import memory
from bill.prices import Prices
from bill.usage import GB
from blueprint.routes import PATHS, ROUTES
from blueprint.throttles import SCREENS, socket, web, writes

HOUR = 3_600

READS = 12
"""Units that a frame reads at most, by what `docs/architecture.md` says of the dearest."""

CALLS = 3
"""Of Lambda by one frame at most: one that opens a socket asks two, and a third comes at its end."""

REFUSAL = 1_100
"""Bytes, about, that a frame leaves in the log of a function at most: those of a socket without a good token, of which
Lambda's runtime tells as of any crash, and warns of crashes besides.
"""

WAYS = len(ROUTES) - 1
"""Routes of the socket that can be asked by themselves: a socket that ends has been opened."""

TOLD = 4
"""Times a second that a change reaches everybody at most: a stream is looked at so often."""


def ceiling(people: int, limit: int, quota: int, concurrency: int, its: Prices) -> int:
    """The most that a stack can cost in an hour, in US dollars, data transfer aside: what an organiser should know
    before an attack. It is the price of an hour in which

    - every request that the throttles of an event for so many `people` admit is made, second after second, on
      each route as far as the account's `quota` of requests goes: AWS does not say whether routes share their stage's,
    - every table takes as many writes as its ceiling admits, and each call reads as much as the dearest,
    - Lambda runs as much at once as the account lets it (`concurrency`), all of it with the memory of the largest,
    - everybody who may join (`limit` people, with all their screens) is there, and told of changes as often as can be,
      as far as that quota goes.

    A real day stays far below it. What it leaves out grows with the number of files that are fetched: CloudFront has no
    throttle.
    """
    frames = min(quota, WAYS * socket(people, quota).rate)
    visits = min(quota - frames, len(PATHS) * web(people, quota).rate)
    posts = min(quota, TOLD * SCREENS * limit)
    calls = frames + visits
    a_second = (
        (2 * frames + posts) * its.of("websocket_message")
        + visits * (its.of("http_request") + its.of("cloudfront_request"))
        + (CALLS * frames + visits) * its.of("lambda_request")
        + concurrency * max(memory().values()) / 1_024 * its.of("lambda_gb_second")
        + (2 * calls * LINE + frames * REFUSAL) / GB * its.of("log_gb")
        + SCREENS * limit / 60 * its.of("websocket_minute")
        + calls * READS * its.of("dynamodb_read")
        + sum(writes(people, quota).values()) * its.of("dynamodb_write")
    )
    return math.ceil(a_second * HOUR)
