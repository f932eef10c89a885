"""A poll that is reset begins a round of its own."""

from __future__ import annotations

import pytest

from beifall.frames import Frame
from tests.steps.house import ADA, BOB, INFO, MODERATOR, ORGANISER, SPEAKER, STAGE, House

AUDIENCE = (ADA, BOB, SPEAKER, INFO, STAGE)


@pytest.fixture(params=["live", "after_vote", "after_close", "on_publish"])
def house(request: pytest.FixtureRequest) -> House:
    """A round of seven ballots has been published."""
    house = House(results=request.param)
    house.all_enter()
    house.conduct("open")
    house.voted(*[["a"]] * 6)
    house.done(ADA, "vote", poll="closing", round=1, choice=["b"], seq=1)
    finish(house)
    return house


def finish(house: House) -> None:
    house.conduct("close")
    house.settled()
    house.conduct("publish")


def tally(house: House) -> Frame:
    found = house.shows(BOB, "tallies", "closing")
    assert found is not None
    return found


def vote(house: House, round_: int, seq: int = 1) -> Frame:
    return house.by(ADA, "vote", poll="closing", round=round_, choice=["c"], seq=seq)


def test_a_reset_poll_and_its_tally_are_gone_for_the_audience(house: House) -> None:
    assert tally(house)["counts"] == {"a": 6, "b": 1}
    reply = house.conduct("reset")
    assert (reply["state"], reply["round"], reply["closes"]) == ("draft", 2, None)
    for person in AUDIENCE:
        for list_ in ("polls", "tallies"):
            item = house.shows(person, list_, "closing")
            assert item is not None
            assert item["gone"]
    draft = house.shows(MODERATOR, "polls", "closing")
    assert draft is not None
    assert (draft["state"], draft["round"]) == ("draft", 2)


def test_ballots_of_the_old_round_are_refused_and_do_not_count(house: House) -> None:
    house.conduct("reset")
    assert vote(house, 1, seq=2)["code"] == "poll_not_open"
    assert vote(house, 2)["code"] == "poll_not_open"
    house.conduct("open")
    assert vote(house, 1, seq=3)["code"] == "poll_not_open"
    assert vote(house, 2)["choice"] == ["c"]
    finish(house)
    assert (tally(house)["counts"], tally(house)["ballots"], tally(house)["round"]) == ({"c": 1}, 1, 2)


def test_no_rev_falls_from_one_round_to_the_next(house: House) -> None:
    revs = [tally(house)["rev"]]
    for step in ("reset", "open", "five", "finish", "reset"):
        if step == "five":
            house.voted(*[["b"]] * 5)
        elif step == "finish":
            finish(house)
        else:
            house.conduct(step)
        for person in (BOB, ORGANISER):
            item = house.shows(person, "tallies", "closing")
            assert item is not None
        revs.append(tally(house)["rev"])
    assert revs == sorted(revs)
    assert tally(house)["gone"]


def test_one_who_joins_in_the_second_round_learns_nothing_of_the_first(house: House) -> None:
    house.conduct("reset")
    house.conduct("open")
    snapshot = house.enter(BOB, device="-new")
    assert snapshot["you"]["ballots"] == {}
    assert '"a":6' not in str(snapshot).replace(" ", "").replace("'", '"')


def test_ones_own_ballot_of_the_old_round_is_gone_with_it(house: House) -> None:
    house.conduct("reset")
    house.conduct("open")
    assert house.enter(ADA, device="-new")["you"]["ballots"] == {}
    vote(house, 2)
    assert house.enter(ADA, device="-newer")["you"]["ballots"] == {"closing": {"round": 2, "choice": ["c"], "seq": 1}}


def test_what_was_voted_on_once_keeps_its_options(house: House) -> None:
    house.conduct("reset")
    options = [{"id": "x", "text": "X"}, {"id": "y", "text": "Y"}]
    rev = house.poll().rev
    form = {"id": "closing", "rev": rev, "kind": "single", "prompt": "Else?"}
    assert house.by(MODERATOR, "poll.change", poll={**form, "options": options})["code"] == "poll_frozen"
    same = [{"id": one.id, "text": one.text} for one in house.poll().options]
    assert house.by(MODERATOR, "poll.change", poll={**form, "options": same})["type"] == "ok"
    assert house.poll().prompt == "Else?"


def test_what_was_reset_can_be_deleted_and_is_gone_for_everybody(house: House) -> None:
    house.conduct("reset")
    house.conduct("delete")
    for person in (*AUDIENCE, MODERATOR):
        item = house.shows(person, "polls", "closing")
        assert item is not None
        assert item["gone"]


def test_a_reset_that_is_sent_again_is_one_round(house: House) -> None:
    rev = house.poll().rev
    first = house.done(MODERATOR, "poll.reset", poll="closing", rev=rev, id="r1")
    assert house.done(MODERATOR, "poll.reset", poll="closing", rev=rev, id="r1") == first
    assert house.poll().round == 2
