"""Tickets: what is printed or mailed, so that each person votes once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""None that another could be taken for."""


def ticket(choice: Callable[[Sequence[str]], str]) -> str:
    """40 bits that can be read out: `ABCD-EFGH`. `choice` takes one of several, such as `secrets.choice`."""
    signs = "".join(choice(SIGNS) for _ in range(8))
    return f"{signs[:4]}-{signs[4:]}"
