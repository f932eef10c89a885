"""Pushes that the gateway refuses, or takes and loses."""

from __future__ import annotations

from local.chaos import Chaos

STATUS = {"410": 410, "429": 429, "5xx": 503, "drop": 200}
"""What the gateway says instead of delivering. 410 must be true, for whoever hears it forgets the connection, and a
client that is connected would wait for ever: that is why the connection is then cut.
"""

KINDS = tuple(STATUS)


class Pushes:
    """Asked for each push."""

    def __init__(self, chaos: Chaos) -> None:
        self._chaos = chaos

    def __call__(self) -> int | None:
        """The status by which this one is lost, None if it goes its way."""
        return next((status for kind, status in STATUS.items() if self._chaos.strikes(kind)), None)
