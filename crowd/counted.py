"""Tallies against the ballots that were acknowledged."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from crowd.account import Account, Standing
from crowd.balance import Balance, Items, people
from crowd.held import Item

MANY_WORDS = 100
"""So many words a tally shows; of further ones it says how many there are."""


def votes(account: Account, name: str, items: Items) -> Balance:
    """Each final tally; what is not final says nothing for certain."""
    balance = Balance()
    for (list_, id_), poll in items.items():
        if list_ != "polls" or poll.get("gone") or poll["state"] not in ("closed", "published"):
            continue
        standing = account.ballots(name, id_, poll["round"])
        tally = items.get(("tallies", id_))
        if tally is None or tally.get("gone"):
            balance.weigh(f"ballots of {id_} in {name}, which has no tally", 0, *people(standing.values()))
        elif tally["round"] == poll["round"] and tally["final"]:
            balance.weigh(f"ballots of {id_} in {name}", tally["ballots"], *people(standing.values()))
            balance += _figures(f"{id_} in {name}", standing, tally, poll, _struck(account, name, id_))
        else:
            balance.lost[f"the final tally of {id_} in {name}"] += 1
    return balance


def _figures(what: str, standing: Mapping[str, Standing], tally: Item, poll: Item, struck: Collection[str]) -> Balance:
    balance = Balance()
    least, most = Counter[str](), Counter[str]()
    as_counted = _folded if poll["kind"] == "words" else str
    for one in standing.values():
        each = [Counter(as_counted(word) for word in choice) for choice in _choices(one)]
        least += _least(each)
        most += _most(each)
    if poll["kind"] != "words":
        for option in {*most, *tally["counts"]}:
            balance.weigh(f"{option} of {what}", tally["counts"].get(option, 0), least[option], most[option])
        return balance
    there = Counter[str]()
    for word, number in tally["words"]:
        there[_folded(word)] += number
    for word in there:
        balance.weigh(f"{word!r} of {what}", there[word], least[word], most[word])
    if len(most) <= MANY_WORDS:
        for word in least.keys() - there.keys() - set(map(_folded, struck)):
            balance.lost[f"{word!r} of {what}"] += least[word]
    return balance


def _choices(one: Standing) -> list[tuple[str, ...]]:
    return [choice if isinstance(choice, tuple) else () for choice in one.possible]


def _least(each: list[Counter[str]]) -> Counter[str]:
    least = each[0]
    for one in each[1:]:
        least = least & one  # not in place: it is one of those that are given
    return least


def _most(each: list[Counter[str]]) -> Counter[str]:
    most = Counter[str]()
    for one in each:
        most |= one
    return most


def _struck(account: Account, name: str, poll: str) -> list[Any]:
    return [one.fields["word"] for one in account.of("poll.strike", name) if one.fields["poll"] == poll]


def _folded(word: str) -> str:
    """What the spellings of one word have in common."""
    return unicodedata.normalize("NFKC", word).casefold()
