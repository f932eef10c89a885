"""Charts as inline SVG. Each stands beside a table that says the same, so that none is read aloud."""

from __future__ import annotations

from beifall.report.curve import Heard
from beifall.report.markup import Markup, element

WIDE, HIGH = 720, 100
"""A curve's own units."""

LEAST = 60
"""Seconds that a curve spans at least: three of them are no hall's height wide."""


def bar(figure: int, of: int) -> Markup:
    """A part of a whole."""
    wide = min(100.0, round(100 * figure / of, 1)) if of else 0
    track = element("rect", class_="track", width=100, height=4)
    return _svg("bar", 100, 4, [track, element("rect", class_="fill", width=wide, height=4)])


def curve(seconds: tuple[Heard, ...]) -> Markup:
    """How many clapped at once, from the first second to the last; of those that fall on one column the highest."""
    start = seconds[0].at
    long = max(LEAST, round((seconds[-1].at - start).total_seconds()) + 1)
    most = max(one.people for one in seconds)
    step = max(2, WIDE // long)
    columns: dict[int, int] = {}
    for one in seconds:
        at = int((one.at - start).total_seconds() * WIDE / long) // 2 * 2
        columns[at] = max(columns.get(at, 0), one.people)
    bars = []
    for at, people in columns.items():
        high = round(HIGH * people / most, 1)
        bars.append(element("rect", class_="fill", x=at, y=round(HIGH - high, 1), width=step, height=high))
    return _svg("curve", WIDE, HIGH, bars)


def _svg(kind: str, wide: int, high: int, parts: list[Markup]) -> Markup:
    box = f"0 0 {wide} {high}"
    return element("svg", *parts, class_=kind, viewBox=box, preserveAspectRatio="none", aria_hidden="true")
