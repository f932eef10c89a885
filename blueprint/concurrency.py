"""Who may run how often at once: a storm of applause must not take the room that votes need."""

from __future__ import annotations

from collections.abc import Mapping

ENOUGH = 500
"""Functions at once that an account must have for a share of them to be set aside: AWS keeps a hundred for those who
have no share, and joins, tallies and broadcasts need them."""

SHARES: Mapping[str, float] = {"command": 0.25, "clap": 0.2, "applause": 0.05}
"""Of what the account has: at least so much for `command`, and at most so much for each of the three."""


def reserved(function: str, concurrency: int) -> int | None:
    """How many of a function may and can run at once; None leaves it to what is there."""
    if concurrency < ENOUGH or function not in SHARES:
        return None
    return round(concurrency * SHARES[function])
