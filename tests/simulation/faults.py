"""What goes wrong in a run, and how often."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from random import Random

KINDS = (
    # store
    "throttle",
    "store-500",
    "slow-call",
    "timeout-before",
    "timeout-after",
    "small-pages",
    "torn-pairs",
    # Lambda
    "crash",
    "twice",
    "cold",
    "old-cache",
    "skew",
    "sweep-missed",
    # stream
    "batch-twice",
    "batch-late",
    "poison",
    "cut",
    # queue
    "job-late",
    "job-twice",
    "job-lost",
    # gateway
    "gone",
    "busy",
    "gateway-500",
    "frame-lost",
    "reordered",
    "inbound-lost",
    "inbound-late",
    "disconnect-missing",
    "disconnect-early",
    "disconnect-late",
    "slow-reader",
    "socket-cut",
    # client
    "storm",
)

RATES = (0.01, 0.03, 0.1, 0.3)


@dataclass
class Faults:
    """How often each kind of fault strikes, 0 to 1; none strikes once it is over. `struck` counts them."""

    rates: dict[str, float]
    over: bool = False
    struck: dict[str, int] = field(default_factory=dict)

    def strikes(self, kind: str, chance: Random) -> bool:
        """Whether it goes wrong this time."""
        if self.over or kind not in self.rates or chance.random() >= self.rates[kind]:
            return False
        self.struck[kind] = self.struck.get(kind, 0) + 1
        return True


def mixed(chance: Random, allowed: Collection[str]) -> Faults:
    """The mix of one run: some runs have none, some a few kinds, some nearly all of them; none but those allowed."""
    share = chance.choice((0.0, 0.0, 0.15, 0.15, 0.4, 0.4, 0.8))
    rates = {kind: chance.choice(RATES) if chance.random() < share else 0.0 for kind in KINDS}
    return Faults({kind: rate for kind, rate in rates.items() if rate and kind in allowed})
