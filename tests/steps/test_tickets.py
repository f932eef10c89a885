"""Tickets for thousands."""

from __future__ import annotations

import secrets
import threading

import pytest

from beifall.join import ticket_hash
from beifall.store.memory import MemoryStore
from beifall.tickets import AT_A_TIME, SIGNS, issue, ticket
from tests import engines


def test_a_ticket_can_be_read_out() -> None:
    assert ticket(lambda signs: signs[0]) == "AAAA-AAAA"
    assert not set("O0I1") & set(SIGNS)


def test_many_tickets_are_made_valid_at_a_time_and_nobody_is_issued_twice() -> None:
    tickets = [ticket(secrets.choice) for _ in range(300)]
    with engines.tables("ministack") as calls:
        store = engines.store()
        issue(tickets[:200], store.issue)
        store.redeem(ticket_hash(tickets[0]), "ada")
        issue(tickets, store.issue)
        assert calls["PutItem"] == 500
        assert store.redeem(ticket_hash(tickets[0]), "bob") is False
        assert store.redeem(ticket_hash(tickets[299]), "bob") is True


def test_so_many_are_under_way_at_once_as_it_says() -> None:
    """Each waits until all the others of its round are there: one after another, none would ever go on."""
    together = threading.Barrier(AT_A_TIME, timeout=30)
    issue([ticket(secrets.choice) for _ in range(2 * AT_A_TIME)], lambda _hash: together.wait())


def test_when_one_fails_no_other_is_begun_and_it_is_told() -> None:
    begun: list[str] = []

    def broken(hash_: str) -> None:
        begun.append(hash_)
        raise OSError("no way there")

    with pytest.raises(OSError, match="no way there"):
        issue([ticket(secrets.choice) for _ in range(1_000)], broken)
    assert len(begun) <= AT_A_TIME


def test_no_tickets_are_issued_at_once() -> None:
    store = MemoryStore()
    issue((), store.issue)
    assert store.redeem("x", "y") is None
