"""JSON → values of our own types."""

from __future__ import annotations

import msgspec


def ready(*kinds: type) -> None:
    """Has msgspec look at these types now, at import. At their first use it does so without a lock, and two threads
    that are the first at the same time crash the process (seen with msgspec 0.22 on the runner; a Lambda has one).
    """
    for kind in kinds:
        msgspec.json.Decoder(kind)
