"""Claps to ticks: the real steps over the store in memory, and a stream that delivers what it likes."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from beifall.applause import Contended, Hall, Played, applause, settle_curve
from beifall.clap import WATCHED, Turnstile, Ways, clap
from beifall.domain.applause import AHEAD, SIGNS, WINDOW, Applause, Pace
from beifall.domain.clappers import MOST
from beifall.domain.claps import Claps, clapper, slot
from beifall.domain.people import Screen
from beifall.store import keys
from beifall.store.memory import MemoryStore
from beifall.store.port import Overloaded, Store
from tests.builders import NOON, a_connection, a_room, an_event
from tests.interleaving import all_orders
from tests.steps.world import Posts

TICK = 250


EXPIRES = NOON + 3_600_000
"""When these people's tokens expire (ms)."""


class Plenum:
    """A room whose claps wait for their stream, with a screen of each kind."""

    def __init__(self, **room: Any) -> None:
        self.heard: list[Claps] = []
        self.store = MemoryStore(clapped=self.heard.append)
        self.store.put_event(an_event(), before=0)
        self.store.put_room(a_room(**room), before=0)
        for screen in ("phone", "laptop", "stage", "desk"):
            self.enter(f"{screen}=", screen)
        self.posts, self.hall, self.turnstile, self.ways = Posts(), Hall(), Turnstile(), Ways()
        self.now = NOON
        self.s: dict[str, int] = {}
        self.paused: list[int] = []

    def enter(self, id_: str, screen: Screen, **fields: Any) -> None:
        sight = {"stage": "stage", "desk": "moderator"}.get(screen, "attendee")
        here = a_connection(id_, participant=id_, screen=screen, **{"sight": sight, "seen": NOON, **fields})
        self.store.register(here)

    def clap(self, person: str = "ada", *ages: int, **fields: Any) -> bool:
        """One frame, as this person's phone sends it."""
        connection = fields.pop("connection", f"{person}=")
        self.s[connection] = self.s.get(connection, 0) + 1
        given = {"action": "clap", "room": "plenum", "s": self.s[connection], "c": ages or (0,), "g": 8, **fields}
        return self.send(json.dumps(given), person, connection)

    def send(self, text: str, person: str = "ada", connection: str = "ada=", role: str = "attendee") -> bool:
        return clap(
            text,
            role=role,
            participant=person,
            expires=EXPIRES,
            connection=connection,
            put=self.store.put_claps,
            turnstile=self.turnstile,
            ways=self.ways,
            now=self.now,
        )

    def deliver(self, claps: Iterable[Claps] | None = None, pace: Pace = "loud", **means: Any) -> list[Played]:
        """A batch; all that waits, if nothing is said."""
        if claps is None:
            claps, self.heard[:] = list(self.heard), []
        given = {"store": self.store, "gateway": self.posts, "hall": self.hall, **means}
        return applause(claps, pace, clock=lambda: self.now, pause=self.pause, **given)

    def pause(self, milliseconds: int) -> None:
        self.paused.append(milliseconds)
        self.now += milliseconds

    def ticks(self, connection: str = "stage=") -> list[list[Any]]:
        frames = self.posts.sent.get(connection, [])
        assert all((frame["type"], frame["room"]) == ("applause", "plenum") for frame in frames)
        return [frame["a"] for frame in frames]

    def switch(self, *, on: bool) -> None:
        room = self.store.room("plenum")
        assert room is not None
        self.store.put_room(replace(room, rev=room.rev + 1, applause=on), before=room.rev)

    def rows(self) -> dict[Any, Any]:
        return dict(self.store.state_rows)


def test_a_clap_sounds_on_stages_and_laptops_and_is_shown_on_phones_and_desks() -> None:
    plenum = Plenum()
    plenum.clap()
    heard = list(plenum.heard)
    plenum.deliver(heard, "loud")
    assert set(plenum.posts.sent) == {"laptop=", "stage="}
    plenum.deliver(heard, "quiet")
    assert set(plenum.posts.sent) == {"laptop=", "stage=", "phone=", "desk="}
    voice = SIGNS[slot(clapper("ada"))]
    for screen in plenum.posts.sent:
        ((seq, people, claps, grade, each),) = plenum.ticks(screen)
        assert (seq, people, claps, grade, each[0], len(each)) == (1, 1, 1, 8, voice, 2)


def test_claps_of_more_than_sixteen_are_told_as_a_number() -> None:
    plenum = Plenum()
    for number in range(17):
        plenum.clap(f"p{number}")
    plenum.deliver()
    assert plenum.ticks() == [[1, 17, 17, 8]]


def test_a_batch_that_comes_too_early_waits_for_its_tick_and_nothing_is_lost() -> None:
    plenum = Plenum()
    times = []
    for step in range(40):
        plenum.now += random.Random(step).randrange(260)
        plenum.clap(f"p{step % 7}", 0, 40)
        plenum.deliver()
        times.append(plenum.now)
    # Some may go at once; of as many as one likes, there is one each tick.
    assert all(
        times[last] - times[first] >= TICK * (last - first) - AHEAD for last in range(40) for first in range(last)
    )
    assert plenum.paused
    assert max(plenum.paused) <= TICK
    assert [tick[0] for tick in plenum.ticks()] == list(range(1, 41))
    assert sum(tick[2] for tick in plenum.ticks()) == 80


def test_phones_get_a_tick_every_two_seconds_with_all_that_was_clapped() -> None:
    plenum = Plenum()
    batch: list[Claps] = []
    for step in range(24):
        plenum.now += TICK
        plenum.clap("ada")
        batch, plenum.heard[:] = [*batch, *plenum.heard], []
        if step % 8 == 7:
            plenum.deliver(batch, "quiet")
            batch = []
    assert [(seq, claps) for seq, _, claps, _, *_ in plenum.ticks("phone=")] == [(1, 8), (2, 8), (3, 8)]
    assert plenum.paused == []


def test_a_room_that_waits_keeps_no_other_from_its_tick() -> None:
    plenum = Plenum()
    plenum.store.put_room(a_room(id="forum-1"), before=0)
    plenum.enter("forum=", "stage", room="forum-1")
    for _ in range(AHEAD // TICK + 1):
        plenum.clap()
        plenum.deliver()
    assert plenum.paused == []
    plenum.now += 100
    plenum.clap()
    plenum.clap("bob", room="forum-1")
    before = plenum.now
    plenum.deliver()
    assert plenum.paused == [TICK - 100]
    assert (len(plenum.ticks()), len(plenum.posts.sent["forum="])) == (4, 1)
    assert plenum.store.applause("forum-1", "loud").at == before


def test_a_replayed_batch_changes_nothing_and_sends_nothing() -> None:
    plenum = Plenum()
    for step in range(6):
        plenum.now += TICK
        plenum.clap("ada", 0, 50)
        plenum.clap("bob")
        batch = list(plenum.heard)
        plenum.deliver()
        rows, sent = plenum.rows(), len(plenum.ticks())
        plenum.now += TICK
        plenum.deliver(batch)
        assert (plenum.rows(), len(plenum.ticks())) == (rows, sent), step


def test_a_replayed_frame_is_not_even_stored() -> None:
    plenum = Plenum()
    assert plenum.clap(s=5)
    assert not plenum.clap(s=5)
    assert not plenum.clap(s=1), "others have come since that it would overwrite"
    assert len(plenum.heard) == 1


def test_eight_claps_a_second_count_whatever_a_participant_does() -> None:
    plenum = Plenum()
    plenum.now += 900
    for device in range(5):
        for _ in range(8):
            plenum.clap("ada", *range(0, 160, 10), connection=f"c{device}=")
    batch = list(plenum.heard)
    random.Random(1).shuffle(batch)
    for _ in range(3):
        plenum.deliver(batch)
        plenum.now += TICK
    assert sum(tick[2] for tick in plenum.ticks()) == MOST
    settle_curve(plenum.store, "plenum", now=plenum.now + WINDOW + 1_000)
    assert [second.claps for second in plenum.store.curve("plenum")] == [MOST]


def test_the_curve_has_every_second_of_an_applause_though_it_ends() -> None:
    plenum = Plenum()
    for _ in range(80):
        plenum.now += TICK
        for person in ("ada", "bob", "eve"):
            plenum.clap(person)
        plenum.deliver()
    plenum.now += 60_000
    settle_curve(plenum.store, "plenum", now=plenum.now)
    curve = plenum.store.curve("plenum")
    assert sum(second.claps for second in curve) == sum(tick[2] for tick in plenum.ticks()) == 240
    assert len(curve) == 21
    assert {second.people for second in curve} == {3}
    rows = plenum.rows()
    settle_curve(plenum.store, "plenum", now=plenum.now + 60_000)
    assert plenum.rows() == rows, "nothing is left to store"


def test_where_applause_is_off_nothing_is_counted_and_nothing_sent_within_half_a_second() -> None:
    plenum = Plenum()
    plenum.clap()
    plenum.deliver()
    plenum.switch(on=False)
    plenum.now += 500
    rows = plenum.rows()
    for _ in range(8):
        plenum.clap()
        plenum.deliver()
        plenum.now += TICK
    assert (len(plenum.ticks()), plenum.rows()) == (1, rows)
    plenum.switch(on=True)
    plenum.now += 500
    plenum.clap()
    plenum.deliver()
    assert [tick[:3] for tick in plenum.ticks()] == [[1, 1, 1], [2, 1, 1]]


def test_claps_in_a_room_that_does_not_exist_come_to_nothing() -> None:
    plenum = Plenum()
    assert plenum.clap(room="cellar")
    assert plenum.deliver() == []
    assert plenum.store.applause("cellar", "loud") == Applause("cellar", "loud")


def test_in_a_thinned_room_each_clap_stands_for_several() -> None:
    plenum = Plenum(thin=0.0625)
    for number in range(10):
        plenum.clap(f"p{number}", p=250)
    plenum.deliver()
    assert plenum.ticks() == [[1, 17, 40, 8]]


def test_one_who_is_alone_in_a_thinned_room_is_one_and_each_clap_is_told() -> None:
    plenum = Plenum(thin=0.116)
    for _ in range(12):
        plenum.clap("ada", 200, 0)
        plenum.deliver()
        plenum.now += 350
    assert {tuple(tick[1:4]) for tick in plenum.ticks()} == {(1, 2, 8)}
    assert {len(tick[4]) for tick in plenum.ticks()} == {4}


def test_where_some_claps_stand_for_others_they_are_a_number() -> None:
    plenum = Plenum(thin=0.116)
    plenum.clap("ada")
    plenum.clap("bob", p=500)
    plenum.deliver()
    assert plenum.ticks() == [[1, 2, 3, 8]]


def test_nobody_counts_for_more_than_phones_send_as_long_as_they_were_not_told() -> None:
    for thin, claps in ((1.0, 1), (0.25, 1), (0.0625, 4)):
        plenum = Plenum(thin=thin)
        plenum.clap("ada", p=1)
        plenum.deliver()
        assert [tick[2] for tick in plenum.ticks()] == [claps]


def test_a_screen_that_has_gone_is_forgotten() -> None:
    plenum = Plenum()
    plenum.posts.gone = {"laptop="}
    plenum.clap()
    assert plenum.deliver() == [Played("plenum", frames=2, gone=1, busy=0, failed=0)]
    plenum.now += TICK
    plenum.clap()
    assert plenum.deliver() == [Played("plenum", frames=1, gone=0, busy=0, failed=0)]
    assert plenum.store.connection("laptop=", "laptop=", now=plenum.now) is None


def test_who_comes_in_hears_it_within_two_seconds() -> None:
    plenum = Plenum()
    plenum.clap()
    plenum.deliver()
    plenum.enter("late=", "laptop", seen=NOON + 1)
    for _ in range(9):
        plenum.now += TICK
        plenum.clap()
        plenum.deliver()
    assert [tick[0] for tick in plenum.ticks("late=")] == [9, 10]


class Fallible:
    """A store whose next call of that name, and all after it, go wrong."""

    def __init__(self, store: Store, name: str, error: Exception) -> None:
        self._store, self._name, self._error = store, name, error

    def __getattr__(self, name: str) -> Any:
        if name == self._name:
            raise self._error
        return getattr(self._store, name)


@pytest.mark.parametrize("name", ["room", "applause", "put_second", "put_applause", "near", "far"])
def test_a_crash_loses_a_ticks_sound_at_most_and_counts_nothing_twice(name: str) -> None:
    plenum = Plenum()
    plenum.clap()
    plenum.deliver()
    plenum.now += WINDOW + 2_000
    for person in ("ada", "bob"):
        plenum.clap(person)
    batch = list(plenum.heard)
    broken = Fallible(plenum.store, name, ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        plenum.deliver(batch, store=broken, hall=Hall())
    plenum.deliver(batch)
    plenum.deliver(batch)
    heard = [tick[2] for tick in plenum.ticks()]
    assert heard == ([1] if name in ("near", "far") else [1, 2])
    settle_curve(plenum.store, "plenum", now=plenum.now + WINDOW + 1_000)
    assert [second.claps for second in plenum.store.curve("plenum")] == [1, 2]


def test_an_overloaded_store_leaves_applause_out_and_nothing_is_tried_again() -> None:
    plenum = Plenum()
    plenum.clap()
    assert plenum.deliver(store=Fallible(plenum.store, "put_applause", Overloaded())) == []
    assert plenum.ticks() == []


def test_two_who_count_at_the_same_time_lose_nothing_and_count_nothing_twice() -> None:
    """As a batch that was taken for failed and is delivered again while it is still at work."""

    def world() -> Any:
        plenum = Plenum()
        for person in ("ada", "bob", "eve"):
            plenum.clap(person)
        first, second, third = plenum.heard

        def actor(*batch: Claps) -> Any:
            return lambda store: plenum.deliver(batch, store=store, hall=Hall())

        def check() -> None:
            assert sum(tick[2] for tick in plenum.ticks()) == 3
            assert sorted(tick[0] for tick in plenum.ticks()) == list(range(1, len(plenum.ticks()) + 1))

        return plenum.store, [actor(first, second), actor(second, third)], check

    assert all_orders(world) > 10


def test_a_room_that_cannot_be_stored_is_said_after_the_others_have_sounded() -> None:
    plenum = Plenum()
    plenum.store.put_room(a_room(id="forum-1"), before=0)
    plenum.clap("bob", room="forum-1")
    plenum.clap("ada")

    class Stubborn(Fallible):
        def put_applause(self, it: Applause, *, before: int) -> bool:
            return it.room == "plenum" and plenum.store.put_applause(it, before=before)

    with pytest.raises(Contended):
        plenum.deliver(store=Stubborn(plenum.store, "", Exception()))
    assert len(plenum.ticks()) == 1


def test_a_room_that_breaks_keeps_no_other_from_its_tick() -> None:
    plenum = Plenum()
    plenum.store.put_room(a_room(id="forum-1"), before=0)
    plenum.clap("bob", room="forum-1")
    plenum.clap("ada")

    class Broken(Fallible):
        def put_applause(self, it: Applause, *, before: int) -> bool:
            return plenum.store.put_applause(it, before=before) if it.room == "plenum" else 1 // 0 > 0

    with pytest.raises(ZeroDivisionError):
        plenum.deliver(store=Broken(plenum.store, "", Exception()))
    assert len(plenum.ticks()) == 1


class Counting:
    """A store that counts its calls."""

    def __init__(self, store: Store) -> None:
        self.calls = Counter[str]()
        self._store = store

    def __getattr__(self, name: str) -> Any:
        self.calls[name] += 1
        return getattr(self._store, name)


def test_ten_seconds_of_applause_take_so_many_store_calls_however_many_clap() -> None:
    calls = []
    for people in (2, 60):
        plenum = Plenum()
        store = Counting(plenum.store)
        for _ in range(40):
            for person in range(people):
                plenum.clap(f"p{person}")
            plenum.deliver(store=store)
            plenum.now += TICK
        calls.append(dict(store.calls))
    each = {"applause": 40, "put_applause": 40, "put_second": 2, "room": 20, "near": 5, "far": 5}
    assert calls == [each, each]


def test_nothing_that_a_broadcast_would_hear_is_written() -> None:
    plenum = Plenum()
    heard: list[keys.Key] = []
    plenum.store.written = lambda table, key: heard.append(key)
    for _ in range(50):
        plenum.now += TICK
        plenum.clap()
        plenum.deliver()
    assert heard
    assert [key for key in heard if keys.touched(*key)] == []


# The frame


def test_a_stage_only_watches() -> None:
    plenum = Plenum()
    right = json.dumps(RIGHT)
    assert not plenum.send(right, role="stage")
    for number, role in enumerate(("attendee", "speaker", "moderator", "info", "organiser")):
        assert plenum.send(right, connection=f"c{number}=", role=role)


RIGHT: dict[str, Any] = {"action": "clap", "room": "plenum", "s": 1, "c": [0], "g": 8}

WRONG: tuple[dict[str, Any], ...] = (
    {"action": "vote"},
    *({"room": room} for room in (None, "", "a#b", "plenum\n", "x" * 37)),
    *({"s": s} for s in (0, True, 1.0, "1", 2**53)),
    *({"c": c} for c in ([], [0] * 17, 0, "000", [-1], [True], [1.5], [None], [2_001])),
    *({"g": g} for g in (16, -1, 8.0, True, None)),
    *({"t": t} for t in (-1, 0.5, True, "250", None, 2**53)),
    *({"p": p} for p in (0, 1_001, -1, 0.5, 250.0, True, "250", None, [250])),
    *({"x": x} for x in (float("nan"), "y" * 4_096, "ü" * 2_048, [[[[[[0]]]]]], dict.fromkeys(map(str, range(33))))),
)

RAW = (
    *("", "clap", "[]", "null", "{" * 2_000, "[" * 2_000),
    json.dumps(RIGHT)[:-1],
    json.dumps(RIGHT)[:-1] + ', "x": Infinity}',
    json.dumps(RIGHT)[:-1] + ', "x": "' + "\ud800" * 1_400 + '"}',
    json.dumps(RIGHT).replace('"s": 1', '"s": ' + "9" * 4_000),
)


@pytest.mark.parametrize(
    "wrong",
    [
        *RAW,
        *(json.dumps({**RIGHT, **fields}, ensure_ascii=False) for fields in WRONG),
        *(json.dumps({name: value for name, value in RIGHT.items() if name != left_out}) for left_out in RIGHT),
    ],
)
def test_what_is_malformed_reaches_no_store(wrong: str) -> None:
    plenum = Plenum()

    def never(_claps: Claps) -> bool:
        raise AssertionError

    assert not clap(
        wrong,
        role="attendee",
        participant="ada",
        expires=EXPIRES,
        connection="ada=",
        put=never,
        turnstile=Turnstile(),
        ways=Ways(),
        now=NOON,
    )
    assert plenum.heard == []


def test_fields_that_nobody_knows_are_ignored_and_old_claps_left_out() -> None:
    plenum = Plenum()
    assert plenum.send('{"action":"clap","room":"plenum","s":1,"c":[1999,2001,3],"g":15,"new":{"a":[1]},"id":"x"}')
    assert plenum.heard == [Claps("plenum", "ada=", clapper("ada"), 1, (1_999, 3), 15, NOON)]


def test_claps_keep_their_rhythm_though_their_frames_are_late() -> None:
    plenum, late = Plenum(), (40, 20, 130, 25, 280)
    for number, way in enumerate(late):
        plenum.now = NOON + number * 250 + way
        plenum.clap(t=5_000 + number * 250)
    made = [heard.at - heard.ages[0] - NOON - number * 250 for number, heard in enumerate(plenum.heard)]
    assert made == [40, 20, 25, 25, 30]


def test_a_clock_that_was_set_makes_no_clap_early_or_late() -> None:
    plenum = Plenum()
    for number, clock in enumerate((5_000, 5_350, 90_000, 90_350, 10, 360)):
        plenum.now = NOON + number * 350
        plenum.clap(t=clock)
        assert plenum.heard[-1].at == plenum.now


def test_nothing_that_is_stored_names_the_participant() -> None:
    plenum = Plenum()
    plenum.clap("ada-lovelace", connection="c1=")
    heard = list(plenum.heard)
    plenum.deliver()
    assert "ada-lovelace" not in repr((heard, plenum.store.clap_rows, plenum.rows()))


def test_eight_frames_of_a_connection_pass_in_a_second() -> None:
    plenum = Plenum()
    assert sum(plenum.clap() for _ in range(20)) == 8
    assert plenum.clap("bob")
    plenum.now += 125
    assert [plenum.clap(), plenum.clap()] == [True, False]
    plenum.now -= 10_000
    assert not plenum.clap(), "a clock that goes back gives nothing away"
    plenum.now += 20_000
    assert sum(plenum.clap() for _ in range(20)) == 8


def test_the_turnstile_remembers_so_many_and_no_more() -> None:
    turnstile = Turnstile()
    for number in range(WATCHED + 50):
        assert turnstile(f"c{number}=", now=NOON)
    assert len(turnstile._passed) == WATCHED


def test_claps_after_the_token_has_expired_are_not_heard() -> None:
    plenum = Plenum()
    plenum.now = EXPIRES - 1
    assert plenum.clap()
    plenum.now = EXPIRES
    assert not plenum.clap()
