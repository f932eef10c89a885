"""One contract for every store: what the port promises, on moto, on the runner's engine and in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from beifall.store.memory import MemoryStore
from beifall.store.port import Store
from tests import engines


@pytest.fixture(params=["moto", "ministack", "memory"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    if request.param == "memory":
        yield MemoryStore()
        return
    with engines.tables(request.param):
        yield engines.store()
