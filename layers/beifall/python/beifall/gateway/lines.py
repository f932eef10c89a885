"""The lines to one host that are open, and the opening of further ones."""

from __future__ import annotations

import socket
import ssl
import time
from urllib.parse import SplitResult, urlsplit

from beifall.gateway.line import Address, Line

RESTING = 64
"""Lines that may be kept while nobody has work for them."""

IDLE = 60.0
"""Seconds for which a line may rest. AWS says nothing of how long it keeps one; what is certain is that whatever lies
between forgets it some time, without a word, and that a new one costs a millisecond.
"""

ADDRESSES = 60.0
"""Seconds for which a name's addresses are kept, as those of AWS say themselves."""


class Lines:
    """Any thread may take one, which is then its own until it gives it back."""

    def __init__(self, endpoint: str) -> None:
        self._url = urlsplit(endpoint)
        self._tls = _tls() if self._url.scheme == "https" else None
        self._resting: list[tuple[Line, float]] = []
        self._addresses: list[Address] = []
        self._asked = 0.0

    def take(self) -> Line | None:
        """The one that has rested last, if it can still be used; it may be half open yet."""
        while True:
            try:
                line, since = self._resting.pop()
            except IndexError:
                return None
            # By the clock on the wall: another one may stand still while Lambda has the function frozen.
            if time.time() - since < IDLE and (not line.is_ready or line.is_quiet()):
                return line
            line.close()

    def give(self, line: Line) -> None:
        """For whoever needs one next."""
        if len(self._resting) < RESTING:
            self._resting.append((line, time.time()))
        else:
            line.close()

    def open(self) -> Line:
        """A new one, not yet ready. Each goes to another address of the host. Raises OSError, also for a name that
        has no address: this waits for the name service, once a minute.
        """
        if not self._addresses or time.time() - self._asked >= ADDRESSES:
            self._addresses = _addresses(self._url)
            self._asked = time.time()
        why: OSError | None = None
        for address in list(self._addresses):
            try:
                line = Line(address, host=self._url.hostname or "", tls=self._tls)
            except OSError as error:  # as where IPv6 has a name but no way
                why = error
                self.avoid(address)
            else:
                self._addresses = [*self._addresses[1:], *self._addresses[:1]]
                return line
        raise why or OSError("no address")

    def avoid(self, address: Address) -> None:
        """Nobody was reached there: not the next time either, if there is another one."""
        self._addresses = [one for one in self._addresses if one != address]

    def close(self) -> None:
        """Of all that rest."""
        while (line := self.take()) is not None:
            line.close()


def _tls() -> ssl.SSLContext:
    # Reading the authorities takes 30 ms: once, when the container starts.
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context


def _addresses(url: SplitResult) -> list[Address]:
    port = url.port or (443 if url.scheme == "https" else 80)
    found = socket.getaddrinfo(url.hostname, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(Address(family, at) for family, _, _, _, at in found))
