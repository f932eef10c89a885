"""What goes wrong in a cloud, done on purpose and counted."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from random import Random

KINDS: Mapping[str, float] = {
    "duplicate": 0.05,
    "reorder": 0.05,
    "cut": 0.05,
    "delay": 0.03,
    "drop": 0.02,
    # Everybody is pushed to all the time, and each of these costs a connection.
    "410": 0.002,
    "429": 0.02,
    "5xx": 0.02,
    "throttle": 0.02,
    "crash-before": 0.01,
    "crash-after": 0.01,
    # Seldom asked: connections end once.
    "miss-disconnect": 0.2,
}
"""What can be injected, and how often `all` does it: of all batches, pushes, calls of the store, writes, endings."""


class NoSuchChaos(ValueError):
    """It is no specification of chaos; the text is for people."""


class Chaos:
    """`rates` is how probable each kind is wherever it may strike. `injected` counts what has struck.

    Any thread may ask. Each kind has chance of its own, drawn from `seed`; which call draws what is up to the threads.
    """

    def __init__(self, rates: Mapping[str, float] | None = None, *, seed: int = 1) -> None:
        self.rates = {kind: rate for kind, rate in (rates or {}).items() if rate > 0}
        self.injected: Counter[str] = Counter()
        self._chance = {kind: Random(f"{seed}/{kind}") for kind in KINDS}  # noqa: S311 - nothing secret
        self._lock = threading.Lock()

    def has(self, *kinds: str) -> bool:
        """Whether any of these is wanted."""
        return any(kind in self.rates for kind in kinds)

    def strikes(self, kind: str) -> bool:
        """Whether it happens here and now; counted if so."""
        rate = self.rates.get(kind)
        if rate is None:
            return False
        with self._lock:
            is_hit = self.chance(kind).random() < rate
            self.injected[kind] += is_hit
        return is_hit

    def chance(self, kind: str) -> Random:
        """For the particulars: how late, where cut."""
        return self._chance[kind]


def chaos(spec: str, *, seed: int = 1) -> Chaos:
    """`all`, `kind=probability,…`, or `all=0.02,crash-after=0`: the later says more than the earlier. A kind without
    a probability has its usual one. Raises NoSuchChaos.
    """
    rates: dict[str, float] = {}
    for part in spec.split(","):
        name, has_rate, text = (word.strip() for word in part.partition("="))
        if name != "all" and name not in KINDS:
            raise NoSuchChaos(f'no chaos "{name}": it is all, or some of {", ".join(KINDS)}, such as drop=0.05,cut')
        for kind in KINDS if name == "all" else (name,):
            rates[kind] = _rate(name, text) if has_rate else KINDS[kind]
    return Chaos(rates, seed=seed)


def _rate(name: str, text: str) -> float:
    try:
        rate = float(text)
    except ValueError:
        rate = -1.0
    if not 0 <= rate <= 1:
        raise NoSuchChaos(f"chaos {name}={text}: how probable it is, is a number from 0 to 1, such as {name}=0.05")
    return rate
