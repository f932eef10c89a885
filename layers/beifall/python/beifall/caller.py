"""Who gives a command, and what it may take to answer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from beifall.domain.people import Person
from beifall.gateway.port import Gateway
from beifall.snapshot import HeadCount
from beifall.store.port import Store


@dataclass(frozen=True)
class Caller:
    """A person at one connection."""

    person: Person
    connection: str


@dataclass(frozen=True)
class Means:
    """The ports, the clock (ms since 1970) and chance (a fresh secret of at least 128 bits)."""

    store: Store
    gateway: Gateway
    clock: Callable[[], int]
    chance: Callable[[], str]
    heads: HeadCount = field(default_factory=HeadCount)
