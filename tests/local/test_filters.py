"""Filter patterns."""

from __future__ import annotations

import pytest

from blueprint import filters

RECORD = {"eventName": "INSERT", "dynamodb": {"Keys": {"pk": {"S": "room"}, "sk": {"S": "POLL#7"}}}}


def about(*rules: object) -> filters.Pattern:
    return {"dynamodb": {"Keys": {"sk": {"S": list(rules)}}}}


@pytest.mark.parametrize(
    "rule",
    ["POLL#7", {"prefix": "POLL#"}, {"suffix": "7"}, {"exists": True}, {"anything-but": ["POLL#8"]}],
)
def test_a_rule_finds_what_it_asks_for(rule: object) -> None:
    assert filters.passes([about(rule)], RECORD)


@pytest.mark.parametrize(
    "rule",
    ["POLL#", {"prefix": "QUESTION#"}, {"suffix": "8"}, {"exists": False}, {"anything-but": ["POLL#7"]}],
)
def test_a_rule_drops_what_it_does_not_ask_for(rule: object) -> None:
    assert not filters.passes([about(rule)], RECORD)


def test_one_rule_of_a_list_and_one_pattern_of_several_are_enough() -> None:
    assert filters.passes([about("no", {"prefix": "PO"})], RECORD)
    assert filters.passes([about("no"), {"eventName": ["INSERT"]}], RECORD)


def test_all_keys_of_a_pattern_must_be_met() -> None:
    assert not filters.passes([{**about("POLL#7"), "eventName": ["REMOVE"]}], RECORD)


def test_a_path_that_is_not_there_does_not_pass() -> None:
    assert not filters.passes([{"dynamodb": {"NewImage": {"at": {"N": ["1"]}}}}], RECORD)


def test_without_a_pattern_everything_passes() -> None:
    assert filters.passes([], RECORD)


@pytest.mark.parametrize("pattern", [about({"cidr": "10.0.0.0/8"}), {"eventName": "INSERT"}, {"eventName": []}])
def test_a_pattern_that_is_not_understood_is_said_at_once(pattern: filters.Pattern) -> None:
    with pytest.raises(ValueError, match="filter pattern"):
        filters.check(pattern)
