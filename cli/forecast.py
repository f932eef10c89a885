"""What the bill's model says of a rehearsal, without playing it."""

from __future__ import annotations

from beifall.domain.event import Programme
from bill.model.event import of_a_rehearsal
from bill.prices import Prices
from bill.usage import Cost
from cli.cost import account_of
from crowd.orders import Orders


def forecast(programme: Programme, orders: Orders, its: Prices, quota: int) -> Cost:
    """The same script, priced at the pace of the event that is deployed for it. Raises TooSmall."""
    expected = programme.event.expected
    account = account_of(programme, quota)
    return of_a_rehearsal(account, orders.attendees, orders.minutes, expected=expected).usage.cost(its)
