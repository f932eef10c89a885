"""Questions, upvotes and help requests against those that were acknowledged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from crowd.account import Account, Command
from crowd.balance import Balance, Items
from crowd.held import Item


def questions(account: Account, name: str, items: Items, before: Collection[str] = ()) -> Balance:
    """All questions of a room, but those that were there `before`."""
    return _texts(account.of("ask", name), "question", items, taken_back=_taken_back(account, name), before=before)


def helps(account: Account, items: Items, before: Collection[str] = ()) -> Balance:
    """Help requests of all rooms, as the info desk holds them."""
    return _texts(account.of("help"), "help", items, before=before)


def boards(account: Account, name: str, items: Items) -> Balance:
    """Upvotes of each question that is shown: people, over all that is merged in it, each once."""
    balance = Balance()
    asked = {id_: one for (list_, id_), one in items.items() if list_ == "questions" and not one.get("gone")}
    together: dict[str, list[str]] = {}
    for id_ in asked:
        together.setdefault(_root(id_, asked), []).append(id_)
    for root, ids in together.items():
        if asked[root]["state"] != "shown":
            continue
        each = [account.upvotes(name, id_) for id_ in ids]
        certain = {who for one in each for who, standing in one.items() if None not in standing.possible}
        possible = {who for one in each for who, standing in one.items() if standing.possible != {None}}
        there = items.get(("board", root), {}).get("upvotes", 0)
        balance.weigh(f"upvotes of {root} in {name}", there, len(certain), len(possible))
    return balance


def _texts(
    commands: Iterable[Command],
    name: str,
    items: Items,
    *,
    before: Collection[str] = (),
    taken_back: Collection[str] = (),
) -> Balance:
    """Things that people have written: each that was acknowledged is there once, with its text, and no other."""
    balance = Balance()
    acknowledged: dict[str, str] = {}
    open_: Counter[str] = Counter()
    for command in commands:
        if command.granted and command.reply is not None:
            acknowledged[command.reply[name]] = command.fields["text"]
        elif command.open:
            open_[command.fields["text"]] += 1
    there = {id_: one for (its, id_), one in items.items() if its == f"{name}s" and not one.get("gone")}
    for id_, text in acknowledged.items():
        if id_ not in taken_back and (id_ not in there or there[id_]["text"] != text):
            balance.lost[f"{name} {id_}"] += 1
    for id_, one in there.items():
        if id_ in acknowledged or id_ in before:
            continue
        # Two things of one command have one text, and different ids.
        if open_[one["text"]] > 0:
            open_[one["text"]] -= 1
        else:
            balance.doubled[f"{name} {id_}"] += 1
    return balance


def _root(id_: str, asked: Mapping[str, Item]) -> str:
    """The question that upvotes for this one count for."""
    seen = {id_}
    while asked[id_]["state"] == "merged" and (into := asked[id_]["into"]) in asked and into not in seen:
        id_ = into
        seen.add(id_)
    return id_


def _taken_back(account: Account, name: str) -> set[str]:
    """Questions that may be there no more, or without their words."""
    actions = ("question.withdraw", "question.erase")
    return {command.fields["question"] for action in actions for command in account.of(action, name)}
