"""Polls of every kind: shaped by staff, voted on, counted, and who sees what of it when."""

from __future__ import annotations

from typing import Any

import pytest

from beifall.domain.people import Person
from beifall.domain.polls import IN_A_ROOM
from beifall.frames import Frame
from tests.builders import a_poll
from tests.steps.house import ADA, BOB, INFO, MODERATOR, ORGANISER, OTHER, SPEAKER, STAGE, House

AUDIENCE = (ADA, SPEAKER, INFO, STAGE, OTHER)
YES_NO = [{"id": "a", "text": "Ja"}, {"id": "b", "text": {"de": "Nein", "en": "No"}}]
SINGLE = {"kind": "single", "prompt": "Ja?", "options": YES_NO}
SCALE = {"kind": "scale", "prompt": "Wie?", "low": 1, "high": 5}
WORDS = {"kind": "words", "prompt": "Wie?", "max": 3}


@pytest.fixture
def house() -> House:
    house = House()
    house.all_enter()
    return house


def created(house: House, form: Frame, **fields: Any) -> str:
    return str(house.done(MODERATOR, "poll.create", poll={**form, **fields})["poll"])


def opened(house: House, form: Frame, **fields: Any) -> str:
    poll = created(house, form, **fields)
    assert house.conduct("open", poll)["state"] == "open"
    return poll


def tally(house: House, poll: str, person: Person = ADA) -> Frame | None:
    return house.shows(person, "tallies", poll)


def final(house: House, poll: str) -> Frame:
    """What everybody sees of a poll that is closed and published now."""
    house.conduct("close", poll)
    house.settled()
    house.conduct("publish", poll)
    found = tally(house, poll)
    assert found is not None
    assert found["final"]
    return found


def test_a_new_draft_is_seen_by_who_runs_the_room_and_by_nobody_else(house: House) -> None:
    poll = created(house, SINGLE)
    for person in (MODERATOR, ORGANISER):
        item = house.shows(person, "polls", poll)
        assert item is not None
        assert (item["prompt"], item["options"], item["state"]) == ("Ja?", YES_NO, "draft")
    assert all(house.shows(person, "polls", poll) is None for person in AUDIENCE)


def test_a_creation_that_is_sent_again_is_one_draft(house: House) -> None:
    for id_ in (None, "mine"):
        first = house.done(MODERATOR, "poll.create", id=f"c-{id_}", poll={**SINGLE, "id": id_})
        assert house.done(MODERATOR, "poll.create", id=f"c-{id_}", poll={**SINGLE, "id": id_}) == first
    assert len([key for key in house.screens["mod="].held if key[0] == "polls"]) == 3


@pytest.mark.parametrize("deleted", [False, True])
def test_an_id_that_is_taken_is_refused_even_if_its_poll_is_deleted(house: House, *, deleted: bool) -> None:
    created(house, SINGLE, id="mine")
    if deleted:
        house.conduct("delete", "mine")
    refused = house.by(MODERATOR, "poll.create", poll={**SINGLE, "id": "mine"})
    assert (refused["code"], refused["field"]) == ("bad_field", "poll")


BAD: list[tuple[Frame, str]] = [
    ({**SINGLE, "options": YES_NO[:1]}, "options"),
    ({**SINGLE, "options": [YES_NO[0], YES_NO[0]]}, "options"),
    ({**SINGLE, "options": [{"id": f"o{n}", "text": "x"} for n in range(21)]}, "poll"),
    ({**SINGLE, "options": [YES_NO[0], {"id": "b", "text": "x" * 201}]}, "options"),
    ({**SINGLE, "options": [YES_NO[0], {"id": "b", "text": {"en": "only"}}]}, "poll"),
    ({**SINGLE, "options": [YES_NO[0], {"id": "b c", "text": "x"}]}, "poll"),
    ({**SINGLE, "prompt": {"de": "Ja?", "fr": "Oui?"}}, "poll"),
    ({**SINGLE, "prompt": {}}, "poll"),
    ({**SINGLE, "prompt": ""}, "prompt"),
    ({**SINGLE, "prompt": "x" * 301}, "prompt"),
    ({**SINGLE, "prompt": "a\u202eb"}, "prompt"),
    ({**SINGLE, "max": 2}, "max"),
    ({**SINGLE, "low": 1}, "low"),
    ({**SINGLE, "kind": "essay"}, "poll"),
    ({**SINGLE, "results": "never"}, "poll"),
    ({**SINGLE, "kind": "multiple", "max": 3}, "max"),
    ({**SINGLE, "kind": "multiple", "min": 2, "max": 1}, "min"),
    ({**SCALE, "options": YES_NO}, "options"),
    ({**SCALE, "low": 5}, "high"),
    ({**SCALE, "high": 11}, "poll"),
    ({**SCALE, "low": -1}, "poll"),
    ({**SCALE, "max": 2}, "max"),
    ({**WORDS, "max": 6}, "max"),
    ({**WORDS, "min": 2}, "min"),
    ({**WORDS, "options": YES_NO}, "options"),
]


@pytest.mark.parametrize(("form", "field"), BAD)
def test_a_form_that_could_not_be_voted_on_is_refused_by_its_field(house: House, form: Frame, field: str) -> None:
    refused = house.by(MODERATOR, "poll.create", poll=form)
    assert (refused["code"], refused["field"]) == ("bad_field", field)
    poll = created(house, SINGLE)
    rev = house.poll(poll).rev
    changed = house.by(MODERATOR, "poll.change", poll={**form, "id": poll, "rev": rev})
    assert (changed["code"], changed["field"]) == ("bad_field", field)


def test_a_poll_that_would_fit_into_no_frame_is_refused(house: House) -> None:
    options = [{"id": f"o{n}", "text": {"de": "字" * 200, "en": "字" * 200}} for n in range(20)]
    refused = house.by(MODERATOR, "poll.create", poll={**SINGLE, "options": options})
    assert refused["code"] in ("bad_field", "too_large")


def test_a_room_has_so_many_polls_and_no_more_but_deleted_ones_do_not_count(house: House) -> None:
    for number in range(IN_A_ROOM - 1):
        house.memory.put_backstage(a_poll(id=f"p{number}"), before=0)
    house.agree()
    assert house.by(MODERATOR, "poll.create", poll=SINGLE)["code"] == "poll_frozen"
    house.conduct("delete", "p0")
    created(house, SINGLE)


def test_a_draft_takes_another_form_and_who_has_seen_the_old_one_is_told(house: House) -> None:
    poll = created(house, SINGLE)
    house.done(MODERATOR, "poll.change", poll={**SCALE, "id": poll, "rev": 1})
    item = house.shows(ORGANISER, "polls", poll)
    assert item is not None
    assert (item["kind"], item["low"], item["high"], item["options"]) == ("scale", 1, 5, [])


def test_a_change_needs_the_id_and_the_rev_of_its_draft(house: House) -> None:
    poll = created(house, SINGLE)
    assert house.by(MODERATOR, "poll.change", poll=SINGLE)["code"] == "bad_field"
    assert house.by(MODERATOR, "poll.change", poll={**SINGLE, "id": "nothing", "rev": 1})["code"] == "no_such_poll"
    assert house.by(MODERATOR, "poll.change", poll={**SINGLE, "id": poll, "rev": 7})["code"] == "changed"


def test_what_is_open_is_neither_changed_nor_deleted(house: House) -> None:
    poll = opened(house, SINGLE)
    frozen = house.by(MODERATOR, "poll.change", poll={**SINGLE, "id": poll, "rev": 2})
    assert frozen["code"] == "poll_frozen"
    assert house.conduct("delete", poll)["code"] == "poll_frozen"


def test_a_deleted_draft_is_gone_for_staff_and_can_be_neither_opened_nor_changed(house: House) -> None:
    poll = created(house, SINGLE)
    house.conduct("delete", poll)
    assert house.shows(MODERATOR, "polls", poll) == {"id": poll, "rev": 2, "gone": True}
    assert house.conduct("open", poll)["code"] == "no_such_poll"
    assert house.by(MODERATOR, "poll.change", poll={**SINGLE, "id": poll, "rev": 2})["code"] == "no_such_poll"


@pytest.mark.parametrize("action", ["create", "change", "delete", "open", "close", "publish", "reset", "strike"])
@pytest.mark.parametrize("person", [*AUDIENCE, BOB])
def test_only_who_runs_the_room_shapes_its_polls(house: House, person: Person, action: str) -> None:
    form: Frame = {**SINGLE, "id": "closing", "rev": 1}
    fields: Any = {"poll": form} if action in ("create", "change") else {"poll": "closing", "word": "x", "rev": 1}
    assert house.by(person, f"poll.{action}", **fields)["code"] == "not_allowed"


def test_a_multiple_choice_counts_each_option_and_each_ballot_once(house: House) -> None:
    poll = opened(house, SINGLE, kind="multiple")
    house.voted(["a"], ["a", "b"], ["b", "a"], [], poll=poll)
    shown = final(house, poll)
    assert (shown["counts"], shown["ballots"], shown["average"]) == ({"a": 3, "b": 2}, 3, None)


def test_a_scale_has_an_average_to_two_decimals(house: House) -> None:
    poll = opened(house, SCALE)
    house.voted([1], [4], [5], poll=poll)
    shown = final(house, poll)
    assert (shown["counts"], shown["average"]) == ({"1": 1, "4": 1, "5": 1}, 3.33)


def test_a_scale_without_ballots_has_no_average(house: House) -> None:
    assert final(house, opened(house, SCALE))["average"] is None


def test_words_are_counted_under_their_most_frequent_spelling(house: House) -> None:
    poll = opened(house, WORDS)
    house.voted(["Mut", "Kraft"], ["mut"], ["Mut", "mut"], ["MUT", "ruhe"], poll=poll)
    shown = final(house, poll)
    assert (shown["words"], shown["others"], shown["counts"]) == ([["Mut", 4], ["Kraft", 1], ["ruhe", 1]], 0, {})


def test_the_hundred_most_frequent_words_are_shown_and_the_others_counted(house: House) -> None:
    poll = opened(house, WORDS)
    house.voted(*([f"w{number:03}"] for number in range(130)), ["often"], ["often"], poll=poll)
    shown = final(house, poll)
    assert (len(shown["words"]), shown["words"][0], shown["others"]) == (100, ["often", 2], 31)


@pytest.mark.parametrize("state", ["open", "closed", "published"])
def test_a_word_that_is_struck_off_is_read_in_no_tally(house: House, state: str) -> None:
    poll = opened(house, WORDS, results="live")
    house.voted(*[["Mist"]] * 4, *[["mist", "Mut"]] * 3, poll=poll)
    if state != "open":
        house.conduct("close", poll)
        house.settled()
    if state == "published":
        house.conduct("publish", poll)
    before = tally(house, poll)
    assert before is not None
    assert before["words"][0] == ["Mist", 7]
    house.done(MODERATOR, "poll.strike", poll=poll, word="MIST")
    for person in (*AUDIENCE, MODERATOR, ORGANISER):
        after = tally(house, poll, person)
        assert after is not None
        assert after["words"] == [["Mut", 3]]
        assert after["rev"] > before["rev"]


def test_a_word_that_was_struck_off_does_not_come_back(house: House) -> None:
    poll = opened(house, WORDS, results="live", secret=False)
    house.voted(["Mist"], poll=poll)
    house.done(MODERATOR, "poll.strike", poll=poll, word="mist")
    rev = house.poll(poll).rev
    house.done(ORGANISER, "poll.strike", poll=poll, word="Mist")
    assert house.poll(poll).rev == rev, "it is struck off already"
    house.voted(["MIST"], ["\uff4dist", "gut"], poll=poll, seq=2)
    assert final(house, poll)["words"] == [["gut", 1]]


@pytest.mark.parametrize("form", [SINGLE, SCALE])
def test_only_words_can_be_struck_off(house: House, form: Frame) -> None:
    poll = opened(house, form)
    assert house.by(MODERATOR, "poll.strike", poll=poll, word="a")["code"] == "poll_not_open"
    draft = created(house, WORDS)
    assert house.by(MODERATOR, "poll.strike", poll=draft, word="a")["code"] == "poll_not_open"


RESULTS: dict[str, list[str]] = {
    "live": ["open", "closing", "closed", "published"],
    "after_vote": ["closed", "published"],
    "after_close": ["closed", "published"],
    "on_publish": ["published"],
}


@pytest.mark.parametrize("results", RESULTS)
def test_the_audience_sees_a_tally_from_when_the_poll_says_and_staff_always(house: House, results: str) -> None:
    poll = opened(house, SINGLE, results=results)
    house.voted(*[["a"]] * 7, poll=poll)
    for state, step in (("open", None), ("closing", "close"), ("closed", "settle"), ("published", "publish")):
        if step == "settle":
            house.settled()
        elif step:
            house.conduct(step, poll)
        for person in AUDIENCE:
            assert bool(tally(house, poll, person)) == (state in RESULTS[results]), (state, person.role)
        assert tally(house, poll, MODERATOR)
        assert tally(house, poll, ORGANISER)


def test_after_a_vote_its_voter_alone_sees_the_tally_of_that_moment(house: House) -> None:
    poll = opened(house, SINGLE, results="after_vote", secret=False)
    house.voted(["a"], poll=poll)
    reply = house.by(ADA, "vote", poll=poll, round=1, choice=["b"], seq=1)
    assert (reply["tally"]["counts"], reply["tally"]["id"]) == ({"a": 1}, poll)
    assert tally(house, poll, BOB) is None


def test_a_final_tally_says_how_many_were_there(house: House) -> None:
    assert final(house, opened(house, SINGLE))["present"] == 7


def test_an_opening_can_be_timed_and_closes_itself(house: House) -> None:
    poll = created(house, SINGLE)
    assert house.conduct("open", poll, seconds=30)["closes"] == house.now + 33_000
    house.wait(31_000)
    assert house.by(ADA, "vote", poll=poll, round=1, choice=["a"], seq=1)["type"] == "ok"
    house.wait(9_000)
    assert house.poll(poll).state == "closed"
    assert house.by(BOB, "vote", poll=poll, round=1, choice=["a"], seq=1)["code"] == "poll_not_open"


@pytest.mark.parametrize("seconds", [9, 3_601, 0, -1, "30", 10.5])
def test_a_time_that_is_too_short_or_too_long_is_refused(house: House, seconds: object) -> None:
    refused = house.by(MODERATOR, "poll.open", poll="closing", rev=1, seconds=seconds)
    assert (refused["code"], refused["field"]) == ("bad_field", "seconds")
