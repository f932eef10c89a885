"""What staff decided and was acknowledged, against what is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from crowd.account import Account, Command
from crowd.balance import Balance, Items
from crowd.held import Item

Fields = Mapping[str, Any]

STATES = {"question.show": "shown", "question.hide": "hidden", "question.merge": "merged"}

HOLDS: Mapping[str, Callable[[Item, Fields], bool]] = {
    "question.label": lambda question, said: question["labels"] == list(said["labels"]),
    "question.answer": lambda question, said: question["answered"] and question["answer"] == said["text"],
    "help.answer": lambda request, said: request["state"] == "answered" and request["answer"] == said["text"],
}


def moderated(account: Account, name: str, items: Items) -> Balance:
    """Of each question in a room the latest state, labels and answer that were acknowledged, and what was pinned."""
    balance = Balance()
    states = [command for action in STATES for command in account.of(action, name) if command.granted]
    for id_, command in _latest(states, "question").items():
        if items.get(("questions", id_), {}).get("state") != STATES[command.action]:
            balance.lost[f"{command.action} of {id_} in {name}"] += 1
    for action in ("question.label", "question.answer"):
        balance += _kept(account.of(action, name), action, "questions", items)
    pins = [command for command in account.of("question.pin", name) if command.granted]
    if pins:
        pinned = pins[-1].fields["question"]
        is_shown = items.get(("questions", pinned), {}).get("state") == "shown"
        if is_shown and items["rooms", name]["pinned"] != pinned:
            balance.lost[f"question.pin of {pinned} in {name}"] += 1
    return balance


def answers(account: Account, items: Items) -> Balance:
    """What the info desk has answered, as it holds it."""
    return _kept(account.of("help.answer"), "help.answer", "helps", items)


def _kept(commands: Iterable[Command], action: str, list_: str, items: Items) -> Balance:
    balance = Balance()
    granted = [command for command in commands if command.granted]
    for id_, command in _latest(granted, list_.removesuffix("s")).items():
        item = items.get((list_, id_))
        if item is None or item.get("gone") or not HOLDS[action](item, command.fields):
            balance.lost[f"{action} of {id_}"] += 1
    return balance


def _latest(commands: Iterable[Command], name: str) -> dict[str, Command]:
    """By what it is about, the command that raised its `rev` last."""
    latest: dict[str, Command] = {}
    for command in commands:
        id_ = command.fields[name]
        if id_ not in latest or _rev(latest[id_]) < _rev(command):
            latest[id_] = command
    return latest


def _rev(command: Command) -> int:
    return int(command.reply["rev"]) if command.reply is not None else 0
