"""What every store promises about the state of a room."""

from __future__ import annotations

from beifall.domain.ballots import Urn
from beifall.domain.board import Board
from beifall.domain.mood import Atmosphere
from beifall.domain.presence import Door, Presence
from beifall.domain.state import State
from beifall.domain.tallies import Count, Part, Tally
from beifall.store.port import Store
from tests.builders import a_floor, a_help_request, a_poll, a_question, a_room, an_event, an_open_poll

TALLY = Tally("closing", "plenum", 1, 1, {"a": 5}, 5, 1)
BOARD = Board("why", "plenum", 3, {"0": 2, "15": 1}, ("who", "why"))
ATMOSPHERE = Atmosphere("plenum", 2, {"4": {"5": 6}})
PRESENCE = Presence("plenum", 1, {"forum-1": Door(1, 30)})


def fill(store: Store) -> None:
    """Everything that a room can have, though none has all of it."""
    store.put_event(an_event(), before=0)
    store.put_room(a_room(), before=0)
    store.put_public(an_open_poll(), before=0)
    store.put_backstage(a_poll(id="later"), before=0)
    store.put_public(a_question(), before=0)
    store.put_backstage(a_question("who"), before=0)
    store.put_help(a_help_request(), before=0)
    store.put_tally(TALLY, before=0)
    store.put_count(Count(Urn("plenum", "closing", 1), 1, {"0": Part(5, {"a": 5})}), before=0)
    store.put_board(BOARD, before=0)
    store.put_atmosphere(ATMOSPHERE, before=0)
    store.put_floor(a_floor(room="plenum"))
    store.put_presence(PRESENCE, before=0)


def test_a_room_that_is_not_there_has_no_state(store: Store) -> None:
    store.put_public(an_open_poll(room="nowhere"), before=0)
    assert store.state("nowhere", staff=True) is None


def test_a_new_room_is_empty(store: Store) -> None:
    store.put_room(a_room(), before=0)
    assert store.state("plenum", staff=True) == State(a_room())


def test_staff_read_everything_of_a_room(store: Store) -> None:
    fill(store)
    assert store.state("plenum", staff=True) == State(
        room=a_room(),
        polls=(an_open_poll(),),
        drafts=(a_poll(id="later"),),
        tallies=(TALLY,),
        questions=(a_question(),),
        waiting=(a_question("who"),),
        boards=(BOARD,),
        atmosphere=ATMOSPHERE,
        floor=a_floor(room="plenum"),
        presence=PRESENCE,
    )


def test_attendees_read_the_same_without_what_lies_backstage(store: Store) -> None:
    fill(store)
    attendees, staffs = store.state("plenum", staff=False), store.state("plenum", staff=True)
    assert attendees is not None
    assert staffs is not None
    assert (attendees.drafts, attendees.waiting) == ((), ())
    assert (attendees.polls, attendees.questions, attendees.floor) == (staffs.polls, staffs.questions, staffs.floor)


def test_a_state_has_nothing_of_another_room(store: Store) -> None:
    fill(store)
    store.put_room(a_room(id="plenum-2"), before=0)
    store.put_room(a_room(id="plen"), before=0)
    assert store.state("plenum-2", staff=True) == State(a_room(id="plenum-2"))
    assert store.state("plen", staff=True) == State(a_room(id="plen"))


def test_a_state_lists_things_by_their_ids(store: Store) -> None:
    store.put_room(a_room(), before=0)
    for id_ in ("b", "a-b", "a", "B", "a_"):
        store.put_public(a_question(id_), before=0)
    state = store.state("plenum", staff=False)
    assert state is not None
    assert [one.id for one in state.questions] == ["B", "a", "a-b", "a_", "b"]


def test_a_state_has_the_floor_as_it_is_now(store: Store) -> None:
    store.put_room(a_room(id="cafeteria", kind="cafeteria"), before=0)
    store.put_floor(a_floor(video="https://video.example", secret="s"))
    store.sit("cafeteria", "ada", "2", command="c1")
    state = store.state("cafeteria", staff=False)
    assert state is not None
    assert state.floor == store.floor("cafeteria")
    assert state.floor == a_floor(rev=2, who={"ada": "2"}, taken={"2": 1}, video="https://video.example", secret="s")


def test_a_state_longer_than_a_page_is_read_to_its_end(store: Store) -> None:
    store.put_room(a_room(), before=0)
    for number in range(30):
        store.put_public(an_open_poll(id=f"p{number}", prompt="x" * 50_000), before=0)
    state = store.state("plenum", staff=False)
    assert state is not None
    assert len(state.polls) == 30
