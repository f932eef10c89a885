"""Can this event run in this account? Everything that is missing, said at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from account import capacity, readiness
from account.findings import Finding
from account.seen import Seen

OF_ACCOUNT: tuple[Callable[[Seen], Iterator[Finding]], ...] = (
    readiness.bootstrapped,
    readiness.may_log,
    readiness.may_have_a_budget,
    readiness.is_at_rest,
)
OF_SIZE: tuple[Callable[[Seen, int], Iterator[Finding]], ...] = (
    capacity.carries_its_requests,
    capacity.lets_them_in,
    capacity.computes_at_once,
    capacity.leaves_some,
    capacity.writes_them_down,
)


def preflight(seen: Seen, people: int) -> tuple[Finding, ...]:
    """What stands in the way of an event with so many people, and after that what is only worth knowing."""
    found = [finding for check in OF_ACCOUNT for finding in check(seen)]
    found += [finding for check in OF_SIZE for finding in check(seen, people)]
    return tuple(sorted(found, key=lambda finding: not finding.stops))
