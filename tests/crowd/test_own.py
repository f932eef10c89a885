"""What somebody is told of their own things against what was acknowledged to them."""

from __future__ import annotations

from typing import Any

from crowd.account import Account
from crowd.held import Item, Key
from crowd.own import Own
from tests.crowd.test_audit import did, items, voted

ROOM = items(
    ("polls", [{"id": "lunch", "state": "open", "round": 1, "secret": False}]),
    ("questions", [{"id": "why", "state": "shown"}]),
    ("floor", [{"id": "floor"}]),
)
YOU: dict[str, Any] = {
    "ballots": {"lunch": {"round": 1, "choice": ["a"], "seq": 1}},
    "upvotes": {"why": 1},
    "mood": {"mood": 4, "seq": 1},
    "seat": "2",
    "asked": [{"id": "mine", "rev": 1}],
    "helps": [{"id": "please", "rev": 1}],
}


def books() -> Account:
    account = Account()
    voted(account, "ada", "a")
    did(account, "ada", "upvote", {"question": "why", "on": True, "seq": 1}, question="why", on=True, seq=1)
    did(account, "ada", "mood", {"mood": 4, "seq": 1}, mood=4, seq=1)
    did(account, "ada", "sit", {"table": "2"}, table="2")
    did(account, "ada", "ask", {"question": "mine"}, text="Mine?")
    did(account, "ada", "help", {"help": "please"}, text="Please!")
    return account


def differences(you: dict[str, Any], room: dict[Key, Item] = ROOM, *, account: Account | None = None) -> list[str]:
    return Own(account or books()).differences("ada", "plenum", room, you)


def test_one_is_told_what_was_acknowledged() -> None:
    assert differences(YOU) == []


def test_each_thing_that_is_lacking_or_another_is_noticed() -> None:
    for wrong, said in (
        ({"ballots": {}}, "ballots of lunch: None instead of ('a',)"),
        ({"ballots": {"lunch": {"round": 1, "choice": ["b"], "seq": 1}}}, "ballots of lunch: ('b',)"),
        ({"ballots": {"lunch": {"round": 2, "choice": ["a"], "seq": 1}}}, "ballots of lunch: None"),
        ({"upvotes": {}}, "upvotes of why: None instead of True"),
        ({"mood": None}, "mood: None instead of 4"),
        ({"seat": "1"}, "seat: 1 instead of 2"),
        ({"asked": []}, "asked: mine is not there"),
        ({"helps": []}, "helps: please is not there"),
    ):
        found = differences(YOU | wrong)
        assert [one for one in found if said in one] == found != [], wrong


def test_what_somebody_else_did_is_not_ones_own() -> None:
    found = Own(books()).differences("eve", "plenum", ROOM, YOU)
    assert [one.split(":")[0] for one in found] == [
        "you.ballots of lunch",
        "you.upvotes of why",
        "you.mood",
        "you.seat",
    ]


def test_a_secret_ballot_is_not_told_once_it_is_counted() -> None:
    secret = ROOM | items(
        ("polls", [{"id": "lunch", "state": "closed", "round": 1, "secret": True}]),
        ("tallies", [{"id": "lunch", "final": True}]),
    )
    assert differences(YOU | {"ballots": {}}, secret) == []


def test_what_was_never_answered_may_count_or_not() -> None:
    account = books()
    did(account, "ada", "vote", None, poll="lunch", round=1, choice=["b"], seq=2)
    for choice in ("a", "b"):
        ballot = {"lunch": {"round": 1, "choice": [choice], "seq": 1}}
        assert differences(YOU | {"ballots": ballot}, account=account) == []
