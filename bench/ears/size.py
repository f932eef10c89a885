"""How many people one hears: four answers, for nobody can count a crowd."""

from __future__ import annotations

from typing import Literal, get_args

Size = Literal["one", "few", "group", "hall"]
SIZES: tuple[Size, ...] = get_args(Size)
"""From the smallest to the largest."""

UP_TO: dict[Size, int] = {"one": 1, "few": 6, "group": 60}
"""People tell three to five sources apart; few is what might still be these very people."""

WORDS: dict[Size, tuple[str, ...]] = {
    "one": ("one", "eine", "einer"),
    "few": ("few", "a few", "einige", "wenige"),
    "group": ("group", "a group", "gruppe", "eine gruppe"),
    "hall": ("hall", "a hall", "saal", "ein saal"),
}
"""What may stand on a sheet, in either language."""


def size(people: int) -> Size:
    """Of so many, at least one."""
    return next((name for name, most in UP_TO.items() if people <= most), "hall")


def said(word: str) -> Size:
    """ValueError if it is none of the four answers."""
    for name, words in WORDS.items():
        if word.strip().lower() in words:
            return name
    raise ValueError(f'"{word}" is none of one, few, group, hall (eine, einige, Gruppe, Saal)')
