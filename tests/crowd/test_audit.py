"""What was acknowledged against what is there: nothing lost, nothing twice, nothing made up."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any

from crowd.account import Account
from crowd.audit import floor, mood, room
from crowd.balance import Balance
from crowd.contributed import boards, helps, questions
from crowd.counted import votes
from crowd.held import Item, Key

Reply = dict[str, Any] | None
IDS = count(1)


def did(account: Account, who: str, action: str, reply: Reply, *, sendings: int = 1, **fields: object) -> None:
    """Somebody sends a command so often, and gets that reply (None: never any)."""
    id_ = str(next(IDS))
    for _ in range(sendings):
        account.sent(who, id_, action, "plenum", fields)
    if reply is not None:
        account.answered(who, id_, {"type": "ok", "id": id_} | reply)


def voted(account: Account, who: str, *choice: str, seq: int = 1, reply: Reply = None, **other: Any) -> None:
    usual = {"choice": list(choice), "seq": seq} if reply is None else reply
    did(account, who, "vote", usual, poll="lunch", round=1, choice=list(choice), seq=seq, **other)


def items(*lists: tuple[str, Iterable[Item]]) -> dict[Key, Item]:
    return {(name, one["id"]): {"rev": 1, **one} for name, each in lists for one in each}


def counted(*, kind: str = "single", words: list[tuple[str, int]] | None = None, **counts: int) -> dict[Key, Item]:
    poll = {"id": "lunch", "kind": kind, "state": "closed", "round": 1}
    total = sum(counts.values()) + sum(number for _, number in words or ())
    tally = {"id": "lunch", "round": 1, "final": True, "ballots": total, "counts": counts, "words": words}
    return items(("polls", [poll]), ("tallies", [tally]))


def totals(balance: Balance) -> tuple[int, int]:
    return balance.lost.total(), balance.doubled.total()


def test_the_ballots_that_were_acknowledged_are_those_in_the_tally() -> None:
    account = Account()
    for who, option in (("ada", "a"), ("ben", "a"), ("cem", "b")):
        voted(account, who, option)
    voted(account, "ada", "b", seq=2)
    assert totals(votes(account, "plenum", counted(a=1, b=2))) == (0, 0)


def test_a_ballot_that_is_lost_or_doubled_or_somebody_elses_is_noticed() -> None:
    account = Account()
    voted(account, "ada", "a")
    voted(account, "ben", "b")
    lost = votes(account, "plenum", counted(b=1)).lost
    assert lost == {"ballots of lunch in plenum: 1 of 2": 1, "a of lunch in plenum: 0 of 1": 1}
    assert totals(votes(account, "plenum", counted(a=2, b=1))) == (0, 2)
    assert totals(votes(account, "plenum", counted(a=2))) == (1, 1)
    assert totals(votes(account, "plenum", items(("polls", [{"id": "lunch", "state": "closed", "round": 1}])))) == (
        2,
        0,
    )
    unfinished = counted(a=1, b=1)
    unfinished["tallies", "lunch"]["final"] = False
    assert totals(votes(account, "plenum", unfinished)) == (1, 0)


def test_the_highest_acknowledged_seq_counts_in_whatever_order_the_replies_come() -> None:
    account = Account()
    voted(account, "ada", "b", seq=2)
    voted(account, "ada", "a", seq=1, reply={"choice": ["b"], "seq": 2})
    assert totals(votes(account, "plenum", counted(b=1))) == (0, 0)
    assert totals(votes(account, "plenum", counted(a=1))) == (1, 1)


def test_a_ballot_that_was_taken_back_counts_for_nothing() -> None:
    account = Account()
    voted(account, "ada", "a")
    voted(account, "ada", seq=2)
    assert totals(votes(account, "plenum", counted())) == (0, 0)
    assert totals(votes(account, "plenum", counted(a=1))) == (0, 2)


def test_what_was_never_decided_may_count_or_not_but_not_twice() -> None:
    account = Account()
    voted(account, "ada", "a")
    did(account, "ada", "vote", None, poll="lunch", round=1, choice=["b"], seq=2)
    for tally in (counted(a=1), counted(b=1)):
        assert totals(votes(account, "plenum", tally)) == (0, 0)
    assert totals(votes(account, "plenum", counted(a=1, b=1))) == (0, 1)
    assert totals(votes(account, "plenum", counted())) == (1, 0)


def test_a_vote_that_came_too_late_may_count_only_if_it_was_sent_before() -> None:
    late = {"type": "refused", "code": "poll_not_open"}
    for sendings, doubled in ((2, 0), (1, 2)):
        account = Account()
        voted(account, "ada", "a", reply=late, sendings=sendings)
        assert totals(votes(account, "plenum", counted(a=1))) == (0, doubled)


def test_what_was_refused_and_then_acknowledged_is_acknowledged() -> None:
    account = Account()
    account.sent("ada", "1", "vote", "plenum", {"poll": "lunch", "round": 1, "choice": ["a"], "seq": 1})
    account.answered("ada", "1", {"type": "refused", "code": "try_again"})
    assert (account.commands, account.acknowledged) == (1, 0)
    account.answered("ada", "1", {"type": "ok", "choice": ["a"], "seq": 1})
    assert (account.commands, account.acknowledged) == (1, 1)
    assert account.refused == {"try_again": 1}


def test_words_are_counted_whatever_their_spelling_unless_they_were_struck_off() -> None:
    account = Account()
    for who, word in (("ada", "Mut"), ("ben", "mut"), ("cem", "Zeit"), ("dan", "rude")):
        voted(account, who, word)
    did(account, "desk", "poll.strike", {}, poll="lunch", word="RUDE")
    tally = counted(kind="words", words=[("Mut", 2), ("Zeit", 1)])
    tally["tallies", "lunch"]["ballots"] = 4
    assert totals(votes(account, "plenum", tally)) == (0, 0)
    tally["tallies", "lunch"]["words"] = [("Mut", 3)]
    assert totals(votes(account, "plenum", tally)) == (1, 1)


def asked(account: Account, who: str, text: str, id_: str | None) -> None:
    did(account, who, "ask", None if id_ is None else {"question": id_}, text=text)


def test_questions_are_there_once_each() -> None:
    account = Account()
    asked(account, "ada", "Why?", "q")
    asked(account, "ada", "Why?", "q")
    asked(account, "ben", "How?", None)
    why: Item = {"id": "q", "text": "Why?", "state": "shown"}
    how: Item = {"id": "r", "text": "How?", "state": "waiting"}
    before = {"id": "old", "text": "When?", "state": "shown"}
    for there in ([why], [why, how], [why, before]):
        assert totals(questions(account, "plenum", items(("questions", there)), {"old"})) == (0, 0)
    for there, wrong in (
        ([], (1, 0)),
        ([{**why, "gone": True}], (1, 0)),
        ([{**why, "text": "Where?"}], (1, 0)),
        ([why, {**why, "id": "q2"}], (0, 1)),
        ([why, how, {**how, "id": "r2"}], (0, 1)),
        ([why, {**why, "id": "x", "text": "Who?"}], (0, 1)),
    ):
        assert totals(questions(account, "plenum", items(("questions", there)))) == wrong, there


def test_a_question_that_was_withdrawn_may_be_gone() -> None:
    account = Account()
    asked(account, "ada", "Why?", "q")
    did(account, "ada", "question.withdraw", {}, question="q")
    assert totals(questions(account, "plenum", items(("questions", [{"id": "q", "gone": True}])))) == (0, 0)


def test_help_requests_are_there_once_each() -> None:
    account = Account()
    did(account, "ada", "help", {"help": "h"}, text="No sound")
    there: Item = {"id": "h", "text": "No sound"}
    assert totals(helps(account, items(("helps", [there])))) == (0, 0)
    assert totals(helps(account, {})) == (1, 0)
    assert totals(helps(account, items(("helps", [there, {**there, "id": "h2"}])))) == (0, 1)


def upvoted(account: Account, who: str, question: str, *, on: bool = True, seq: int = 1) -> None:
    did(account, who, "upvote", {"question": question, "on": on, "seq": seq}, question=question, on=on, seq=seq)


def test_a_board_has_each_supporter_of_a_question_and_of_what_is_merged_in_it_once() -> None:
    account = Account()
    for who, question in (("ada", "q"), ("ada", "r"), ("ben", "r"), ("cem", "q"), ("dan", "hidden")):
        upvoted(account, who, question)
    upvoted(account, "cem", "q", on=False, seq=2)
    asked_: list[Item] = [
        {"id": "q", "state": "shown", "into": None},
        {"id": "r", "state": "merged", "into": "q"},
        {"id": "hidden", "state": "hidden", "into": None},
    ]
    for upvotes, wrong in ((2, (0, 0)), (1, (1, 0)), (3, (0, 1))):
        there = items(("questions", asked_), ("board", [{"id": "q", "upvotes": upvotes}]))
        assert totals(boards(account, "plenum", there)) == wrong
    assert totals(boards(account, "plenum", items(("questions", asked_)))) == (2, 0)


def test_the_mood_is_that_of_all_people_and_kept_from_view_below_five() -> None:
    account = Account()
    for number in range(5):
        did(account, str(number), "mood", {"mood": 4, "seq": 1}, mood=4, seq=1)
    did(account, "0", "mood", {"mood": 2, "seq": 2}, mood=2, seq=2)
    for counts, wrong in (({"2": 1, "4": 4}, (0, 0)), ({"4": 5}, (1, 1)), ({"2": 1, "4": 3}, (1, 0))):
        there = items(("mood", [{"id": "mood", "people": 5, "counts": counts}]))
        assert totals(mood(account, "plenum", there)) == wrong
    few = items(("mood", [{"id": "mood", "people": 4, "counts": {"4": 4}}]))
    assert mood(account, "plenum", few).doubled["the moods of 4 people in plenum are shown"] == 1


def sat(account: Account, who: str, table: str | None) -> None:
    did(account, who, "sit" if table else "stand", {"table": table, "video": None}, table=table)


def test_a_floor_has_the_seats_that_were_taken_and_no_table_too_many() -> None:
    account = Account()
    for who, table in (("ada", "1"), ("ben", "1"), ("cem", "2"), ("cem", "1"), ("dan", "2"), ("dan", None)):
        sat(account, who, table)
    for taken, wrong in ((3, (0, 0)), (2, (1, 0)), (4, (0, 2))):
        tables = [{"id": "1", "taken": taken}, {"id": "2", "taken": 0}]
        there = items(("floor", [{"id": "floor", "seats": 3, "tables": tables}]))
        assert totals(floor(account, "plenum", there)) == wrong
    freed = items(("floor", [{"id": "floor", "seats": 3, "tables": [{"id": "1", "taken": 2}]}]))
    assert totals(floor(account, "plenum", freed, {"ada", "ben"})) == (0, 0)


def test_a_room_is_all_of_that() -> None:
    account = Account()
    voted(account, "ada", "a")
    asked(account, "ada", "Why?", "q")
    upvoted(account, "ada", "q")
    did(account, "ada", "mood", {"mood": 4, "seq": 1}, mood=4, seq=1)
    assert totals(room(account, "plenum", counted())) == (4, 0)
