"""The addresses of a host, and the asking for them."""

from __future__ import annotations

import itertools
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

KEPT = 60.0
"""Seconds for which a name's addresses are believed, as those of AWS say themselves."""

AGAIN = 5.0
"""Seconds until the name service is asked again that had no answer, or whose addresses have all been in vain."""

MOMENT = 0.1
"""Seconds that an answer is waited for where there are old addresses; and, where there are none, between a failure and
the second try.
"""

LONGEST = 6.0
"""Seconds that an answer is waited for where there are no addresses: resolvers ask once more after five."""


@dataclass(frozen=True)
class Address:
    """One of those that a host has: what `getaddrinfo` says of it."""

    family: int
    at: tuple[Any, ...]


def addresses_of(host: str, port: int) -> Sequence[Address]:
    """As the name service has them; this may take as long as it likes. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(Address(family, at) for family, _, _, _, at in found))


Names = Callable[[str, int], Sequence[Address]]


class Addresses:
    """Any thread may use them. Old ones are better than none, and better than waiting: most of them work for days. So
    whoever asks is asking in a thread of its own, because nothing else can end the waiting for `names`.
    """

    def __init__(self, host: str, port: int, *, names: Names, clock: Callable[[], float]) -> None:
        self._host = host
        self._port = port
        self._names = names
        self._clock = clock
        self._known: Sequence[Address] = ()
        self._avoided: frozenset[Address] = frozenset()
        self._turns = itertools.count()
        self._lock = threading.Lock()
        self._asking: threading.Thread | None = None
        self._asked = 0.0
        self._are_good = False
        self._why: OSError | None = None

    def in_turn(self) -> Sequence[Address]:
        """What is to be tried, one after the other; next time another one is the first. Raises OSError if there is
        none.
        """
        if not self._known:
            self._wait()
        # By the clock on the wall: another one may stand still while Lambda has the function frozen.
        elif self._clock() - self._asked >= (KEPT if self._are_good else AGAIN):
            self._ask().join(MOMENT)
        known = self._known
        there = [one for one in known if one not in self._avoided] or known
        first = next(self._turns) % len(there)
        return [*there[first:], *there[:first]]

    def avoid(self, address: Address) -> bool:
        """Nobody was reached there: not the next time either, if there is another one. Whether this is news, and there
        is another one.
        """
        is_news = address not in self._avoided
        self._avoided |= {address}
        if self._avoided.issuperset(self._known):
            self._are_good = False
            return False
        return is_news

    def _wait(self) -> None:
        end = time.monotonic() + LONGEST
        self._ask().join(LONGEST)
        if not self._known and self._why is not None:
            time.sleep(MOMENT)
            self._ask().join(max(0.0, end - time.monotonic()))
        if not self._known:
            raise self._why or TimeoutError("the name service says nothing")

    def _ask(self) -> threading.Thread:
        with self._lock:
            self._asked, self._are_good = self._clock(), False
            if self._asking is None or not self._asking.is_alive():
                self._why = None
                self._asking = threading.Thread(target=self._learn, daemon=True)
                self._asking.start()
            return self._asking

    def _learn(self) -> None:
        try:
            known = self._names(self._host, self._port)
        except OSError as why:
            self._why = why
        else:
            self._known, self._avoided, self._are_good = known, frozenset(), True
