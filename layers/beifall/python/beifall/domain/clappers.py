"""Clappers: what a room knows of each who claps, so that each frame counts once and nobody for
more than eight claps a second.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from beifall.domain.claps import ALL, LATE

MOST = 8
"""Claps of one participant that count in one second."""

REMEMBERED = 2 * LATE
"""How long (ms) a clapper is remembered: as long as a frame that was counted could come again and still count."""

BEHIND = 16
"""So many frames before a connection's newest one may come after it."""

REMEMBERED_AT_ONCE = 6_000
"""Clappers in a row; of more, those not heard of for the longest are forgotten."""

ROW = 385_000
"""Bytes of all clappers of a row, of which DynamoDB takes 400 KB, with what else it has."""

EACH = 50
"""Bytes of a clapper besides their connections, at most."""

DEVICES = 12
"""Connections of one clapper that are kept apart; whoever comes with more has had their eight claps long since."""

ROUND = 1 << 20
"""Frames of a connection are numbered anew after so many, as they are remembered: what is further away is another one's
for certain, for clappers are remembered for seconds.
"""

NAME, FRAME = 4, 9
"""Signs of a connection's name, and of what of its frames was heard."""

DRAWN = "-abcdefghi"
"""The signs of so many claps that came by lot."""


class Heard(NamedTuple):
    """A connection's newest frame, its number within its round; bit `i` of `missing` is set as long as the frame
    `s - 1 - i` has not come.
    """

    s: int
    missing: int


class Thinned(NamedTuple):
    """The newest frame that came by lot: when it was written (ms from the applause's `floor` on), of which part."""

    at: int
    part: int


class Clapper(NamedTuple):
    """What is known of one who claps: a sign for each second from the applause's `floor` on, when the newest of those
    frames was written that were all sent (ms from `floor` on), their connections, and what came by lot. A sign is the
    number of claps: a letter, where all came by lot. Of each connection there are four signs of its name and nine of
    its frames; the one last heard of is at the end. Short, for there are hundreds in a row.
    """

    counts: str
    last: int
    heard: str
    thinned: Thinned | None = None

    @property
    def newest(self) -> int:
        """When they were last heard of."""
        return self.last if self.thinned is None else max(self.last, self.thinned.at)


NOBODY = Clapper("", -REMEMBERED, "")


def heard_of(newest: Heard | None, s: int) -> Heard | None:
    """The newest frame with this one; None if this one has come before, or is too far behind to tell."""
    every = (1 << BEHIND) - 1
    s %= ROUND
    if newest is None:
        return Heard(s, every)
    ahead = (s - newest.s + ROUND // 2) % ROUND - ROUND // 2
    if ahead > 0:
        # All between the last newest one and this one are missing.
        missing = (newest.missing << ahead | (1 << (ahead - 1)) - 1) if ahead <= BEHIND else every
        return Heard(s, missing & every)
    bit = 1 << (-ahead - 1) if -BEHIND <= ahead < 0 else 0
    return Heard(newest.s, newest.missing & ~bit) if newest.missing & bit else None


def newest_of(heard: str, connection: str) -> Heard | None:
    """What was heard of the connection of this name."""
    return next((_frames(one) for one in _each(heard) if one.startswith(connection)), None)


def kept(heard: str, connection: str, newest: Heard) -> str:
    """The connections with this one as the last that was heard of, and not too many of them."""
    others = [one for one in _each(heard) if not one.startswith(connection)]
    return "".join([*others, f"{connection}{newest.s << BEHIND | newest.missing:0{FRAME}x}"][-DEVICES:])


def moved(one: Clapper, ahead: int) -> Clapper:
    """The same, as it is said from a floor so many seconds later."""
    back = ahead * 1_000
    thinned = one.thinned and one.thinned._replace(at=one.thinned.at - back)
    return one._replace(counts=one.counts[ahead:], last=max(-REMEMBERED, one.last - back), thinned=thinned)


def latest(clappers: dict[str, Clapper]) -> tuple[dict[str, Clapper], int | None]:
    """As many as a row takes, and the moment (as `newest`) up to which others were heard of who are forgotten. Rather
    than a clapper, of whoever has many connections the first ones are forgotten: their eight claps are counted still.
    """
    forgotten = None
    if len(clappers) > REMEMBERED_AT_ONCE:
        names = sorted(clappers, key=lambda name: clappers[name].newest, reverse=True)
        forgotten = clappers[names[REMEMBERED_AT_ONCE]].newest
        clappers = {name: clappers[name] for name in names[:REMEMBERED_AT_ONCE]}
    left = ROW - EACH * len(clappers)
    devices = DEVICES
    while sum(len(one.heard) for one in clappers.values()) > left:
        devices -= 1
        most = devices * (NAME + FRAME)
        clappers = {name: one._replace(heard=one.heard[-most:]) for name, one in clappers.items()}
    return clappers, forgotten


def newer(one: Clapper, at: int, part: int) -> Clapper:
    """The clapper with what is known of a frame, whether or not it is the newest."""
    if part == ALL:
        return one._replace(last=max(one.last, at))
    thinned = Thinned(at, part)
    return one._replace(thinned=thinned if one.thinned is None else max(one.thinned, thinned))


def one_more(counts: str, place: int, *, is_sure: bool) -> str | None:
    """The signs with one clap more at this place; None if it has its full number, or is before the first."""
    if place < 0:
        return None
    padded = counts.ljust(place + 1, "0")
    sign = padded[place]
    claps = claps_of(sign)
    if claps >= MOST:
        return None
    is_sure = is_sure or "0" < sign <= "9"
    more = str(claps + 1) if is_sure else DRAWN[claps + 1]
    return f"{padded[:place]}{more}{padded[place + 1 :]}"


def claps_of(sign: str) -> int:
    """How many claps a sign says."""
    return int(sign) if sign.isdigit() else DRAWN.index(sign)


def _each(heard: str) -> Iterator[str]:
    return (heard[at : at + NAME + FRAME] for at in range(0, len(heard), NAME + FRAME))


def _frames(one: str) -> Heard:
    return Heard(*divmod(int(one[NAME:], 16), 1 << BEHIND))
