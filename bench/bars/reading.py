"""What a measurement has found, beside what it must find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Figure = float | Sequence[float] | Mapping[str, float]


@dataclass(frozen=True)
class Reading:
    """`bar` is its name, such as A1; `asked` and `measured` are for people, `figures` for machines."""

    bar: str
    asked: str
    measured: str
    good: bool
    figures: Mapping[str, Figure] = field(default_factory=dict)


def listed(figures: Sequence[float], digits: int = 1) -> str:
    """With so many digits after the point."""
    return " ".join(f"{figure:.{digits}f}" for figure in figures)
