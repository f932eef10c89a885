"""New keys for an event that runs."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace

import boto3

from account.deployed import Deployed
from account.functions import renewed
from account.keys import keys_of, store
from account.wrong import Wrong, leaving
from beifall.tokens import Keys

Chance = Callable[[], str]


def fresh() -> str:
    """A key of 256 bits."""
    return secrets.token_hex(32)


def rotated(keys: Keys) -> Keys:
    """The other key signs; both verify. Every container knows both already. Raises Wrong if there is no other."""
    other = next((id_ for id_ in keys.signing if id_ != keys.current), None)
    if other is None:
        raise Wrong("the event has one signing key only: `./beifall deploy` gives it two")
    return replace(keys, current=other)


def without_old(keys: Keys, chance: Chance = fresh) -> Keys:
    """Every key that does not sign is another one: what it has signed is worth nothing to whoever reads this."""
    signing = {id_: key if id_ == keys.current else chance() for id_, key in keys.signing.items()}
    return replace(keys, signing=signing)


def rotate(of: Deployed, session: boto3.Session, say: Callable[[str], None], *, now: bool, mark: str) -> None:
    """Has the other key sign from here on; `now`, also makes worthless whatever was signed before, by either. `mark` is
    another one each time. Raises Wrong.
    """
    keys = keys_of(of, session)
    turned = rotated(keys)
    if not now:
        store(turned, of, session)
        say(f"key {turned.current} signs from here on; what the other has signed stays good until it expires")
        return
    with leaving(f"old tokens may still be good: repeat `./beifall rotate {of.code} --now`"):
        # The other one may have signed too, before an earlier turn. So it becomes a fresh one first, which all know
        # before it signs; then so does the one that has signed until now.
        known = without_old(keys)
        for name in _spread(known, of, session, f"{mark}-1"):
            say(f"{name} knows the next key")
        for name in _spread(without_old(rotated(known)), of, session, f"{mark}-2"):
            say(f"{name} has forgotten the old ones")
    say(f"key {turned.current} signs from here on; both keys are fresh, and what was signed before is worth nothing")


def _spread(keys: Keys, of: Deployed, session: boto3.Session, mark: str) -> Iterator[str]:
    """Yields the name of each function that has read them."""
    store(keys, of, session)
    yield from renewed(of, session, mark)
