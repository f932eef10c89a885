"""Tickets: what is printed or mailed, so that each person votes once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from beifall.join import ticket_hash

SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""None that another could be taken for."""


def ticket(choice: Callable[[Sequence[str]], str]) -> str:
    """40 bits that can be read out: `ABCD-EFGH`. `choice` takes one of several, such as `secrets.choice`."""
    signs = "".join(choice(SIGNS) for _ in range(8))
    return f"{signs[:4]}-{signs[4:]}"


AT_A_TIME = 16
"""A write takes about ten milliseconds: three thousand are made valid in a few seconds."""


def issue(tickets: Iterable[str], one: Callable[[str], object]) -> None:
    """Makes them valid, several at a time. `one` is called with each ticket's hash, from several threads, and does
    nothing for one that is valid already, like a store's `issue`: so all of it can be done again. Raises what `one`
    raises, and then begins no other.
    """
    threads, failed = ThreadPoolExecutor(AT_A_TIME), Event()

    def each(hash_: str) -> None:
        if failed.is_set():
            return
        try:
            one(hash_)
        except BaseException:
            failed.set()
            raise

    try:
        for _ in threads.map(each, map(ticket_hash, tickets)):
            pass
    finally:
        threads.shutdown(cancel_futures=True)
