"""What a screen holds of its room."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from crowd.held import Held

Frame = dict[str, Any]


def item(id_: str, rev: int, **fields: object) -> Frame:
    return {"id": id_, "rev": rev, **fields}


def update(rev: int, *, room: str = "plenum", **items: list[Frame]) -> Frame:
    return {"type": "update", "room": room, "rev": rev, "present": 7, "items": items}


def snapshot(
    rev: int, you: Frame | None = None, *, parts: tuple[int, int] | None = None, **items: list[Frame]
) -> Frame:
    cut = {} if parts is None else {"part": parts[0], "parts": parts[1]}
    frame = {"type": "snapshot", "id": "e-1", "room": "plenum", "rev": rev, "now": 1, "present": 5, "items": items}
    return frame | {"you": you or {}} | cut


def revs(held: Held) -> dict[str, int]:
    return {id_: one["rev"] for (_, id_), one in held.items.items()}


def test_of_each_item_the_highest_revision_counts_in_whatever_order_they_come() -> None:
    for order in permutations([item("a", 1), item("a", 3), item("a", 2)]):
        held = Held("plenum")
        for one in order:
            held.hear(update(3, polls=[one]))
        assert (revs(held), held.sum, held.present) == ({"a": 3}, 3, 7)


def test_what_is_new_is_told_once() -> None:
    held = Held("plenum")
    assert list(held.hear(update(1, polls=[item("a", 1)])).items) == [("polls", "a")]
    assert held.hear(update(1, polls=[item("a", 1)])).items == {}


def test_a_tombstone_is_held_and_counts_but_is_not_there() -> None:
    held = Held("plenum")
    held.hear(update(3, questions=[item("q", 1), item("r", 1)]))
    held.hear(update(3, questions=[item("q", 2, gone=True)]))
    assert held.sum == 3
    assert held.there("questions") == [item("r", 1)]


def test_frames_of_another_room_change_nothing() -> None:
    held = Held("foyer")
    for frame in (
        update(1, polls=[item("a", 1)]),
        snapshot(0),
        {"type": "applause", "room": "foyer", "a": [1, 1, 1, 1]},
    ):
        assert held.hear(frame).items == {}
    assert held.items == {}


def test_a_snapshot_replaces_all_but_what_is_newer() -> None:
    held = Held("plenum")
    held.hear(update(9, polls=[item("a", 5, state="open"), item("b", 1), item("late", 1)]))
    news = held.hear(snapshot(7, polls=[item("a", 4, state="draft"), item("b", 3)]))
    assert revs(held) == {"a": 5, "b": 3, "late": 1}
    assert held.sum == 9
    assert news.whole
    assert list(news.items) == [("polls", "b")]


def test_a_snapshot_counts_when_all_its_parts_are_there_in_any_order() -> None:
    parts = [
        snapshot(6, {"asked": [item("q", 1)], "upvotes": {"x": 1}}, parts=(1, 3), polls=[item("a", 1)]),
        snapshot(6, {"asked": [item("r", 1)], "upvotes": {"y": 2}}, parts=(2, 3), polls=[item("b", 2)]),
        snapshot(6, {"mood": None}, parts=(3, 3), board=[item("a", 3)]),
    ]
    for order in permutations(parts):
        held = Held("plenum")
        assert [held.hear(part).whole for part in order] == [False, False, True]
        assert (len(held.items), held.sum) == (3, 6)
        assert [one["id"] for one in held.you["asked"]] == ["q", "r"]
        assert held.you["upvotes"] == {"x": 1, "y": 2}


def test_parts_of_two_sendings_do_not_make_one_snapshot() -> None:
    held = Held("plenum")
    assert not held.hear(snapshot(6, parts=(1, 2), polls=[item("a", 1)])).whole
    assert not held.hear(snapshot(7, parts=(2, 2), polls=[item("b", 6)])).whole
    assert held.items == {}
    assert held.hear(snapshot(7, parts=(1, 2), polls=[item("a", 1)])).whole
    assert revs(held) == {"a": 1, "b": 6}


def test_ones_own_things_are_merged() -> None:
    held = Held("plenum")
    held.hear(snapshot(0, {"ballots": {"p": {"seq": 1}}, "upvotes": {"q": 1}, "asked": [item("q", 1)], "seat": None}))
    for you in (
        {"ballots": {"o": {"seq": 1}}},
        {"upvotes": {"r": 1}},
        {"upvotes": {"q": None}},
        {"asked": [item("q", 3), item("r", 1)]},
        {"asked": [item("q", 2)]},
        {"seat": "4"},
    ):
        held.hear({"type": "update", "room": "plenum", "items": {}, "you": you})
    assert held.you == {
        "ballots": {"p": {"seq": 1}, "o": {"seq": 1}},
        "upvotes": {"r": 1},
        "asked": [item("q", 3), item("r", 1)],
        "seat": "4",
    }
    assert held.present == 5, "an update of one's own things says nothing of the room"


def test_the_rooms_of_a_link_are_names_and_may_be_spread_over_the_parts_of_a_snapshot() -> None:
    held = Held("plenum")
    held.hear(snapshot(1, {"rooms": ["plenum"]}, parts=(1, 2)))
    held.hear(snapshot(1, {"rooms": ["forum"]}, parts=(2, 2)))
    assert held.you["rooms"] == ["plenum", "forum"]


def test_a_pong_says_all_of_ones_own_things() -> None:
    held = Held("plenum")
    held.hear(snapshot(0, {"upvotes": {"q": 1}}))
    held.hear({"type": "pong", "id": "p", "room": "plenum", "rev": 0, "now": 1, "you": {"upvotes": {}}})
    assert held.you == {"upvotes": {}}
