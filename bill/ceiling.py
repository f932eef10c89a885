"""What an attack can cost: the throttles of a stack are its price tag."""

from __future__ import annotations

import math

from bill.prices import Prices
from blueprint.throttles import SCREENS, socket, web, writes

HOUR = 3_600

READS = 12
"""Units that a frame reads at most, by what `docs/architecture.md` says of the dearest."""

WORK = 0.5 * 0.03
"""GB-seconds of a call: 512 MB for 30 ms."""

TOLD = 4
"""Times a second that a change reaches everybody at most: a stream is looked at so often."""


def ceiling(people: int, limit: int, quota: int, its: Prices) -> int:
    """The most that a stack can cost in an hour, in US dollars, data transfer aside: what an organiser should know
    before an attack. It is the price of an hour in which

    - every request that the throttles of an event for so many `people` admit is made, second after second,
    - every table takes as many writes as its ceiling admits, and each call reads as much as the dearest,
    - everybody who may join (`limit` people, with all their screens) is there, and told of changes as often as can be,
      as far as the account's `quota` of requests goes.

    A real day stays far below it. What it leaves out grows with the number of files that are fetched: CloudFront has no
    throttle.
    """
    frames, visits = socket(people, quota).rate, web(people, quota).rate
    posts = min(quota, TOLD * SCREENS * limit)
    calls = frames + visits
    a_second = (
        (2 * frames + posts) * its.of("websocket_message")
        + visits * (its.of("http_request") + its.of("cloudfront_request"))
        + calls * (its.of("lambda_request") + WORK * its.of("lambda_gb_second"))
        + calls * READS * its.of("dynamodb_read")
        + sum(writes(people, quota).values()) * its.of("dynamodb_write")
    )
    return math.ceil(a_second * HOUR)
