"""What staff was acknowledged is there."""

from __future__ import annotations

from crowd.account import Account
from crowd.moderated import answers, moderated
from tests.crowd.test_audit import did, items

SHOWN = {"id": "why", "state": "shown", "labels": ["Geld"], "answered": True, "answer": "So."}
ROOM = {"id": "plenum", "pinned": "why"}


def books() -> Account:
    account = Account()
    did(account, "mod", "question.show", {"question": "why", "rev": 2}, question="why")
    did(account, "mod", "question.label", {"question": "why", "rev": 3}, question="why", labels=["Recht"])
    did(account, "mod", "question.label", {"question": "why", "rev": 4}, question="why", labels=["Geld"])
    did(account, "mod", "question.answer", {"question": "why", "rev": 5}, question="why", text="So.")
    did(account, "mod", "question.pin", {"question": "why", "rev": 5}, question="why")
    return account


def lost(account: Account, question: dict[str, object], room: dict[str, object] | None = None) -> set[str]:
    there = items(("questions", [question]), ("rooms", [room or ROOM]))
    return {what.partition(" ")[0] for what in moderated(account, "plenum", there).lost}


def test_the_latest_of_each_is_there() -> None:
    assert lost(books(), SHOWN) == set()


def test_what_is_not_as_it_was_acknowledged_is_lost() -> None:
    assert lost(books(), SHOWN | {"state": "waiting"}) == {"question.show"}
    assert lost(books(), SHOWN | {"labels": ["Recht"]}) == {"question.label"}
    assert lost(books(), SHOWN | {"answer": None}) == {"question.answer"}
    assert lost(books(), SHOWN, ROOM | {"pinned": None}) == {"question.pin"}
    assert lost(books(), SHOWN | {"gone": True}) == {"question.label", "question.answer"}


def test_a_question_that_is_hidden_later_is_hidden_and_no_longer_pinned() -> None:
    account = books()
    did(account, "mod", "question.hide", {"question": "why", "rev": 6}, question="why")
    assert lost(account, SHOWN) == {"question.hide"}
    assert lost(account, SHOWN | {"state": "hidden"}, ROOM | {"pinned": None}) == set()


def test_what_was_refused_is_not_expected() -> None:
    account = Account()
    did(account, "mod", "question.show", {"type": "refused", "code": "changed"}, question="why")
    assert lost(account, SHOWN | {"state": "waiting"}) == set()


def test_an_answer_of_the_info_desk_is_there() -> None:
    account = Account()
    did(account, "info", "help.answer", {"help": "please", "rev": 3}, help="please", text="Here.")
    request = {"id": "please", "state": "answered", "answer": "Here."}
    assert not answers(account, items(("helps", [request]))).lost
    for wrong in ({"answer": None}, {"state": "taken"}, {"gone": True}):
        assert answers(account, items(("helps", [request | wrong]))).lost
    assert answers(account, {}).lost
