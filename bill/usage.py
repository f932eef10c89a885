"""How much of what AWS bills was used, and what caused it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from bill.prices import Prices

ITEMS: Mapping[str, str] = MappingProxyType(
    {
        "websocket_message": "API Gateway",  # in or out, in units of 32 KB
        "websocket_minute": "API Gateway",  # of one connection
        "http_request": "API Gateway",  # in units of 512 KB
        "lambda_request": "Lambda",
        "lambda_gb_second": "Lambda",
        "dynamodb_write": "DynamoDB",  # units of 1 KB
        "dynamodb_read": "DynamoDB",  # units of 4 KB strongly consistent, of 8 KB otherwise
        "sqs_request": "SQS",  # in units of 64 KB
        "cloudfront_request": "CloudFront",
        "s3_request": "S3",
        "log_gb": "CloudWatch",
        "egress_gb": "Data transfer",
        "secret_month": "Secrets Manager",  # the model's alone: nothing is counted
        "secret_request": "Secrets Manager",
        "alarm_month": "CloudWatch",  # the model's alone
    }
)
"""Each item that has a price, and the service whose bill it stands on."""

CAUSES = (
    "joining",
    "votes",
    "polls",
    "questions",
    "moods",
    "applause",
    "help",
    "cafeteria",
    "pings",
    "presence",
    "upkeep",
)
"""What may have caused a use.

`joining`: getting in, entering a room, leaving, coming back. `votes`: ballots and tallies. `polls`: what staff do with
them. `help`: the info desk and what else staff do in a room. `presence`: open connections, and who is there. `upkeep`:
what runs whether anybody does anything or not.
"""

UNATTRIBUTED = "unattributed"
"""No cause was found: the meter has a gap."""

GB = 10**9
"""Bytes, as AWS bills transfer and logs."""


class Amounts(Mapping[tuple[str, str], float]):
    """Amounts by (item, cause); immutable, those that are 0 are left out."""

    __slots__ = ("_of",)

    def __init__(self, of: Mapping[tuple[str, str], float] | Iterable[tuple[tuple[str, str], float]] = ()) -> None:
        """ValueError for an item or a cause that is not known."""
        summed: dict[tuple[str, str], float] = {}
        for key, amount in of.items() if isinstance(of, Mapping) else of:
            summed[_known(key)] = summed.get(key, 0.0) + amount
        self._of = {key: amount for key, amount in sorted(summed.items()) if amount}

    def __getitem__(self, key: tuple[str, str]) -> float:
        return self._of[key]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._of)

    def __len__(self) -> int:
        return len(self._of)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._of!r})"

    @property
    def by_item_and_cause(self) -> Mapping[tuple[str, str], float]:
        """The amounts themselves."""
        return MappingProxyType(self._of)

    def of(self, item: str, cause: str | None = None) -> float:
        """How much of an item, by one cause or by all of them; 0 if there was none."""
        if cause is not None:
            return self._of.get(_known((item, cause)), 0.0)
        _known((item, UNATTRIBUTED))
        return math.fsum(amount for (its, _), amount in self._of.items() if its == item)

    def by_item(self) -> dict[str, float]:
        """Item → amount, in the order of ITEMS."""
        return {item: amount for item in ITEMS if (amount := self.of(item))}

    def by_cause(self) -> dict[str, dict[str, float]]:
        """Cause → item → amount, causes in the order of CAUSES."""
        table: dict[str, dict[str, float]] = {}
        for cause in (*CAUSES, UNATTRIBUTED):
            of_it = {item: self._of[item, cause] for item in ITEMS if (item, cause) in self._of}
            if of_it:
                table[cause] = of_it
        return table

    def by_service(self) -> dict[str, dict[str, float]]:
        """Service → item → amount, services in the order of ITEMS."""
        table: dict[str, dict[str, float]] = {}
        for item, amount in self.by_item().items():
            table.setdefault(ITEMS[item], {})[item] = amount
        return table


class Cost(Amounts):
    """US dollars by (item, cause)."""

    @property
    def total(self) -> float:
        """All of it."""
        return math.fsum(self.values())

    def of_service(self, service: str) -> float:
        """What stands on one service's bill."""
        return math.fsum(amount for (item, _), amount in self.items() if ITEMS[item] == service)

    def of_cause(self, cause: str) -> float:
        """What one cause costs."""
        return math.fsum(amount for (_, its), amount in self.items() if its == cause)


class Usage(Amounts):
    """How many units by (item, cause)."""

    def __add__(self, other: Usage) -> Usage:
        return Usage([*self.items(), *other.items()])

    def __sub__(self, other: Usage) -> Usage:
        return self + other * -1

    def __mul__(self, factor: float) -> Usage:
        return Usage({key: amount * factor for key, amount in self.items()})

    __rmul__ = __mul__

    def cost(self, prices: Prices) -> Cost:
        """What it costs: list prices, on demand, no free tier."""
        return Cost({(item, cause): amount * prices.of(item) for (item, cause), amount in self.items()})


def _known(key: tuple[str, str]) -> tuple[str, str]:
    item, cause = key
    if item not in ITEMS or (cause not in CAUSES and cause != UNATTRIBUTED):
        raise ValueError(f"no item {item!r} or no cause {cause!r}")
    return key
