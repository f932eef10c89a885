"""What `cost` has found out, as tables and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from beifall.domain.pace import Pace, pace
from beifall.domain.questions import WAITING
from bill.memorised import memorised
from bill.model.event import Day
from bill.prices import Prices
from bill.usage import CAUSES, ITEMS, Cost, Usage
from crowd.day import day
from crowd.scenes import Venue

LARGE = ("API Gateway", "Lambda", "DynamoDB")
"""Services with a column of their own."""

SMALL = 1.0
"""Dollars, of which four digits are said."""

SMALLEST = 0.00005
"""Of what is said in figures, in dollars."""


@dataclass(frozen=True)
class Costs:
    """The day by people, the first is what the event expects; `over` has those for whom the account may not make
    enough requests a second, with as many as they need. `quiet` is an hour with as many as are expected, `further` a
    day with nobody.
    """

    code: str
    prices: Prices
    quota: int
    venue: Venue
    days: Mapping[int, Day]
    over: Mapping[int, int]
    quiet: Usage
    further: Usage

    @property
    def expected(self) -> int:
        """People that the event is made for."""
        return next(iter(self.days))

    @property
    def unsure(self) -> frozenset[str]:
        """Items of these uses whose prices nobody has checked."""
        return memorised(self.prices.region) & set(self.days[self.expected].usage.by_item())

    def cost(self, people: int) -> Cost:
        """Of the day."""
        return self.days[people].usage.cost(self.prices)

    def pace(self, people: int) -> Pace:
        """How fast so many may be told things."""
        return pace(people, self.over.get(people, self.quota))

    def as_json(self) -> dict[str, Any]:
        """All of it, as plain values; money in US dollars."""
        return {
            "event": self.code,
            "region": self.prices.region,
            "quota": self.quota,
            "hours": day(self.venue, self.expected).seconds / 3_600,
            "days": [self._day(people) for people in self.days],
            "quiet_hour": {"people": self.expected, "cost_usd": round(self.quiet.cost(self.prices).total, 4)},
            "further_day": {"cost_usd": round(self.further.cost(self.prices).total, 4)},
            "quota_needed": dict(self.over),
            "prices_from_memory": sorted(self.unsure),
            "prices_of_us_east_1": sorted(self.prices.assumed),
        }

    def _day(self, people: int) -> dict[str, Any]:
        cost, its = self.cost(people), self.pace(people)
        return {
            "people": people,
            "cost_usd": round(cost.total, 4),
            "by_cause": {cause: round(cost.of_cause(cause), 4) for cause in CAUSES},
            "operations": {item: round(amount, 4) for item, amount in self.days[people].usage.by_item().items()},
            "questions_refused": round(self.days[people].refused),
            "pace": vars(its),
        }


def printed(costs: Costs, console: Console) -> None:
    """The tables, for people."""
    hours = day(costs.venue, costs.expected).seconds / 3_600
    console.print(
        f"{costs.code}: a day of {hours:.1f} hours with {costs.expected:,} people, each with a laptop and a phone, "
        f"in {costs.prices.region}: {_money(costs.cost(costs.expected).total)}"
    )
    console.print(
        "The script is the conference of 2020: the first ten minutes people come; 15 polls, 20 bursts of applause, "
        "a question for each person, five upvotes for each question, moods, a break. "
        "List prices, without the free tier."
    )
    console.print(_by_service(costs.cost(costs.expected)))
    console.print(f"Others: {_others(costs.cost(costs.expected))}")
    console.print(_by_size(costs))
    for people, quota in costs.over.items():
        console.print(
            f"{people:,} people need {quota:,} requests a second, which AWS must be asked for: priced with these"
        )
    for line in _refused(costs):
        console.print(line)
    quiet, further = costs.quiet.cost(costs.prices), costs.further.cost(costs.prices)
    console.print(f"An hour in which {costs.expected:,} people only listen: {_money(quiet.total)}")
    console.print(f"Each further day that the stack merely stands: {_money(further.total)}")
    if costs.unsure:
        console.print(f"Prices from memory, to be checked before they are quoted: {', '.join(sorted(costs.unsure))}")
    if costs.prices.assumed:
        console.print(f"Prices of us-east-1, for want of others: {', '.join(sorted(costs.prices.assumed))}")


def _by_service(cost: Cost) -> Table:
    table = Table(title="US dollars, by cause and service")
    table.add_column("cause")
    for service in (*LARGE, "others", "all"):
        table.add_column(service, justify="right")
    for cause in (one for one in CAUSES if cost.of_cause(one)):
        whole = cost.of_cause(cause)
        table.add_row(cause, *_row((*_split([_of(cost, service, cause) for service in LARGE], whole), whole)))
    table.add_section()
    large = [cost.of_service(service) for service in LARGE]
    table.add_row("all", *_row((*_split(large, cost.total), cost.total)))
    return table


def _split(large: list[float], whole: float) -> tuple[float, ...]:
    others = whole - sum(large)
    return (*large, others if others > SMALLEST else 0.0)


def _others(cost: Cost) -> str:
    services = [one for one in dict.fromkeys(ITEMS.values()) if one not in LARGE and cost.of_service(one)]
    return ", ".join(f"{service} {_money(cost.of_service(service))}" for service in services)


def _by_size(costs: Costs) -> Table:
    table = Table(title=f"US dollars, by cause and people ({costs.quota:,} requests a second)")
    table.add_column("cause")
    for people in costs.days:
        table.add_column(f"{people:,}", justify="right")
    paid = {people: costs.cost(people) for people in costs.days}
    for cause in CAUSES:
        table.add_row(cause, *_row(cost.of_cause(cause) for cost in paid.values()))
    table.add_section()
    table.add_row("all", *_row(cost.total for cost in paid.values()))
    paces = [costs.pace(people) for people in costs.days]
    table.add_section()
    table.add_row("a tick, laptops", *(f"{one.tick:.2f} s" for one in paces))
    table.add_row("a tick, phones", *(f"{one.glance:.0f} s" for one in paces))
    table.add_row("a bundle", *(f"{one.bundle:.0f} s" for one in paces))
    table.add_row("claps sent", *(f"{one.thin:.0%}" for one in paces))
    return table


def _refused(costs: Costs) -> Iterator[str]:
    shed = {people: round(day.refused) for people, day in costs.days.items() if day.refused}
    if shed:
        each = ", ".join(f"{number:,} of {people:,} people" for people, number in shed.items())
        yield f"Questions that are refused, because no more than {WAITING} may wait in a room: {each}"


def _of(cost: Cost, service: str, cause: str) -> float:
    return sum(cost.of(item, cause) for item, its in ITEMS.items() if its == service)


def _row(amounts: Iterable[float]) -> list[str]:
    return [f"{amount:,.4f}" if amount else "" for amount in amounts]


def _money(dollars: float) -> str:
    return f"{dollars:.4f} $" if dollars < SMALL else f"{dollars:,.2f} $"
