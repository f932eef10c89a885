"""The queue that delays."""

from __future__ import annotations

from dataclasses import dataclass

from blueprint.routes import TIMEOUT

PATIENCE = 6
"""Times a function's timeout: so long Lambda may look for room for one more call, before a letter counts as received in
vain (AWS Lambda, Using Amazon SQS).
"""


@dataclass(frozen=True)
class Rules:
    """Of a queue: seconds from a letter's being received until it comes again if it was not taken, how often at most,
    how many letters at a time.
    """

    visibility: float = PATIENCE * TIMEOUT
    receives: int = 5
    batch: int = 10
