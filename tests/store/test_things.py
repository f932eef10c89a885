"""What every store promises about things."""

from __future__ import annotations

from typing import Any

import pytest

from beifall.domain.event import Event
from beifall.domain.helpdesk import HelpRequest
from beifall.domain.polls import Poll
from beifall.domain.questions import Question
from beifall.domain.rooms import Room
from beifall.store.port import Store
from tests.builders import (
    a_help_request,
    a_poll,
    a_question,
    a_room,
    an_event,
    an_open_poll,
)

Thing = Event | Room | Poll | Question | HelpRequest


def put(store: Store, thing: Thing, *, before: int) -> bool:
    match thing:
        case Event():
            return store.put_event(thing, before=before)
        case Room():
            return store.put_room(thing, before=before)
        case HelpRequest():
            return store.put_help(thing, before=before)
    return store.put_public(thing, before=before)


def got(store: Store, thing: Thing) -> Thing | None:
    match thing:
        case Event():
            return store.event()
        case Room():
            return store.room(thing.id)
        case HelpRequest():
            return store.help(thing.id)
        case Poll():
            return store.public(Poll, thing.room, thing.id)
    return store.public(Question, thing.room, thing.id)


@pytest.mark.parametrize("make", [an_event, a_room, an_open_poll, a_question, a_help_request])
def test_a_thing_is_stored_on_the_rev_that_was_read_and_on_no_other(store: Store, make: Any) -> None:
    first, second, late = make(rev=1), make(rev=2), make(rev=2, commands=("late",))
    assert got(store, first) is None
    assert not put(store, second, before=1)
    assert put(store, first, before=0)
    assert not put(store, late, before=0)
    assert put(store, second, before=1)
    assert not put(store, late, before=1)
    assert got(store, first) == second


@pytest.mark.parametrize(
    "thing",
    [
        an_event(gong=None, agenda=()),
        a_room(notice="Ü\u2028🎉", thin=0.25, commands=("c1", "c2")),
        a_poll(prompt={"de": "Wie?", "en": "How?"}, kind="scale", options=(), low=1, high=5, struck=("ä",)),
        a_question(agenda=None, name="Ada", labels=("x", "y"), answer="Because.", answered=True),
        a_help_request(state="answered", answer="Turn it on."),
    ],
)
def test_a_thing_is_read_as_it_was_written(store: Store, thing: Thing) -> None:
    put(store, thing, before=0)
    assert got(store, thing) == thing


@pytest.mark.parametrize(("kind", "make"), [(Poll, a_poll), (Question, a_question)])
def test_what_lies_backstage_is_found_by_both_and_not_in_public(store: Store, kind: Any, make: Any) -> None:
    backstage = make()
    assert store.both(kind, "plenum", backstage.id) == (None, None)
    assert store.put_backstage(backstage, before=0)
    assert not store.put_backstage(make(rev=2), before=0)
    assert store.public(kind, "plenum", backstage.id) is None
    assert store.both(kind, "plenum", backstage.id) == (None, backstage)


@pytest.mark.parametrize(("kind", "make"), [(Poll, a_poll), (Question, a_question)])
def test_a_thing_can_lie_in_both_places_and_each_has_a_rev_of_its_own(store: Store, kind: Any, make: Any) -> None:
    assert store.put_backstage(make(rev=4), before=0)
    assert store.put_public(make(rev=5), before=0)
    assert not store.put_backstage(make(rev=6), before=5)
    assert store.both(kind, "plenum", make().id) == (make(rev=5), make(rev=4))


@pytest.mark.parametrize(("kind", "make"), [(Poll, a_poll), (Question, a_question)])
def test_what_lies_backstage_is_dropped_unless_it_has_changed_since(store: Store, kind: Any, make: Any) -> None:
    id_ = make().id
    store.put_backstage(make(rev=5), before=0)
    store.drop_backstage(make(rev=4))
    assert store.both(kind, "plenum", id_)[1] == make(rev=5)
    store.drop_backstage(make(rev=5))
    assert store.both(kind, "plenum", id_)[1] is None
    store.drop_backstage(make(rev=5))
    assert store.put_backstage(make(rev=1), before=0)


def test_a_poll_and_a_question_may_have_one_id(store: Store) -> None:
    store.put_public(an_open_poll(id="same"), before=0)
    store.put_public(a_question("same"), before=0)
    assert store.public(Poll, "plenum", "same") == an_open_poll(id="same")
    assert store.public(Question, "plenum", "same") == a_question("same")


def test_one_id_in_two_rooms_is_two_things(store: Store) -> None:
    assert store.put_public(a_question(), before=0)
    assert store.put_public(a_question(room="plenum-2", text="Who?"), before=0)
    assert store.public(Question, "plenum", "why") == a_question()


def test_help_requests_are_found_in_one_place_wherever_they_come_from(store: Store) -> None:
    assert store.helps() == ()
    requests = (a_help_request("h1"), a_help_request("h2", room="forum-1"))
    for request in requests:
        store.put_help(request, before=0)
    assert store.helps() == requests


def test_ones_own_are_what_a_room_has_wherever_it_lies_and_what_the_info_desk_has(store: Store) -> None:
    assert store.owned("plenum", (), ()) == ((), ())
    store.put_backstage(a_question("q1"), before=0)
    store.put_backstage(a_question("q2"), before=0)
    store.put_public(a_question("q3"), before=0)
    store.put_backstage(a_question("q4", room="forum-1"), before=0)
    store.put_help(a_help_request("h1", room="forum-1"), before=0)
    questions, requests = store.owned("plenum", ("q2", "q1", "q3", "q4", "q5"), ("h1", "h2"))
    assert questions == (a_question("q2"), a_question("q1"), a_question("q3"))
    assert requests == (a_help_request("h1", room="forum-1"),)


def test_of_ones_own_that_lies_in_two_places_the_newer_one_counts(store: Store) -> None:
    shown, sealed = a_question("q1", state="shown", rev=2), a_question("q2", state="shown", rev=4)
    store.put_public(shown, before=0)
    store.put_backstage(a_question("q1"), before=0)
    store.put_public(a_question("q2", rev=3), before=0)
    store.put_backstage(sealed, before=0)
    assert store.owned("plenum", ("q1", "q2"), ())[0] == (shown, sealed)


def test_more_of_ones_own_are_found_than_one_call_can_ask_for(store: Store) -> None:
    ids = [f"q{number}" for number in range(120)]
    for id_ in ids:
        store.put_backstage(a_question(id_), before=0)
    questions, _ = store.owned("plenum", ids, ("none",))
    assert [one.id for one in questions] == ids
