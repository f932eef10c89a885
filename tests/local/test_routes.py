"""Which function gets a text."""

from __future__ import annotations

import pytest

from blueprint.routes import ROUTES, Route
from local import routes

TABLE = {**ROUTES, "clap": Route("clap")}


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ('{"action": "clap"}', "clap"),
        ('{"action": "vote"}', "$default"),
        ('{"action": 3}', "$default"),
        ('{"action": "$connect"}', "$default"),
        ("[]", "$default"),
        ("no json", "$default"),
        ("[" * 100_000, "$default"),
    ],
)
def test_an_exact_route_wins_and_all_else_goes_to_the_default(body: str, key: str) -> None:
    assert routes.select(TABLE, body) == key


def test_without_a_default_route_nobody_gets_it() -> None:
    assert routes.select({"clap": Route("clap")}, "no json") is None


@pytest.mark.parametrize("answer", [None, "text", {}, {"statusCode": "200"}, {"statusCode": True}])
def test_an_answer_without_a_whole_number_as_status_is_malformed(answer: object) -> None:
    with pytest.raises(routes.Malformed):
        routes.status(answer)


@pytest.mark.parametrize(("answer", "text"), [({"body": "x"}, "x"), ({"body": ""}, None), ({}, None)])
def test_only_a_body_is_a_reply(answer: dict[str, str], text: str | None) -> None:
    assert routes.reply({"statusCode": 200, **answer}) == text


def test_a_body_is_128_kb_at_most_counted_in_bytes() -> None:
    assert routes.reply({"statusCode": 200, "body": "ä" * 65536}) == "ä" * 65536
    with pytest.raises(routes.Malformed, match="131074 bytes"):
        routes.reply({"statusCode": 200, "body": "ä" * 65537})


def test_a_body_that_is_no_text_is_malformed() -> None:
    with pytest.raises(routes.Malformed):
        routes.reply({"statusCode": 200, "body": {"type": "ok"}})
