"""The lines to one host that are open, and the opening of further ones."""

from __future__ import annotations

import math
import ssl
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from beifall.gateway.addresses import Addresses, Names, addresses_of
from beifall.gateway.line import Line

RESTING = 64
"""Lines that may be kept while nobody has work for them."""

IDLE = 60.0
"""Seconds for which a line may rest. AWS says nothing of how long it keeps one; what is certain is that whatever lies
between forgets it some time, without a word, and that a new one costs a millisecond.
"""


class Lines:
    """Any thread may take one, which is then its own until it gives it back."""

    def __init__(self, endpoint: str, *, clock: Callable[[], float] = time.time, names: Names = addresses_of) -> None:
        url = urlsplit(endpoint)
        self._host = url.hostname or ""
        self._tls = _tls() if url.scheme == "https" else None
        self._clock = clock
        self._resting: list[tuple[Line, float]] = []
        self.addresses = Addresses(
            self._host, url.port or (443 if url.scheme == "https" else 80), names=names, clock=clock
        )

    def take(self) -> Line | None:
        """The one that has rested last, if it can still be used."""
        while True:
            try:
                line, since = self._resting.pop()
            except IndexError:
                return None
            # By the clock on the wall: another one may stand still while Lambda has the function frozen.
            if self._clock() - since < IDLE and line.is_quiet():
                return line
            line.close()

    def give(self, line: Line) -> None:
        """For whoever needs one next: a line that is ready, and owes no answer."""
        if len(self._resting) < RESTING:
            self._resting.append((line, self._clock()))
        else:
            line.close()

    def open(self) -> Line:
        """A new one, not yet ready. Each goes to another address of the host. Raises OSError, also for a name that
        has no address.
        """
        why: OSError | None = None
        for address in self.addresses.in_turn():
            try:
                return Line(address, host=self._host, tls=self._tls)
            except OSError as error:  # as where IPv6 has a name but no way
                why = error
                self.addresses.avoid(address)
        raise why or OSError("no address")

    def close(self, until: float = math.inf) -> None:
        """Those that rest, and were given back until then (s since the epoch)."""
        for _ in range(len(self._resting)):
            try:
                line, since = self._resting.pop(0)
            except IndexError:  # another thread has taken it
                return
            if since <= until:
                line.close()
            else:
                self._resting.append((line, since))


def _tls() -> ssl.SSLContext:
    # Reading the authorities takes 30 ms: once, when the container starts.
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context
