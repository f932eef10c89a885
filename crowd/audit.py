"""The books of a whole room, as those hold it who may see everything."""

from __future__ import annotations

from collections.abc import Collection
from types import MappingProxyType

from crowd.account import Account
from crowd.balance import Balance, Items, having, people
from crowd.contributed import boards, questions
from crowd.counted import votes
from crowd.held import Item
from crowd.moderated import moderated

FEW = 5
"""Of fewer people no mood is shown."""


def room(account: Account, name: str, items: Items, before: Items = MappingProxyType({})) -> Balance:
    """Polls, questions, boards and the mood of a room, as its moderator holds them; `before` is what was there before
    anybody of the crowd came: what has not changed since is not theirs. Of a mood nobody can say whose it is.
    """
    theirs = {key: item for key, item in items.items() if before.get(key) != item}
    old = {id_ for list_, id_ in before if list_ == "questions"}
    balance = votes(account, name, theirs) + questions(account, name, theirs, old) + boards(account, name, theirs)
    balance += moderated(account, name, items)
    return balance if ("mood", "mood") in before else balance + mood(account, name, items)


def mood(account: Account, name: str, items: Items) -> Balance:
    """People by how they feel; nothing of fewer than five."""
    balance = Balance()
    standing = account.moods(name)
    least, most = people(standing.values())
    there = items.get(("mood", "mood"))
    heard = there["people"] if there else 0
    balance.weigh(f"moods in {name}", heard, least, most)
    if there and heard < FEW and there["counts"] is not None:
        balance.doubled[f"the moods of {heard} people in {name} are shown"] += 1
    if there and there["counts"] is not None:
        for value in range(1, 6):
            among = having(standing.values(), value)
            balance.weigh(f"mood {value} in {name}", there["counts"].get(str(value), 0), *among)
    return balance


def floor(account: Account, name: str, items: Items, here: Collection[str] | None = None) -> Balance:
    """The seats that are taken. Of those who are no longer `here` (None: all are), the seat may have been freed."""
    balance = Balance()
    there = items.get(("floor", "floor"))
    if there is None:
        return balance
    standing = account.seats(name)
    for table in there["tables"]:
        certain = [who for who, one in standing.items() if one.possible == {table["id"]}]
        possible = [who for who, one in standing.items() if table["id"] in one.possible]
        least = sum(here is None or who in here for who in certain)
        balance.weigh(f"seats at {table['id']} in {name}", table["taken"], least, len(possible))
    for table, taken in overfull(there):
        balance.doubled[f"{taken} people at {table} in {name}, which has {there['seats']} seats"] += 1
    return balance


def overfull(item: Item) -> list[tuple[str, int]]:
    """Tables of a floor with more people than seats, and how many."""
    return [(table["id"], table["taken"]) for table in item["tables"] if table["taken"] > item["seats"]]
