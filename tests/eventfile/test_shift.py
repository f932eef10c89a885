from __future__ import annotations

from dataclasses import replace

from eventfile.reading import read
from eventfile.shift import shifted
from tests.eventfile.example import EXAMPLE

NOW = 1_800_000_000_000


def test_a_shifted_event_starts_now_and_lasts_as_long_as_before() -> None:
    before, after = read(EXAMPLE).event, shifted(read(EXAMPLE), NOW).event
    assert after.starts == NOW
    assert (after.ends - NOW, after.answers_until - NOW) == (
        before.ends - before.starts,
        before.answers_until - before.starts,
    )


def test_the_programme_moves_with_the_event() -> None:
    before, after = read(EXAMPLE).event, shifted(read(EXAMPLE), NOW).event
    assert [item.starts - NOW for item in after.agenda] == [item.starts - before.starts for item in before.agenda]


def test_nothing_but_times_is_changed() -> None:
    before = read(EXAMPLE)
    assert shifted(shifted(before, NOW), before.event.starts) == before


def test_a_poll_that_closes_at_a_time_closes_as_much_later() -> None:
    programme = read(EXAMPLE)
    closing = replace(programme.polls[0], closes=programme.event.starts + 60_000)
    moved = shifted(replace(programme, polls=(closing, programme.polls[1])), NOW)
    assert [poll.closes for poll in moved.polls] == [NOW + 60_000, None]
