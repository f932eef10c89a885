"""Every order in which several callers can reach a store: each call is a point where another may go on."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

from greenlet import getcurrent, greenlet

from beifall.store.port import Store

Actor = Callable[[Store], object]
World = Callable[[], tuple[Store, Sequence[Actor], Callable[[], None]]]
"""A fresh store, those who use it at the same time, and what must hold when they have all ended."""


class Yielding:
    """A store that lets the others go on before each of its calls."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._store, name)

        def yielding(*args: object, **fields: object) -> object:
            getcurrent().parent.switch()
            return call(*args, **fields)

        return yielding


def all_orders(world: World) -> int:
    """Runs the world once for each order, checking each; returns how many there were."""
    orders = 0
    path: list[tuple[int, int]] = []
    while True:
        taken = iter(path)
        walked: list[tuple[int, int]] = []

        def choose(options: int, taken: Iterator[tuple[int, int]] = taken, walked: Any = walked) -> int:
            choice, _ = next(taken, (0, options))
            walked.append((choice, options))
            return choice

        _run(world, choose)
        orders += 1
        while walked and walked[-1][0] == walked[-1][1] - 1:
            walked.pop()
        if not walked:
            return orders
        choice, options = walked.pop()
        path = [*walked, (choice + 1, options)]


def some_orders(world: World, *, seeds: range) -> None:
    """Runs the world in one order for each seed, checking each."""
    for seed in seeds:
        chance = random.Random(seed)
        _run(world, chance.randrange)


def _run(world: World, choose: Callable[[int], int]) -> None:
    store, actors, check = world()
    proxy = cast("Store", Yielding(store))
    waiting = [greenlet(lambda actor=actor: actor(proxy)) for actor in actors]
    while waiting:
        going = waiting[choose(len(waiting))]
        going.switch()
        if going.dead:
            waiting.remove(going)
    check()
