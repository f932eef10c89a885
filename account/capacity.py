"""Does the account carry so many people? Each check says what is missing, and how to mend it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from account import demand
from account.deployed import NEVER_RAN, Deployed, Incomplete
from account.findings import Finding
from account.quotas import CONCURRENCY, CONNECTIONS, REQUESTS, WRITES
from account.seen import Seen
from account.unread import Unread
from account.unreadable import assumed
from beifall.domain.pace import TooSmall, needed
from bill.model.pace import quota as usual
from blueprint.concurrency import ENOUGH, SHARES, reserved

USUAL_CONNECTIONS, USUAL_CONCURRENCY = 500, 1_000

PATIENCE = 15
"""Seconds that people wait for a page without wondering, at most."""

READING = "servicequotas:GetServiceQuota"


def requests(seen: Seen) -> int:
    """A second, for API Gateway: read, or else what the Region gives to everybody."""
    return usual(seen.region) if isinstance(seen.requests, Unread) else seen.requests


def connections(seen: Seen) -> int:
    """New ones a second: read, or else what everybody has."""
    return USUAL_CONNECTIONS if isinstance(seen.connections, Unread) else seen.connections


def concurrency(seen: Seen) -> int:
    """Calls of Lambda at once: read, or else what is usual."""
    return USUAL_CONCURRENCY if isinstance(seen.concurrency, Unread) else seen.concurrency.limit


def carries_its_requests(seen: Seen, people: int) -> Iterator[Finding]:
    """Every frame counts, in or out, and the whole account shares one quota in a Region."""
    if isinstance(seen.requests, Unread):
        yield assumed("how many requests a second API Gateway takes", requests(seen), seen.requests, READING)
    try:
        enough = needed(people, requests(seen))
    except TooSmall as no:
        yield Finding(str(no), "Deploy several events, each for some of them, in accounts or Regions of their own")
        return
    if enough > requests(seen):
        what = f"{requests(seen):,} requests a second"
        yield _too_few(what, people, enough, REQUESTS.asked_for(enough, seen.region))


def lets_them_in(seen: Seen, people: int) -> Iterator[Finding]:
    """Nobody is lost at the door: whoever is refused tries again. But waiting looks broken."""
    if isinstance(seen.connections, Unread):
        yield assumed("how many sockets a second may be opened", connections(seen), seen.connections, READING)
    seconds = demand.joining(people, connections(seen))
    if seconds > PATIENCE:
        late = f"if all {people:,} people come at once, the last of them are in after {seconds} s"
        enough = _rounded(demand.SCREENS * people / PATIENCE, 500)
        mend = CONNECTIONS.asked_for(enough, seen.region)
        yield Finding(f"{late}: {connections(seen):,} sockets a second may be opened", mend, stops=False)


def computes_at_once(seen: Seen, people: int) -> Iterator[Finding]:
    """A new account has 10 calls of Lambda at once, which is too few for any event."""
    limit, least = concurrency(seen), demand.concurrency(people, connections(seen))
    if isinstance(seen.concurrency, Unread):
        what = "how many calls of Lambda may run at once"
        yield assumed(what, limit, seen.concurrency, "lambda:GetAccountSettings")
    mend = CONCURRENCY.asked_for(max(USUAL_CONCURRENCY, _rounded(least, 500)), seen.region)
    if limit < least:
        yield _too_few(f"{limit:,} calls of Lambda at once", people, least, mend)
    elif limit < ENOUGH:
        what = f"with {limit} calls of Lambda at once, none can be kept free for votes while the room claps"
        yield Finding(what, mend, stops=False)


def shared(seen: Seen, there: Deployed | Incomplete | None) -> int:
    """Calls at once that the stack may share out: what others have not reserved. One that is there keeps what it was
    made for, as long as the account has so much, and gets more when there is more.
    """
    made_for = there.concurrency if there else None
    if isinstance(seen.concurrency, Unread):
        return made_for or concurrency(seen)
    if made_for is None:
        return seen.concurrency.unreserved
    own = sum(reserved(function, made_for) or 0 for function in SHARES)
    return min(seen.concurrency.limit, max(made_for, seen.concurrency.unreserved + own))


def leaves_some(seen: Seen, people: int) -> Iterator[Finding]:
    """What other functions of the account have reserved is theirs, even while they do nothing."""
    has_reserved_itself = seen.stack is not None and seen.stack not in NEVER_RAN
    if has_reserved_itself or isinstance(seen.concurrency, Unread):
        return
    limit, unreserved = seen.concurrency.limit, seen.concurrency.unreserved
    least = demand.concurrency(people, connections(seen))
    if unreserved < least <= limit:
        what = f"{unreserved:,} calls of Lambda at once, all that this account's other functions have not reserved,"
        mend = CONCURRENCY.asked_for(_rounded(limit + least, 500), seen.region)
        yield _too_few(what, people, least, mend)


def writes_them_down(seen: Seen, people: int) -> Iterator[Finding]:
    """Tables are paid for by use, but an account has a limit for each: 40,000 writes a second where nobody has lowered
    it, which no event comes near. So it is no matter if that cannot be read.
    """
    if isinstance(seen.writes, Unread):
        return
    least = demand.writes(people, requests(seen), connections(seen))
    if seen.writes < least:
        what = f"{seen.writes:,} writes a second into a table"
        yield _too_few(what, people, least, WRITES.asked_for(_rounded(least, 1_000), seen.region))


def _too_few(what: str, people: int, least: int, mend: str) -> Finding:
    return Finding(f"{what} are too few: {people:,} people need {least:,}", mend)


def _rounded(number: float, step: int) -> int:
    return math.ceil(number / step) * step
