"""Who gives a command, and what it may take to answer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from beifall.domain.people import Person
from beifall.domain.texts import Milliseconds
from beifall.gateway.port import Gateway
from beifall.load import Load
from beifall.rates import Rates
from beifall.snapshot import HeadCount, Memories
from beifall.store.port import Store

NEVER: Milliseconds = 2**53
"""Later than any token."""


@dataclass(frozen=True)
class Caller:
    """A person at one connection; `connection` is empty for who came over HTTP. `expires` is when their token does."""

    person: Person
    connection: str
    expires: Milliseconds = NEVER

    @property
    def counted_as(self) -> str:
        """Under what name it is counted how fast they ask."""
        return self.connection or self.person.participant


@dataclass(frozen=True)
class Means:
    """The ports, the clock (ms since 1970) and chance (a fresh secret of at least 128 bits); and what this process has
    noted for itself.
    """

    store: Store
    gateway: Gateway
    clock: Callable[[], int]
    chance: Callable[[], str]
    heads: HeadCount = field(default_factory=HeadCount)
    memories: Memories = field(default_factory=Memories)
    rates: Rates = field(default_factory=Rates)
    load: Load = field(default_factory=Load)
