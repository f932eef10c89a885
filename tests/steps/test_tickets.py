"""Tickets for thousands."""

from __future__ import annotations

import secrets
import time

import pytest
from botocore.awsrequest import AWSResponse

from beifall.join import ticket_hash
from beifall.store.memory import MemoryStore
from beifall.tickets import AT_A_TIME, SIGNS, issue, ticket
from local.seam import Call, Target
from tests import engines


def far_away(call: Call, target: Target) -> AWSResponse | None:
    """As long as DynamoDB takes."""
    time.sleep(0.01)
    return target(call)


def test_a_ticket_can_be_read_out() -> None:
    assert ticket(lambda signs: signs[0]) == "AAAA-AAAA"
    assert not set("O0I1") & set(SIGNS)


def test_many_tickets_are_made_valid_at_a_time_and_nobody_is_issued_twice() -> None:
    tickets = [ticket(secrets.choice) for _ in range(300)]
    with engines.tables("ministack", far_away) as calls:
        store, begun = engines.store(), time.monotonic()
        issue(tickets[:200], store.issue)
        store.redeem(ticket_hash(tickets[0]), "ada")
        issue(tickets, store.issue)
        spent = time.monotonic() - begun
        assert calls["PutItem"] == 500
        assert spent < 500 * 0.01, "one after another they would take longer"
        assert store.redeem(ticket_hash(tickets[0]), "bob") is False
        assert store.redeem(ticket_hash(tickets[299]), "bob") is True


def test_when_one_fails_no_other_is_begun_and_it_is_told() -> None:
    begun: list[str] = []

    def broken(hash_: str) -> None:
        begun.append(hash_)
        raise OSError("no way there")

    with pytest.raises(OSError, match="no way there"):
        issue([ticket(secrets.choice) for _ in range(1_000)], broken)
    assert len(begun) < 1_000 - AT_A_TIME


def test_no_tickets_are_issued_at_once() -> None:
    store = MemoryStore()
    issue((), store.issue)
    assert store.redeem("x", "y") is None
