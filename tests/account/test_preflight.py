"""What an account lacks for an event, and how it is mended."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from account import capacity, demand
from account.deployed import Incomplete
from account.findings import Finding
from account.preflight import preflight
from account.seen import Concurrency, Seen
from account.unread import Unread

GOOD = Seen(
    region="eu-central-1",
    bootstrap=33,
    requests=10_000,
    connections=500,
    concurrency=Concurrency(1_000, 1_000),
    writes=40_000,
    logging="a role",
    stack=None,
    budgets=True,
)
DENIED = Unread("AccessDeniedException", "not for you")


def only(seen: Seen, people: int = 300) -> Finding:
    (finding,) = preflight(seen, people)
    return finding


@pytest.mark.parametrize("people", [10, 300, 1_200])
def test_an_account_as_most_are_carries_an_event(people: int) -> None:
    assert preflight(GOOD, people) == ()


@pytest.mark.parametrize(
    ("seen", "what", "mend"),
    [
        (replace(GOOD, bootstrap=None), "never been prepared", "--prepare"),
        (replace(GOOD, bootstrap=5), "version 5; 8 is needed", "--prepare"),
        (replace(GOOD, logging=None), "may not write logs", "--prepare"),
        (replace(GOOD, requests=100), "100 requests a second are too few: 300 people need 1,000", "L-8A5B8E43"),
        (replace(GOOD, concurrency=Concurrency(10, 10)), "10 calls of Lambda at once are too few", "Ask AWS for 1,000"),
        (replace(GOOD, concurrency=Concurrency(1_000, 50)), "have not reserved, are too few", "L-B99A9384"),
        (
            replace(GOOD, stack="ROLLBACK_COMPLETE", concurrency=Concurrency(1_000, 50)),
            "have not reserved, are too few",
            "L-B99A9384",
        ),
        (replace(GOOD, writes=500), "500 writes a second into a table are too few", "L-AB614373"),
        (replace(GOOD, stack="UPDATE_IN_PROGRESS"), "just being changed", "Wait"),
        (replace(GOOD, stack="ROLLBACK_FAILED"), "got stuck", "./beifall destroy"),
        (replace(GOOD, stack="UPDATE_ROLLBACK_FAILED"), "got stuck", "Continue update rollback"),
        (replace(GOOD, stack=DENIED), "you may not read it", "cloudformation:DescribeStacks"),
    ],
)
def test_what_keeps_an_event_from_being_deployed_is_said_with_what_mends_it(seen: Seen, what: str, mend: str) -> None:
    finding = only(seen)
    assert finding.stops
    assert what in finding.what
    assert mend in finding.mend


@pytest.mark.parametrize(
    ("seen", "what"),
    [
        (replace(GOOD, requests=DENIED), "taken for 10,000"),
        (replace(GOOD, connections=Unread("400", "")), "could not be read (400) and is taken for 500"),
        (replace(GOOD, concurrency=DENIED), "taken for 1,000"),
        (replace(GOOD, concurrency=Concurrency(200, 200)), "none can be kept free for votes"),
        (replace(GOOD, bootstrap=DENIED), "you may not read it"),
        (replace(GOOD, logging=DENIED), "you may not read it"),
        (replace(GOOD, connections=30), "the last of them are in after 20 s"),
        (replace(GOOD, region="eu-north-1"), "CloudFormation makes no budgets in eu-north-1"),
        (replace(GOOD, budgets=False), "no budgets yet in this account, which an organisation pays for"),
    ],
)
def test_what_is_only_worth_knowing_stops_nobody(seen: Seen, what: str) -> None:
    finding = only(seen)
    assert not finding.stops
    assert what in finding.what


def test_who_may_not_read_whether_there_are_budgets_is_not_bothered_with_it() -> None:
    assert preflight(replace(GOOD, budgets=DENIED), 300) == ()


def test_a_quota_that_cannot_be_read_is_taken_for_that_of_the_region() -> None:
    said = [str(finding) for finding in preflight(replace(GOOD, requests=DENIED, region="eu-south-1"), 300)]
    assert any("taken for 2,500" in one for one in said)


def test_everything_is_said_at_once_and_what_stops_comes_first() -> None:
    bare = replace(GOOD, bootstrap=None, requests=DENIED, concurrency=Concurrency(10, 10), logging=None)
    assert [finding.stops for finding in preflight(bare, 300)] == [True, True, True, False]


def test_an_event_that_is_there_already_does_not_stand_in_its_own_way() -> None:
    """What it has reserved itself is not somebody else's; a stack that was only announced is none."""
    deployed = replace(GOOD, stack="UPDATE_COMPLETE", concurrency=Concurrency(1_000, 50))
    assert preflight(deployed, 300) == ()
    assert preflight(replace(GOOD, stack="REVIEW_IN_PROGRESS"), 300) == ()


@pytest.mark.parametrize(
    ("made_for", "concurrency", "shared"),
    [
        (None, Concurrency(1_000, 500), 500),
        (1_000, Concurrency(1_000, 500), 1_000),
        (200, Concurrency(1_000, 1_000), 1_000),
        (1_000, Concurrency(3_000, 2_500), 3_000),
        (1_000, Concurrency(1_000, 250), 1_000),
        (1_000, Concurrency(600, 100), 600),
        (None, DENIED, 1_000),
        (500, DENIED, 500),
    ],
    ids=["new", "as before", "raised", "raised further", "others came", "lowered", "not known", "not known any more"],
)
def test_a_stack_shares_out_what_others_leave_and_keeps_what_it_has(
    made_for: int | None, concurrency: Concurrency | Unread, shared: int
) -> None:
    """Who was told to ask AWS for more, and has got it, deploys again."""
    stack: Any = {"StackName": "Beifall-MOON", "StackStatus": "UPDATE_COMPLETE"}
    there = None if made_for is None else Incomplete("", "MOON", stack, {"Concurrency": str(made_for)})
    assert capacity.shared(replace(GOOD, concurrency=concurrency), there) == shared


def test_more_people_than_any_account_carries_are_told_apart_from_too_small_a_quota() -> None:
    finding = preflight(GOOD, 1_000_000)[0]
    assert "no account carries 1,000,000 people" in finding.what
    assert "several events" in finding.mend


@pytest.mark.parametrize(("people", "seconds", "calls"), [(10, 1, 23), (300, 2, 95), (1_200, 5, 320), (3_000, 12, 645)])
def test_more_people_need_more(people: int, seconds: int, calls: int) -> None:
    assert demand.joining(people, 500) == seconds
    assert demand.concurrency(people, 500) == calls
