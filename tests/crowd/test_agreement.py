"""Whether screens agree with somebody who has just come."""

from __future__ import annotations

from crowd.agreement import Agreement, differences, lacking
from crowd.held import Item, Key

FRESH: dict[Key, Item] = {
    ("polls", "p"): {"id": "p", "rev": 3, "state": "open"},
    ("questions", "q"): {"id": "q", "rev": 2, "gone": True},
}


def test_those_who_hold_the_same_agree() -> None:
    agreement = Agreement()
    agreement.compare("one", dict(FRESH), FRESH)
    assert agreement.converged


def test_each_kind_of_difference_is_noticed() -> None:
    for held, said in (
        ({}, ["polls/p: only fresh, rev 3", "questions/q: only fresh, rev 2"]),
        (FRESH | {("board", "q"): {"id": "q", "rev": 1}}, ["board/q: only held, rev 1"]),
        (FRESH | {("polls", "p"): {"id": "p", "rev": 2, "state": "open"}}, ["polls/p: rev 2 held, 3 fresh"]),
        (FRESH | {("polls", "p"): {"id": "p", "rev": 3, "state": "closed"}}, ["polls/p: rev 3, but another state"]),
        (
            FRESH | {("questions", "q"): {"id": "q", "rev": 2, "text": "!"}},
            ["questions/q: rev 2, but another gone, text"],
        ),
    ):
        assert differences(held, FRESH) == said


def test_who_holds_the_same_or_later_lacks_nothing() -> None:
    later = {("polls", "p"): {"id": "p", "rev": 4, "state": "closed"}, ("board", "q"): {"id": "q", "rev": 1}}
    assert lacking(FRESH | later, FRESH) == []
    assert lacking(FRESH, FRESH | later) == ["board/q: only fresh, rev 1", "polls/p: rev 3 held, 4 fresh"]


def test_one_who_disagrees_is_enough_and_so_is_one_who_could_not_be_asked() -> None:
    agreement = Agreement()
    assert not agreement.converged, "nobody was compared"
    agreement.compare("one", FRESH, FRESH)
    agreement.compare("other", {}, FRESH)
    assert not agreement.converged
    assert list(agreement.differing) == ["other"]
    agreement = Agreement()
    agreement.compare("one", FRESH, FRESH)
    agreement.missing("other", "did not come back")
    assert not agreement.converged
