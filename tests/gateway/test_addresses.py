"""A host's addresses are there in time, whatever the name service does."""

from __future__ import annotations

import socket
import threading
from collections.abc import Sequence

import pytest

from beifall.gateway.addresses import AGAIN, KEPT, Address, Addresses
from tests.gateway.names import NO_ANSWER, Names

FIRST, SECOND, THIRD = (Address(socket.AF_INET, (f"127.0.0.{last}", 443)) for last in (1, 2, 3))


class Clock:
    """Stands still unless it is moved."""

    now = 1_606_204_800.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_each_address_has_its_turn_and_the_name_service_is_asked_once(clock: Clock) -> None:
    names = Names([FIRST, SECOND])
    addresses = Addresses("host", 443, names=names, clock=clock)
    turns = [list(addresses.in_turn()) for _ in range(3)]
    assert turns == [[FIRST, SECOND], [SECOND, FIRST], [FIRST, SECOND]]
    assert names.asked == 1


def test_after_a_minute_the_name_service_is_asked_again(clock: Clock) -> None:
    addresses = Addresses("host", 443, names=Names([FIRST], [SECOND]), clock=clock)
    addresses.in_turn()
    clock.now += KEPT
    assert addresses.in_turn() == [SECOND]


def test_old_addresses_do_while_the_name_service_fails_and_it_is_not_asked_all_the_time(clock: Clock) -> None:
    names = Names([FIRST], NO_ANSWER, NO_ANSWER, [SECOND])
    addresses = Addresses("host", 443, names=names, clock=clock)
    addresses.in_turn()
    clock.now += KEPT
    assert [addresses.in_turn() for _ in range(5)] == [[FIRST]] * 5
    assert names.asked == 2
    clock.now += AGAIN
    assert addresses.in_turn() == [FIRST]
    clock.now += AGAIN
    assert addresses.in_turn() == [SECOND]


def test_nobody_waits_for_the_name_service_who_has_old_addresses(clock: Clock) -> None:
    over = threading.Event()
    learned = threading.Event()

    def names(host: str, port: int) -> Sequence[Address]:
        if not learned.is_set():
            learned.set()
            return [FIRST]
        over.wait(10)
        return [SECOND]

    addresses = Addresses("host", 443, names=names, clock=clock)
    addresses.in_turn()
    clock.now += KEPT
    assert addresses.in_turn() == [FIRST]
    assert not over.is_set()
    over.set()


def test_one_failure_is_tried_again_and_two_are_said(clock: Clock) -> None:
    assert Addresses("host", 443, names=Names(NO_ANSWER, [FIRST]), clock=clock).in_turn() == [FIRST]
    names = Names(NO_ANSWER)
    with pytest.raises(socket.gaierror):
        Addresses("host", 443, names=names, clock=clock).in_turn()
    assert names.asked == 2


def test_an_address_in_vain_is_passed_over_while_there_is_another_one(clock: Clock) -> None:
    addresses = Addresses("host", 443, names=Names([FIRST, SECOND]), clock=clock)
    addresses.in_turn()
    assert addresses.avoid(FIRST)
    assert not addresses.avoid(FIRST)
    assert [addresses.in_turn() for _ in range(2)] == [[SECOND]] * 2
    assert not addresses.avoid(SECOND)
    assert set(addresses.in_turn()) == {FIRST, SECOND}


def test_where_all_are_in_vain_the_name_service_is_asked_before_the_minute_is_over(clock: Clock) -> None:
    names = Names([FIRST, SECOND], [THIRD])
    addresses = Addresses("host", 443, names=names, clock=clock)
    addresses.in_turn()
    addresses.avoid(FIRST)
    addresses.avoid(SECOND)
    addresses.in_turn()
    assert names.asked == 1
    clock.now += AGAIN
    assert addresses.in_turn() == [THIRD]
