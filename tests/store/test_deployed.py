"""What every store promises about what deployments have said."""

from __future__ import annotations

from beifall.domain.deployed import Deployed
from beifall.store import keys
from beifall.store.port import Store


def test_it_is_stored_on_the_revision_that_was_read_and_purged_with_the_rest(store: Store) -> None:
    assert store.deployed() == Deployed()
    first = Deployed(1, {"room#plenum": {"notice": ("0123456789ab",)}}, (1_600_000_000_000,))
    assert store.put_deployed(first, before=0)
    assert not store.put_deployed(first, before=0)
    assert store.deployed() == first
    assert store.purge(at_most=10) == 1
    assert store.deployed() == Deployed()


def test_nobody_is_told_of_it() -> None:
    assert keys.touched(*keys.DEPLOYED) is None
    assert not keys.DEPLOYED[0].startswith(keys.AUDIBLE)
