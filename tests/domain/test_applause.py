"""What claps add up to."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import fmean
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beifall.domain.applause import (
    AHEAD,
    QUIET,
    SIGNS,
    WINDOW,
    Applause,
    Second,
    Tick,
    counted,
    interval,
    passed,
    ticked,
    wait,
)
from beifall.domain.ballots import voter
from beifall.domain.clappers import BEHIND, DEVICES, MOST, REMEMBERED, REMEMBERED_AT_ONCE, ROUND
from beifall.domain.claps import ALL, LATE, OLDEST, Claps, clapper, slot
from crowd.thinning import Told, part
from tests.builders import NOON

TICK = 250


class Hall:
    """A room's applause, one batch after the other."""

    def __init__(self, *, thin: float = 1.0) -> None:
        self.applause = Applause("plenum", "loud")
        self.thin = thin
        self.ticks: list[Tick] = []
        self.curve: dict[int, Second] = {}

    def hear(self, *frames: Claps, now: int) -> Tick | None:
        """The tick that a batch makes at this moment."""
        present, finished = passed(self.applause, now=now)
        self.curve |= {second.at: second for second in finished}
        self.applause, fresh = counted(present, frames, thin=self.thin)
        if not fresh:
            return None
        self.applause, tick = ticked(self.applause, fresh, every=TICK, now=now)
        self.ticks.append(tick)
        return tick

    @property
    def claps(self) -> int:
        return sum(tick.claps for tick in self.ticks)


def frame(person: str = "ada", s: int = 1, *ages: int, at: int = NOON, **fields: Any) -> Claps:
    given_ = {"connection": f"{person}=", "clapper": clapper(person), "grade": 8, **fields}
    return Claps(room="plenum", s=s, ages=ages or (0,), at=at, **given_)


def test_a_clap_is_told_in_the_next_tick() -> None:
    told = SIGNS[slot(clapper("ada"))] + SIGNS[150 * 63 // 250]
    assert Hall().hear(frame(), now=NOON + 300) == Tick(seq=1, people=1, claps=1, grade=8, each=told)


def test_the_slot_is_the_one_that_you_are_told() -> None:
    for name in ("ada", "bob", "eve"):
        assert slot(clapper(name)) == int(voter("slot", name)[:8], 16) % 64


def test_seq_rises_by_one_with_each_tick_and_silence_makes_none() -> None:
    hall = Hall()
    for s in range(1, 5):
        hall.hear(frame(s=s, at=NOON + s * 300), now=NOON + s * 300)
        assert hall.hear(now=NOON + s * 300 + 100) is None
    assert [tick.seq for tick in hall.ticks] == [1, 2, 3, 4]


def test_n_are_the_people_of_the_last_second() -> None:
    hall = Hall()
    said = []
    for number, person in enumerate(("ada", "bob", "ada", "eve", "eve")):
        at = NOON + number * 400
        tick = hall.hear(frame(person, number + 1, at=at), now=at)
        assert tick is not None
        said.append(tick.people)
    assert said == [1, 2, 2, 3, 2]


def test_a_person_with_two_devices_is_one_of_n() -> None:
    tick = Hall().hear(frame(connection="phone="), frame(connection="laptop="), now=NOON)
    assert tick is not None
    assert (tick.people, tick.claps) == (1, 2)


def test_a_grade_is_the_mean_of_the_claps_and_not_of_the_frames() -> None:
    tick = Hall().hear(frame("ada", 1, 0, 10, 20, grade=15), frame("bob", 1, 0, grade=3), now=NOON)
    assert tick is not None
    assert tick.grade == 12


def test_a_late_clap_goes_into_the_next_tick() -> None:
    hall = Hall()
    hall.hear(frame("ada"), now=NOON)
    tick = hall.hear(frame("bob", 1, 1_900, at=NOON + 100), now=NOON + 4_000)
    assert tick is not None
    assert (tick.claps, hall.claps) == (1, 2)


def test_what_is_too_old_is_dropped() -> None:
    assert Hall().hear(frame("ada", 1, OLDEST + 1), now=NOON) is None
    assert Hall().hear(frame("ada", 1, OLDEST), now=NOON) is not None
    assert Hall().hear(frame("ada"), now=NOON + LATE) is None
    assert Hall().hear(frame("ada"), now=NOON + LATE - 1) is not None


def test_a_clap_that_a_wrong_clock_puts_into_the_future_was_made_now() -> None:
    hall = Hall()
    assert hall.hear(frame("ada", 1, at=NOON + 2_000), now=NOON) is not None
    hall.hear(now=NOON + 20_000)
    assert [second.at for second in hall.curve.values()] == [NOON // 1_000]
    assert Hall().hear(frame("ada", 1, at=NOON + LATE), now=NOON) is None


def test_eight_claps_of_a_second_count_on_however_many_connections() -> None:
    hall = Hall()
    for number in range(30):
        name = f"c{number}="
        hall.hear(frame("ada", 1, *range(0, 160, 10), at=NOON + 900, connection=name), now=NOON + 900 + number)
    assert hall.claps == MOST
    hall.hear(frame("ada", 2, *range(0, 160, 10), at=NOON + 1_900), now=NOON + 1_900)
    assert hall.claps == 2 * MOST
    hall.hear(now=NOON + WINDOW + 5_000)
    assert [second.claps for second in hall.curve.values()] == [MOST, MOST]


def test_a_clapper_with_ever_new_connections_does_not_make_the_row_grow() -> None:
    hall = Hall()
    for number in range(200):
        at = NOON + number * 100
        hall.hear(frame("ada", 1, at=at, connection=f"c{number}="), now=at)
    (ada,) = hall.applause.clappers.values()
    assert len(ada.heard) == DEVICES * 13
    assert len(ada.counts) <= WINDOW // 1_000 + 1


def test_who_has_stopped_is_forgotten_but_not_the_seq() -> None:
    hall = Hall()
    hall.hear(frame(), now=NOON)
    hall.hear(now=NOON + REMEMBERED + 1_000)
    assert (hall.applause.clappers, hall.applause.seconds, hall.applause.seq) == ({}, {}, 1)


def test_of_more_than_a_row_takes_those_stay_who_were_heard_of_last_and_no_frame_counts_twice() -> None:
    for apart in (0, 1):
        hall = Hall()
        frames = [frame(f"p{n}", at=NOON + n * apart // 7) for n in range(REMEMBERED_AT_ONCE + 500)]
        hall.hear(*frames, now=NOON + 1_000)
        assert len(hall.applause.clappers) == REMEMBERED_AT_ONCE
        hall.hear(*frames, now=NOON + 1_250)
        assert hall.claps == len(frames)
        hall.hear(frame("new", at=NOON + 1_400), now=NOON + 1_500)
        assert hall.claps == len(frames) + 1


def test_who_goes_on_is_not_forgotten_for_those_who_have_stopped() -> None:
    hall = Hall()
    hall.hear(*(frame(f"p{n}") for n in range(REMEMBERED_AT_ONCE)), now=NOON)
    hall.hear(frame("p0", 2, at=NOON + 100), frame("new", at=NOON), now=NOON + 100)
    assert clapper("p0") in hall.applause.clappers


def test_frames_are_told_apart_however_high_their_numbers_are() -> None:
    for first in (1, 8_917_000_000, ROUND - 2, 2**53 - 6):
        hall = Hall()
        for s in (first, first + 3, first + 2, first, first + 3, first + 4, first + 1, first + 2):
            hall.hear(frame("ada", s), now=NOON)
        assert hall.claps == 5, first


def test_few_claps_are_told_each_and_in_order() -> None:
    tick = Hall().hear(frame("bob", 1, 100), frame("ada", 1, 300, 0), now=NOON + 200)
    assert tick is not None
    assert tick.each is not None
    told = [(SIGNS.index(tick.each[at]), SIGNS.index(tick.each[at + 1])) for at in range(0, len(tick.each), 2)]
    ada, bob = slot(clapper("ada")), slot(clapper("bob"))
    assert [voice for voice, _ in told] == [ada, bob, ada]
    offsets = [offset for _, offset in told]
    assert offsets == sorted(offsets)
    assert offsets[0] == 0
    assert offsets[-1] == 63


def test_more_than_sixteen_claps_are_a_number() -> None:
    sixteen = Hall().hear(*(frame(f"p{number}") for number in range(16)), now=NOON)
    seventeen = Hall().hear(*(frame(f"p{number}") for number in range(17)), now=NOON)
    assert sixteen is not None
    assert seventeen is not None
    assert (sixteen.claps, len(sixteen.each or "")) == (16, 32)
    assert (seventeen.claps, seventeen.each) == (17, None)


def test_where_a_tenth_of_the_frames_is_sent_each_counts_tenfold() -> None:
    hall, chance = Hall(thin=0.1), random.Random(7)
    hall.hear(*(frame(f"p{person}", connection="first=", at=NOON - TICK) for person in range(1_000)), now=NOON - TICK)
    clapped, s = 1_000, Counter[int]()
    for step in range(80):
        at = NOON + step * TICK
        frames = []
        for person in range(1_000):
            clapped += 1
            if chance.random() < 0.1:
                s[person] += 1
                frames.append(frame(f"p{person}", s[person], at=at, part=100))
        hall.hear(*frames, now=at)
    assert abs(hall.claps / clapped - 1) < 0.05
    assert all(tick.each is None for tick in hall.ticks)
    # Four chances a second are taken for three: a tenth to a third too many, but no longer a fourth of them.
    assert 0.9 < hall.ticks[-1].people / 1_000 < 1.4
    hall.hear(now=NOON + 60_000)
    assert abs(sum(second.claps for second in hall.curve.values()) / clapped - 1) < 0.05


def test_what_a_thinned_clap_weighs_beyond_a_whole_one_is_told_later() -> None:
    hall = Hall(thin=0.075)
    for number in range(12):
        at = NOON + number * TICK
        hall.hear(frame("ada", number + 1, at=at, part=300), now=at)
    assert hall.claps == 39
    assert {tick.claps for tick in hall.ticks} == {3, 4}


def test_who_sends_all_is_one_and_who_was_drawn_stands_for_others() -> None:
    hall = Hall(thin=0.025)
    tick = hall.hear(frame("ada"), frame("bob", part=100), now=NOON)
    assert tick is not None
    # Of three chances of a tenth, one is taken 27 times in a hundred: 1 + 3.7.
    assert (tick.people, tick.claps, tick.each) == (5, 11, None)
    tick = hall.hear(frame("bob", 2, at=NOON + 300), frame("ada", 2, at=NOON + 300, part=100), now=NOON + 300)
    assert tick is not None
    assert tick.people == 2, "both were heard for sure within the last second"


def test_a_few_who_send_all_are_told_one_by_one_though_a_part_of_a_clap_is_left() -> None:
    hall = Hall(thin=0.3)
    hall.hear(frame("bob", part=300), now=NOON)
    tick = hall.hear(frame("ada", 1, 100, 0, at=NOON + 250), now=NOON + 250)
    assert tick is not None
    assert (tick.claps, len(tick.each or "")) == (2, 4)


def test_n_looks_back_a_second_however_seldom_there_is_a_tick() -> None:
    hall = Hall()
    tick = hall.hear(*(frame(f"p{n}", at=NOON + n * 200) for n in range(10)), now=NOON + 2_000)
    assert tick is not None
    assert (tick.people, tick.claps) == (5, 10)


def test_who_is_heard_of_late_does_not_clap_any_more() -> None:
    hall = Hall()
    hall.hear(*(frame(f"p{n}") for n in range(10)), now=NOON)
    tick = hall.hear(frame("late", at=NOON - 500), now=NOON + 4_000)
    assert tick is not None
    assert (tick.people, tick.claps) == (1, 1), "somebody has clapped"


def test_a_few_ticks_go_at_once_and_then_there_is_one_each_tick() -> None:
    hall = Hall()
    for s in range(1, AHEAD // TICK + 2):
        assert wait(hall.applause, every=TICK, now=NOON) == 0
        hall.hear(frame("ada", s), now=NOON)
    assert [wait(hall.applause, every=TICK, now=NOON + ms) for ms in (0, 100, 249, 250, 900)] == [250, 150, 1, 0, 0]
    assert wait(hall.applause, every=TICK, now=NOON - 2_000) == 0, "a clock that was ahead must not silence the room"


def test_one_batch_that_comes_late_makes_none_after_it_wait() -> None:
    hall = Hall()
    for s in range(1, 40):
        now = NOON + s * TICK + (400 if s in {1, 20} else random.Random(s).randrange(40, 180))
        assert wait(hall.applause, every=TICK, now=now) == 0
        hall.hear(frame("ada", s, at=now), now=now)


def test_a_clock_that_was_ahead_gives_no_ticks_away() -> None:
    hall = Hall()
    hall.hear(frame("ada", 1, at=NOON + 4_000), now=NOON + 4_000)
    hall.hear(frame("ada", 2), now=NOON)
    assert wait(hall.applause, every=TICK, now=NOON) == TICK


def test_screens_that_do_not_sound_are_told_every_two_seconds() -> None:
    assert (interval("loud", 250), interval("quiet", 250), interval("quiet", 4_000)) == (250, QUIET, 4_000)


def test_a_clock_that_goes_back_finishes_no_second_twice() -> None:
    hall = Hall()
    hall.hear(frame("ada", 1, at=NOON), now=NOON)
    hall.hear(now=NOON + WINDOW + 1_000)
    assert len(hall.curve) == 1
    assert hall.hear(frame("bob", 1, 2_000, at=NOON + 6_000), now=NOON + 6_000), "another container's clock"
    _, finished = passed(hall.applause, now=NOON + 60_000)
    assert NOON // 1_000 not in [second.at for second in finished]


FRAMES = st.lists(
    st.builds(
        lambda person, device, ages, at: frame(f"p{person}", 1, *ages, at=NOON + at, connection=f"{person}-{device}="),
        person=st.integers(0, 4),
        device=st.integers(0, 1),
        ages=st.lists(st.integers(0, OLDEST + 300), min_size=1, max_size=16),
        at=st.integers(0, 2_500),
    ),
    max_size=40,
)


def numbered(frames: Iterable[Claps]) -> list[Claps]:
    """As connections send them: `s` rises, at most as many as may overtake each other."""
    s = Counter[str]()
    sent = []
    for one in sorted(frames, key=lambda one: one.at):
        s[one.connection] += 1
        if s[one.connection] <= BEHIND:
            sent.append(replace(one, s=s[one.connection]))
    return sent


def allowed(frames: Sequence[Claps]) -> Counter[tuple[str, int]]:
    """Claps by person and second, counted naively from all that was sent."""
    made = ((one.clapper, (one.at - age) // 1_000) for one in frames for age in one.ages if age <= OLDEST)
    return Counter({key: min(MOST, number) for key, number in Counter(made).items()})


@settings(max_examples=200)
@given(frames=FRAMES, seed=st.integers(0, 10**6))
def test_batches_twice_cut_anywhere_and_in_any_order_add_up_to_the_same(frames: list[Claps], seed: int) -> None:
    sent, chance, hall = numbered(frames), random.Random(seed), Hall()
    delivered = [*sent, *chance.sample(sent, k=len(sent) // 2)]
    chance.shuffle(delivered)
    now = NOON + 3_500
    batches = [[one for _, one in batch] for _, batch in groupby(enumerate(delivered), key=lambda pair: pair[0] // 3)]
    for batch in batches:
        now += chance.randrange(40)
        hall.hear(*batch, now=now + chance.randrange(-600, 600))  # no two containers have one clock
    right = allowed(sent)
    assert hall.claps == right.total()
    hall.hear(now=now + REMEMBERED)
    assert {at: second.claps for at, second in hall.curve.items()} == {
        at: sum(number for (_, second), number in right.items() if second == at) for at in {at for _, at in right}
    }
    assert {at: second.people for at, second in hall.curve.items()} == Counter(second for _, second in right)
    assert [tick.seq for tick in hall.ticks] == list(range(1, len(hall.ticks) + 1))


@settings(max_examples=200)
@given(frames=FRAMES, start=st.integers(0, 3_000), later=st.lists(st.integers(-2_000, 12_000), max_size=6))
def test_what_comes_again_is_never_counted_again_whatever_the_clocks_say(
    frames: list[Claps], start: int, later: list[int]
) -> None:
    sent, hall = numbered(frames), Hall()
    hall.hear(*sent, now=NOON + start)
    before = hall.claps
    for milliseconds in later:
        hall.hear(*sent, now=NOON + start + milliseconds)
    assert hall.claps == before
    hall.hear(now=NOON + 60_000)
    assert sum(second.claps for second in hall.curve.values()) == before


@settings(max_examples=200)
@given(
    frames=FRAMES,
    parts=st.lists(st.integers(1, ALL), min_size=40, max_size=40),
    thin=st.sampled_from((1.0, 0.291, 0.116, 0.0291)),
    seed=st.integers(0, 10**6),
)
def test_until_phones_are_told_what_stands_for_others_adds_up_the_same_in_any_order_and_to_no_more_than_it_may(
    frames: list[Claps], parts: list[int], thin: float, seed: int
) -> None:
    sent = [replace(one, part=part) for one, part in zip(numbered(frames), parts, strict=False)]
    sent = [one for one in sent if all(one.at - age >= NOON - 1_000 for age in one.ages) and len(one.ages) <= 2]
    sent = [one for one in sent if all(age <= OLDEST for age in one.ages)]
    chance, sums = random.Random(seed), []
    for shuffled in (False, True):
        delivered = [*sent, *sent]
        hall = Hall(thin=thin)
        if shuffled:
            chance.shuffle(delivered)
        for at in range(0, len(delivered), 3):
            hall.hear(*delivered[at : at + 3], now=NOON + 2_600)
        hall.hear(now=NOON + 60_000)
        sums.append((hall.claps, hall.applause.carry, {at: one.claps for at, one in hall.curve.items()}))
    claps = sum(len(one.ages) for one in sent)
    assert sums[0] == sums[1] or claps != allowed(sent).total(), "unless some are beyond eight a second"
    assert sums[0][0] <= claps / min(1, 4 * thin) * 1.01
    assert thin < 1 or sums[0][0] == allowed(sent).total()


@settings(max_examples=25)
@given(
    beyond=st.floats(0, 1),
    people=st.integers(130, 300),
    seed=st.integers(0, 10**6),
)
def test_sums_are_right_in_the_mean_whatever_part_is_sent(beyond: float, people: int, seed: int) -> None:
    chance, hall = random.Random(seed), Hall(thin=0.1)
    fair = 100 / people
    sent = math.ceil((fair + beyond * (1 - fair)) * (ALL - 1))
    made, frames_made, s, n = 0, 0, 0, list[int]()
    for step in range(25):
        at = NOON + step * 350
        heard = []
        for person in range(people):
            # A fifth of them send all, and everybody the first one.
            its = ALL if person % 5 == 0 or step == 0 else sent
            made, frames_made, s = made + 2, frames_made + 1, s + 1
            if chance.random() * ALL < its:
                heard.append(frame(f"p{person}", step + 1, 200, 0, at=at, part=its))
        tick = hall.hear(*heard, now=at + 100)
        if tick is not None and step >= 4:
            n.append(tick.people)
    spread = math.sqrt(4 * frames_made * 0.8 * (ALL - sent) / sent)
    assert abs(hall.claps - made) <= 5 * spread + 1
    hall.hear(now=NOON + 60_000)
    assert abs(sum(second.claps for second in hall.curve.values()) - made) <= 5 * spread + len(hall.curve)
    seen = 1 - (1 - sent / ALL) ** 3
    each = math.sqrt(0.8 * people * (1 - seen) / seen)
    assert abs(fmean(n) - people) <= 5 * each / math.sqrt(len(n) / 3) + 1


class Phones:
    """People who clap in a room that asks for a `thin` part of their frames, as their phones send it: each 0.35 s two
    claps, of which they were told how many clap every two seconds.
    """

    def __init__(self, thin: float, seed: int) -> None:
        self.thin, self.chance = thin, random.Random(seed)
        self.loud, self.quiet, self.told = Hall(thin=thin), Hall(thin=thin), Told()
        self.made, self.spread, self.now = 0, 0.0, NOON
        self._told = list[tuple[float, Tick]]()
        self._waiting = list[Claps]()
        self._began, self._s = dict[int, int](), Counter[int]()

    def clap(self, people: int, seconds: float, *others: Claps) -> None:
        """The first so many of them clap for so long (s); `others` come with them, twenty times a second."""
        end, stops = self.now + seconds * 1_000, people
        self._began = {person: at for person, at in self._began.items() if person < stops}
        while self.now < end:
            frames = [one for person in range(people) for one in self._frame(person)]
            frames += [replace(one, s=self._next(-1), at=self.now) for one in others]
            self._waiting += frames
            self.loud.hear(*frames, now=self.now + 100)
            self.now += 50
            if self.now % 2_000 == NOON % 2_000:
                tick = self.quiet.hear(*self._waiting, now=self.now)
                self._waiting = []
                if tick is not None:
                    self._told.append((self.now + 300, tick))
            while self._told and self._told[0][0] <= self.now:
                at, tick = self._told.pop(0)
                self.told.hears([tick.seq, tick.people], at / 1_000)

    def _frame(self, person: int) -> Iterable[Claps]:
        phase = self.now - NOON - 50 * (person * 5 % 7)
        if phase < 0 or phase % 350:
            return
        since = self.now - self._began.setdefault(person, self.now)
        sent = part(self.thin, self.told.people(self.now / 1_000), since)
        self.made += 2
        self.spread += 4 * (ALL - sent) / sent
        if self.chance.random() * ALL < sent:
            yield frame(f"p{person}", self._next(person), 170, 0, at=self.now, part=sent)

    def _next(self, person: int) -> int:
        self._s[person] += 1
        return self._s[person]


@pytest.mark.parametrize("thin", [0.291, 0.116, 0.0291])
@pytest.mark.parametrize("people", [1, 5, 40, 150, 400, 1_000])
def test_honest_phones_are_counted_right_in_the_mean_also_after_an_applause_has_sunk(people: int, thin: float) -> None:
    made, counts, spread = 0, [0, 0], 0.0
    for seed in range(1 if people > 100 else 6):
        phones = Phones(thin, seed)
        phones.clap(people, 8)
        phones.clap(min(5, people), 6)
        phones.clap(0, 2)
        made, spread = made + phones.made, spread + phones.spread
        counts = [counts[0] + phones.loud.claps, counts[1] + phones.quiet.claps]
    for claps in counts:
        assert abs(claps - made) <= 4 * math.sqrt(spread) + 0.01 * made + 1, (counts, made)


@pytest.mark.parametrize("thin", [0.291, 0.116, 0.0291])
@pytest.mark.parametrize("p", [1, 116, 500])
def test_a_hostile_phone_among_five_people_is_one_with_eight_claps_a_second(thin: float, p: int) -> None:
    phones = Phones(thin, 7)
    hostile = frame("mallory", 1, *range(0, 160, 10), part=p)
    phones.clap(4, 5, hostile)
    before, first = phones.made, len(phones.loud.ticks)
    phones.clap(4, 10, hostile)
    ticks = phones.loud.ticks[first:]
    assert sum(tick.claps for tick in ticks) <= phones.made - before + 10 * MOST + MOST
    assert {tick.people for tick in ticks} == {5}
    assert all(tick.each is not None for tick in ticks)
