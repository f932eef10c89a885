"""What becomes of a batch."""

from __future__ import annotations

import pytest

from local.batch import Batch, Outcome, judge
from local.lambdas import Crashed


def a_batch(*numbers: int, tries: int = 0) -> Batch:
    records = tuple({"dynamodb": {"SequenceNumber": str(n), "ApproximateCreationDateTime": n}} for n in numbers)
    return Batch(records, tries)


def failed(*numbers: int) -> dict[str, list[dict[str, str]]]:
    return {"batchItemFailures": [{"itemIdentifier": str(number)} for number in numbers]}


def verdict(batch: Batch, answer: object, *, bisects: bool = True, reports: bool = True, retries: int = 5) -> Outcome:
    return judge(batch, answer, retries=retries, bisects=bisects, reports=reports)


@pytest.mark.parametrize("answer", [None, {}, {"batchItemFailures": []}, {"batchItemFailures": None}, "done"])
def test_a_batch_without_failures_is_done(answer: object) -> None:
    assert verdict(a_batch(1, 2), answer) == Outcome()


def test_everything_from_the_lowest_failed_record_on_comes_again() -> None:
    assert verdict(a_batch(1, 2, 3, 4), failed(4, 2)) == Outcome(again=(a_batch(2, 3, 4, tries=1),))


@pytest.mark.parametrize("answer", [Crashed, failed(1), failed(9), failed(2, 9), {"batchItemFailures": [{}]}])
def test_a_batch_that_failed_as_a_whole_is_cut_in_two_at_no_cost(answer: object) -> None:
    assert verdict(a_batch(1, 2, 3), answer) == Outcome(again=(a_batch(1), a_batch(2, 3)))


def test_without_bisecting_it_comes_again_as_it_is() -> None:
    assert verdict(a_batch(1, 2), Crashed, bisects=False) == Outcome(again=(a_batch(1, 2, tries=1),))


def test_a_record_is_given_up_after_its_retries() -> None:
    assert verdict(a_batch(1, tries=4), Crashed) == Outcome(again=(a_batch(1, tries=5),))
    assert verdict(a_batch(1, tries=5), Crashed) == Outcome(given_up=a_batch(1, tries=6))


def test_where_no_retry_is_allowed_a_record_that_is_reported_is_given_up_with_those_behind_it() -> None:
    assert verdict(a_batch(1, 2, 3), failed(2), retries=0) == Outcome(given_up=a_batch(2, 3, tries=1))


def test_what_a_function_reports_counts_only_if_the_mapping_asks_for_it() -> None:
    assert verdict(a_batch(1, 2), failed(1), reports=False) == Outcome()


def test_old_records_are_told_from_young_ones() -> None:
    assert a_batch(1, 2, 3).young(2) == (a_batch(2, 3), a_batch(1))
    assert a_batch(1, 2, 3).young(1) == (a_batch(1, 2, 3), None)


def test_a_record_that_grows_too_old_gives_the_others_no_further_retries() -> None:
    assert a_batch(1, 2, 3, tries=3).young(2) == (a_batch(2, 3, tries=3), a_batch(1, tries=3))
