"""What becomes of a batch after its function has answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from local.lambdas import Crashed


@dataclass(frozen=True)
class Batch:
    """Records of one shard, in order; `tries` is how often they have failed in this company, or in a larger one some of
    which have become too old.
    """

    records: tuple[Mapping[str, Any], ...]
    tries: int = 0

    def young(self, since: float) -> tuple[Batch, Batch | None]:
        """The records from `since` (in seconds) on, and those that are older, if there are any."""
        records = self.records
        split = 0
        while split < len(records) and records[split]["dynamodb"]["ApproximateCreationDateTime"] < since:
            split += 1
        if not split:
            return self, None
        return replace(self, records=records[split:]), replace(self, records=records[:split])


@dataclass(frozen=True)
class Outcome:
    """What is tried again, in order, and what is given up."""

    again: tuple[Batch, ...] = ()
    given_up: Batch | None = None


def judge(batch: Batch, answer: object, *, retries: int, bisects: bool, reports: bool) -> Outcome:
    """What an answer means; `Crashed` in its place means that there was none.

    As in AWS, what comes before the lowest reported record is done, an answer that names no record of the batch fails
    all of it, and cutting a batch in two costs no retry: the bad record is alone before its retries begin. What begins
    with another record than before has its retries before it, but where none are allowed, none is made.
    """
    first = 0 if answer is Crashed else _first(batch, answer) if reports else None
    if first is None:
        return Outcome()
    rest = batch.records[first:]
    if first == 0 and bisects and len(rest) > 1:
        half = len(rest) // 2
        return Outcome(again=(Batch(rest[:half]), Batch(rest[half:])))
    failed = Batch(rest, tries=1) if first > 0 else replace(batch, tries=batch.tries + 1)
    return Outcome(given_up=failed) if failed.tries > retries else Outcome(again=(failed,))


def _first(batch: Batch, answer: object) -> int | None:
    """The place of the first failed record, 0 if all failed, None if none did."""
    failures = answer.get("batchItemFailures") if isinstance(answer, dict) else None
    if not failures:
        return None
    places = {record["dynamodb"]["SequenceNumber"]: place for place, record in enumerate(batch.records)}
    try:
        return min(places[failure["itemIdentifier"]] for failure in failures)
    except (TypeError, KeyError):
        return 0
