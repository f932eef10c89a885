"""The judge of what attendees are sent: each kind of leak is noticed, and nothing else is taken for one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from crowd.leaks import GRACE, Leaks

MARKER = "marmalade-umbrella-9"
ID = "p-0123456789abcdef"
TOKEN = "k1.eyJwIjoicC0wMTIzNDU2Nzg5In0.VGhlIHNpZ25hdHVyZQ"
Frame = dict[str, Any]


def hears(leaks: Leaks, frame: Frame, *, who: str = "somebody", role: str = "attendee", at: float = 0.0) -> int:
    leaks.hears(who, role, json.dumps(frame), frame, at)
    return leaks.leaked


def update(**items: list[Frame]) -> Frame:
    return {"type": "update", "room": "plenum", "rev": 1, "present": 1, "items": items}


def saying(text: str) -> Frame:
    return update(questions=[{"id": "q", "rev": 1, "text": f"What of {text}?", "state": "shown"}])


def poll(**fields: object) -> Frame:
    usual = {"id": "lunch", "rev": 1, "kind": "single", "max": 1, "options": [], "secret": False, "state": "open"}
    return usual | {"results": "on_publish", "round": 1} | fields


def tally(rev: int, *, round_: int = 1, final: bool = False, **counts: int) -> Frame:
    figures = {"ballots": sum(counts.values()), "counts": counts, "final": final}
    return {"id": "lunch", "rev": rev, "round": round_, **figures}


def test_a_draft_that_an_attendee_is_sent_is_noticed_once_for_each_person() -> None:
    leaks = Leaks()
    leaks.forbid(MARKER)
    assert hears(leaks, saying(MARKER), role="moderator") == 0
    assert hears(leaks, saying(MARKER), who="ada", at=7) == 1
    assert hears(leaks, saying(MARKER), who="ada") == 1
    assert hears(leaks, saying(MARKER), who="carl", role="stage") == 2
    assert [(leak.participant, leak.what, leak.at) for leak in leaks.found] == [("ada", MARKER, 7), ("carl", MARKER, 0)]


def test_a_marker_is_found_wherever_it_stands() -> None:
    leaks = Leaks()
    leaks.forbid(MARKER)
    assert hears(leaks, {"type": "refused", "id": None, "code": "internal", "message": f"KeyError: '{MARKER}'"}) == 1


def test_a_marker_is_found_whatever_is_joined_to_it() -> None:
    for around in ("{}-1", "room_{}", "a line\n{}", "{}{}"):
        leaks = Leaks()
        leaks.forbid(MARKER)
        assert hears(leaks, saying(around.format(MARKER, MARKER))) == 1, around
        assert hears(leaks, saying(around.format(MARKER[1:], "")), who="another") == 1, "a part of it is not it"


def test_what_would_not_be_found_cannot_be_forbidden() -> None:
    for wrong in ("short", "has a space in its midst"):
        with pytest.raises(ValueError, match="16"):
            Leaks().forbid(wrong)


def test_whoever_has_asked_may_read_it_and_so_may_everybody_once_it_was_shown() -> None:
    leaks = Leaks()
    leaks.forbid(MARKER)
    leaks.forbid(MARKER, ("ada",))
    leaks.show(MARKER, 10)
    assert hears(leaks, saying(MARKER), who="ada", at=1) == 0
    assert hears(leaks, saying(MARKER), at=10.1) == 0
    assert hears(leaks, saying(MARKER), at=9.9) == 1


def test_a_hidden_question_is_a_leak_when_what_was_on_its_way_has_come() -> None:
    leaks = Leaks()
    leaks.forbid(MARKER)
    leaks.show(MARKER, 10)
    leaks.hide(MARKER, 20)
    assert hears(leaks, saying(MARKER), at=20 + GRACE - 1) == 0
    assert hears(leaks, saying(MARKER), at=20 + GRACE + 1) == 1


def test_ids_and_tokens_are_their_owners_alone_even_among_staff() -> None:
    leaks = Leaks()
    leaks.person(ID, TOKEN)
    leaks.person("p-fedcba9876543210", TOKEN.replace("VGhl", "QW5k"))
    own = {"type": "pong", "id": "1", "room": "plenum", "rev": 0, "now": 0, "you": {"participant": ID}}
    assert hears(leaks, own, who=ID) == 0
    assert hears(leaks, own, who="p-fedcba9876543210") == 1
    assert hears(leaks, own, who="desk", role="moderator") == 2
    assert hears(leaks, {"type": "x", "token": TOKEN}, who="p-fedcba9876543210") == 3


def test_a_tally_before_the_poll_is_published_is_noticed() -> None:
    leaks = Leaks()
    leaks.early.closing("plenum", "lunch", 1, at=1)
    leaks.early.publishing("plenum", "lunch", 1, at=20)
    early = update(polls=[poll()], tallies=[tally(1, final=True, a=3)])
    assert hears(leaks, early, role="moderator", at=5) == 0
    assert hears(leaks, early, at=20.1) == 0
    assert hears(leaks, early, at=19.9) == 1
    assert hears(leaks, update(tallies=[tally(3, round_=2, a=3)]), who="other", at=30) == 2, "of another round"


def test_results_are_shown_when_the_poll_says_so() -> None:
    for results, from_ in (("live", 0.0), ("after_close", 4.0), ("after_vote", 4.0)):
        leaks = Leaks()
        leaks.early.closing("plenum", "lunch", 1, at=1)
        frame = update(polls=[poll(results=results)], tallies=[tally(1, a=3)])
        assert hears(leaks, frame, at=from_ + 0.1) == 0, results
        assert hears(leaks, frame, at=from_ - 0.1) == (results != "live"), results


def test_the_reply_to_a_vote_carries_a_tally_only_where_it_may() -> None:
    reply = {"type": "ok", "id": "1", "choice": ["a"], "seq": 1, "tally": tally(1, a=5)}
    for results, leaked in (("after_vote", 0), ("on_publish", 1)):
        leaks = Leaks()
        hears(leaks, update(polls=[poll(results=results)]))
        assert hears(leaks, reply) == leaked


def test_small_steps_of_a_secret_poll_are_noticed_whoever_sees_them() -> None:
    for second, leaked in ((tally(2, a=10), 0), (tally(2, a=5, b=2), 1), (tally(2, b=5), 0), (tally(2, a=3, b=2), 1)):
        leaks = Leaks()
        hears(leaks, update(polls=[poll(secret=True)], tallies=[tally(1, a=5)]), role="moderator")
        assert hears(leaks, update(tallies=[second]), role="moderator") == leaked, second
    leaks = Leaks()
    assert hears(leaks, update(polls=[poll(secret=True)], tallies=[tally(1, a=4)]), role="organiser") == 1
    leaks = Leaks()
    assert hears(leaks, update(polls=[poll(secret=True)], tallies=[tally(1, final=True, a=4)]), role="organiser") == 0


def test_things_that_wait_are_noticed_even_without_a_marker() -> None:
    for items in (
        {"polls": [poll(state="draft")]},
        {"questions": [{"id": "q", "rev": 1, "state": "waiting"}]},
        {"questions": [{"id": "q", "rev": 1, "state": "hidden"}]},
        {"helps": [{"id": "h", "rev": 1}]},
        {"event": [{"id": "event", "rev": 1, "code": "JC2020"}]},
    ):
        leaks = Leaks()
        assert hears(leaks, update(**items), role="organiser") == 0
        assert hears(leaks, update(**items)) == 1, items
    assert hears(Leaks(), update(questions=[{"id": "q", "rev": 2, "gone": True}])) == 0
    assert hears(Leaks(), update(helps=[{"id": "h", "rev": 1}]), role="info") == 0
