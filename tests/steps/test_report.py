"""The documentation: what is in it, and what is withheld from it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from beifall.domain.applause import Second
from beifall.report.documentation import Documentation, NothingLeft, RoomPart, documentation
from beifall.report.folder import Unwritable, check, files, write
from tests.builders import NOON, a_person, an_event
from tests.steps.house import ADA, BOB, INFO, MODERATOR, ORGANISER, House

SECRET_TEXTS = ("Waiting?", "Hidden?", "Withdrawn?", "Erased?", "No sound.")


def documented(house: House) -> Documentation:
    house.deliver()
    return documentation(house.store, now=house.now)


def plenum(house: House) -> RoomPart:
    return next(room for room in documented(house).rooms if room.id == "plenum")


def a_house(**poll: object) -> House:
    house = House(**poll)
    house.all_enter()
    return house


def voted(house: House, ballots: int) -> None:
    house.conduct("open")
    house.voted(*[["a"]] * ballots)
    house.conduct("close")
    house.settled()


@pytest.mark.parametrize(("ballots", "told"), [(5, True), (4, False)])
def test_a_poll_of_fewer_than_five_ballots_has_no_figures(ballots: int, told: bool) -> None:
    house = a_house()
    voted(house, ballots)
    (poll,) = plenum(house).polls
    result = poll.rounds[0].result
    assert (result is not None) == told
    if result is not None:
        assert result.votes == (("A", 5), ("B", 0), ("C", 0))


@pytest.mark.parametrize(
    ("present", "told"), [(None, None), (4, None), (5, None), (6, 6), (7, None), (10, None), (11, 11), (300, 300)]
)
def test_those_present_are_told_if_nobody_or_five_at_least_have_cast_no_ballot(
    present: int | None, told: int | None
) -> None:
    house = a_house()
    voted(house, 6)
    state = house.store.state("plenum", staff=True)
    assert state is not None
    tally = max(state.tallies, key=lambda one: one.round)
    assert house.store.put_tally(replace(tally, rev=tally.rev + 1, present=present), before=tally.rev)
    result = plenum(house).polls[0].rounds[0].result
    assert result is not None
    assert (result.ballots, result.present) == (6, told)
    words = "Personen im Raum, als sie schloss"
    assert (words in files(documented(house))["documentation.html"]) is (told is not None)


def test_each_round_is_told_and_whether_the_audience_saw_it() -> None:
    house = a_house()
    voted(house, 6)
    house.conduct("publish")
    house.conduct("reset")
    voted(house, 4)
    first, second = plenum(house).polls[0].rounds
    assert first.result is not None
    assert (first.number, first.published, first.result.ballots) == (1, None, 6)
    assert (second.number, second.published, second.result) == (2, False, None)


def test_a_room_that_a_later_file_no_longer_names_stands_in_it_with_its_polls() -> None:
    house = a_house()
    voted(house, 5)
    event = house.store.event()
    assert event is not None
    rooms = tuple(place for place in event.rooms if place.id != "plenum")
    house.store.put_event(replace(event, rev=event.rev + 1, rooms=rooms, gone=("plenum",)), before=event.rev)
    (poll,) = plenum(house).polls
    assert poll.rounds[0].result is not None


def test_a_draft_and_a_deleted_poll_are_not_told() -> None:
    house = a_house()
    assert plenum(house).polls == ()
    voted(house, 5)
    house.conduct("reset")
    house.conduct("delete")
    assert plenum(house).polls == ()


def test_ballots_are_anonymous_once_their_key_is_destroyed_and_not_before() -> None:
    house = a_house()
    house.conduct("open")
    assert plenum(house).polls[0].rounds[0].ballots_are == "pseudonymous"
    house.conduct("close")
    house.settled()
    assert plenum(house).polls[0].rounds[0].ballots_are == "anonymous"
    known = a_house(secret=False)
    voted(known, 5)
    assert plenum(known).polls[0].rounds[0].ballots_are == "pseudonymous"


def test_a_secret_poll_that_is_open_shows_no_more_than_its_steps() -> None:
    house = a_house()
    house.conduct("open")
    house.voted(*[["a"]] * 5)
    house.done(ADA, "vote", poll="closing", round=1, choice=["b"], seq=1)
    (one,) = plenum(house).polls[0].rounds
    assert one.result is not None
    assert (one.final, one.result.ballots) == (False, 5)


def test_only_questions_that_are_shown_stand_in_it_the_most_wanted_first() -> None:
    house = a_house()
    less, more, part, hidden, erased, back = (
        house.asked(text) for text in ("Less?", "More?", "Part?", "Hidden?", "Erased?", "Waiting?")
    )
    withdrawn = house.asked("Withdrawn?")
    for one in (less, more, part, hidden, erased, back):
        house.moderate("show", one)
    house.done(BOB, "upvote", question=part, on=True, seq=1)
    house.moderate("merge", part, into=more)
    house.moderate("hide", hidden)
    house.by(ORGANISER, "question.erase", question=erased)
    house.moderate("wait", back)
    house.done(ADA, "question.withdraw", question=withdrawn)
    house.moderate("answer", less, text="Soon.")
    told = plenum(house).questions
    assert [(one.text, one.upvotes, one.also, one.answer) for one in told] == [
        ("More?", 1, ("Part?",), None),
        ("Less?", 0, (), "Soon."),
    ]


def test_applause_and_mood_of_fewer_than_five_people_are_withheld() -> None:
    house = a_house()
    at = NOON // 1_000
    for second, people in enumerate((4, 5, 9, 4)):
        house.store.put_second("plenum", Second(at + second, 8 * people, people, 8))
    told = plenum(house)
    assert [(one.people, one.claps) for one in told.applause] == [(5, 40), (9, 72)]
    assert [(one.seconds, one.people, one.claps) for one in told.ovations] == [(2, 9, 112)]
    feel(house, 4)
    assert plenum(house).atmosphere is None
    feel(house, 5)
    its = plenum(house).atmosphere
    assert its is not None
    assert (its.people, its.counts) == (5, {"4": 5})


def feel(house: House, people: int) -> None:
    for number in range(people):
        person = a_person(f"p{number}")
        house.ask(person, f"p{number}=", "enter", screen="phone")
        house.ask(person, f"p{number}=", "mood", mood=4, seq=1)


@pytest.mark.parametrize(("people", "told"), [(5, 5), (4, None)])
def test_fewer_than_five_participants_are_not_counted(people: int, told: int | None) -> None:
    house = a_house()
    for number in range(people):
        house.store.admit(f"p{number}", limit=600)
    assert documented(house).participants == told


def test_who_could_vote_is_told_by_ticket_where_there_were_tickets() -> None:
    house = a_house()
    assert "Wer den Zugangscode hatte" in files(documented(house))["documentation.html"]
    event = house.store.event()
    assert event is not None
    house.store.put_event(replace(event, rev=event.rev + 1, tickets=True), before=event.rev)
    assert "Wer ein Ticket hatte" in files(documented(house))["documentation.html"]


def test_what_is_purged_is_not_documented() -> None:
    house = a_house()
    purged = an_event().purged
    assert documentation(house.store, now=purged - 1).code == "JC2020"
    with pytest.raises(NothingLeft):
        documentation(house.store, now=purged)


def everything() -> House:
    """An event with all that could give somebody away."""
    house = a_house(kind="words", options=(), max=1)
    for number in range(6):
        house.store.admit(f"voter-{number}", limit=600)
    house.conduct("open")
    house.voted(*[["=cmd()"]] * 3, *[["<b>"]] * 2, ["Unfug"])
    house.by(MODERATOR, "poll.strike", poll="closing", word="unfug")
    house.conduct("close")
    house.settled()
    house.now += 20_000
    shown = str(house.done(ADA, "ask", text="<script>alert(1)</script>", name="Ada L.")["question"])
    house.moderate("show", shown)
    house.asked("Waiting?")
    house.done(BOB, "help", text="No sound.")
    feel(house, 6)
    for second in range(30):
        house.store.put_second("plenum", Second(NOON // 1_000 + 3 * second, 12_345, 300, 12))
    return house


def test_no_file_names_a_participant_or_tells_what_was_not_shown_and_texts_stay_texts() -> None:
    house = everything()
    made = files(documented(house))
    question = max(house.store.state("plenum", staff=False).questions, key=lambda one: one.at).id  # type: ignore[union-attr]
    for name, content in made.items():
        for private in (*SECRET_TEXTS, "Unfug", "voter-", '"ada"', "asker", question, INFO.participant):
            assert private not in content, (name, private)
    assert "Ada L." in made["documentation.html"]
    assert "<script" not in made["documentation.html"]
    assert "&lt;script&gt;" in made["documentation.html"]
    assert "Ein Meinungsbild, keine Wahl." in made["documentation.html"]
    assert ";'=cmd();3" in made["polls.csv"]
    told = json.loads(made["documentation.json"])
    assert told["help"] == {"requests": 1, "answered": 0}
    assert told["participants"] == 6


def test_nothing_is_written_over(tmp_path: Path) -> None:
    told = documented(a_house())
    written = write(told, tmp_path / "report")
    assert [one.name for one in written] == ["documentation.html", "documentation.json", "polls.csv"]
    with pytest.raises(Unwritable, match="not empty"):
        write(told, tmp_path / "report")


def test_a_folder_in_one_that_is_not_there_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match=f"cannot be written: there is no folder {tmp_path / 'nowhere'}"):
        check(tmp_path / "nowhere/report")
