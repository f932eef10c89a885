"""What a poll needs so that it can be answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from beifall.domain import polls
from eventfile.allowed import allowed_at
from eventfile.mistakes import Finding, Key, listed, shown
from eventfile.sound import Sound

# By kind of poll: the keys that it needs and those that it may have besides.
NEEDS: dict[polls.Kind, set[str]] = {
    "single": {"options"},
    "multiple": {"options"},
    "scale": {"low", "high"},
    "words": set(),
}
TAKES: dict[polls.Kind, set[str]] = {"single": set(), "multiple": {"min", "max"}, "scale": set(), "words": {"max"}}


def polls_have_what_their_kind_needs(sound: Sound) -> Iterator[Finding]:
    """A scale has no options, a choice has no lowest value."""
    for poll in sound.entries(("polls",)):
        kind = sound.at((*poll, "kind"), str)
        for known in get_args(polls.Kind):
            if known == kind:
                yield from _keys_of_kind(sound, poll, known)


def polls_can_be_answered(sound: Sound) -> Iterator[Finding]:
    """There is something to choose from, and as much of it as one has to choose."""
    for poll in sound.entries(("polls",)):
        match sound.at((*poll, "kind"), str):
            case "scale":
                yield from _scale(sound, poll)
            case "multiple":
                yield from _multiple(sound, poll)
            case "words":
                count = sound.at((*poll, "max"), int)
                if count and count > 5:
                    yield Finding((*poll, "max"), shown(count), "a whole number from 1 to 5 for words")


def _keys_of_kind(sound: Sound, poll: Key, kind: polls.Kind) -> Iterator[Finding]:
    for name in sorted(NEEDS[kind]):
        if sound.open((*poll, name)):
            yield Finding((*poll, name), "nothing", f"{allowed_at((*poll, name))}: {kind} needs it")
    for name in ("options", "min", "max", "low", "high"):
        value = sound.written((*poll, name))
        if value is not None and name not in NEEDS[kind] | TAKES[kind]:
            kinds = [other for other in get_args(polls.Kind) if name in NEEDS[other] | TAKES[other]]
            yield Finding((*poll, name), shown(value), f"nothing: only for {listed(kinds, 'and')}, this is {kind}")


def _scale(sound: Sound, poll: Key) -> Iterator[Finding]:
    low, high = sound.at((*poll, "low"), int), sound.at((*poll, "high"), int)
    if low is not None and high is not None and low >= high:
        yield Finding((*poll, "high"), shown(high), f"a whole number above low ({low}), up to 10")


def _multiple(sound: Sound, poll: Key) -> Iterator[Finding]:
    options = len(sound.entries((*poll, "options")))
    low, high = sound.at((*poll, "min"), int), sound.at((*poll, "max"), int)
    if options < 2:  # which is a mistake of its own
        options = 20
    if high and high > options:
        yield Finding((*poll, "max"), shown(high), f"at most the number of options ({options})")
    most = min(high or options, options)
    if low and low > most:
        yield Finding((*poll, "min"), shown(low), f"a whole number from 1 to {most}")
