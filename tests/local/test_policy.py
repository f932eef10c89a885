"""What an authorizer's answer means."""

from __future__ import annotations

import pytest

from local import policy
from tests.local import stands

ARN = "arn:aws:execute-api:eu-central-1:000000000000:api/live/$connect"


@pytest.mark.parametrize("resource", [ARN, "*", "arn:aws:execute-api:*:*:api/*", ARN.replace("live", "l??e")])
def test_a_policy_allows_what_its_resource_covers(resource: str) -> None:
    assert policy.context(stands.policy("Allow", resource), ARN) == {"principalId": "somebody"}


@pytest.mark.parametrize("answer", [stands.policy("Allow", ARN + "x"), stands.policy("Deny", ARN)])
def test_what_is_not_allowed_is_forbidden(answer: stands.Json) -> None:
    with pytest.raises(policy.Forbidden):
        policy.context(answer, ARN)


def test_a_denial_outweighs_what_else_allows() -> None:
    answer = stands.policy("Allow", "*")
    answer["policyDocument"]["Statement"] += stands.policy("Deny", "*")["policyDocument"]["Statement"]
    with pytest.raises(policy.Forbidden):
        policy.context(answer, ARN)


def test_the_context_travels_as_texts() -> None:
    answer = stands.policy("Allow", ARN, role="info", level=3, staff=True)
    expected = {"role": "info", "level": "3", "staff": "true", "principalId": "somebody"}
    assert policy.context(answer, ARN) == expected


@pytest.mark.parametrize(
    "answer",
    [
        None,
        {},
        {"principalId": 3},
        {**stands.policy("Allow", ARN), "context": {"rooms": ["a"]}},
        {**stands.policy("Allow", ARN), "context": {"long": "x" * 9000}},
    ],
)
def test_an_answer_that_api_gateway_could_not_use_is_unusable(answer: object) -> None:
    with pytest.raises(policy.Unusable):
        policy.context(answer, ARN)
