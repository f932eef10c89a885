"""What of a poll decides how large its rows and frames are, and who is told its tally when."""

from __future__ import annotations

from dataclasses import dataclass

FORM, OPTION = 490.0, 60.0
"""Bytes of a poll's row besides its options, with its key and the marks of the commands that have changed it; and of an
option, in two languages.
"""

ITEM = 250.0
"""Bytes of a poll in a frame, besides its options."""

TALLY, TALLY_ITEM, FIGURE = 182.0, 88.0, 14.0
"""Bytes of a tally's row and of one in a frame, besides its figures; and of a figure with what it is the figure of."""

COUNT, PART = 150.0, 13.0
"""Bytes of an exact count, and of each of its buckets, besides their figures."""

SENT, NEW = 2.0, 0.25
"""Words on a ballot, and how many of them nobody has sent before: assumed."""

SHOWN, KEPT = 100, 150
"""Different words in a frame, and in a tally, at most (beifall/domain/tallies.py)."""


@dataclass(frozen=True)
class Asked:
    """A poll of the event file. `figures` is how many different answers it has, 0 where people write words; `results`
    says who sees the tally when, and of a `secret` one nothing is shown before five more have voted.
    """

    figures: int = 3
    options: int = 3
    results: str = "on_publish"
    secret: bool = True

    @property
    def is_live(self) -> bool:
        """Whether everybody sees the tally while it is open."""
        return self.results == "live"

    @property
    def row(self) -> float:
        """Bytes of its own row."""
        return FORM + OPTION * self.options

    @property
    def item(self) -> float:
        """Bytes of the poll in a frame."""
        return ITEM + OPTION * self.options

    def tally(self, ballots: float) -> float:
        """Bytes of the row of its tally, of so many ballots."""
        return TALLY + FIGURE * min(KEPT, self.different(ballots))

    def told(self, ballots: float) -> float:
        """Bytes of its tally in a frame."""
        return TALLY_ITEM + FIGURE * min(SHOWN, self.different(ballots))

    def count(self, ballots: float, buckets: int) -> float:
        """Bytes of its exact count, in so many buckets."""
        return COUNT + (PART + FIGURE * self.different(ballots / buckets)) * buckets

    def different(self, ballots: float) -> float:
        """Answers that have a figure of their own."""
        return self.figures or 1 + NEW * SENT * ballots


USUAL = Asked()
"""A poll that nobody has prepared: one choice of three, published by hand."""
