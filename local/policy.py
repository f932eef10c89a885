"""What an authorizer's answer means to API Gateway."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

ANSWER_LIMIT = 8 * 1024


class Forbidden(Exception):
    """The policy denies, or does not allow."""


class Unusable(Exception):
    """API Gateway could not work with the answer; the text says why."""


def context(answer: object, arn: str) -> dict[str, str]:
    """What later requests carry as `requestContext.authorizer`, if the answer allows `arn`.

    Raises Forbidden or Unusable.
    """
    if not isinstance(answer, dict) or not isinstance(answer.get("principalId"), str):
        raise Unusable("an authorizer answers with a principalId and a policyDocument")
    if len(json.dumps(answer)) > ANSWER_LIMIT:
        raise Unusable(f"an authorizer's answer has at most {ANSWER_LIMIT} bytes")
    statements = _listed((answer.get("policyDocument") or {}).get("Statement", ()))
    effects = {statement.get("Effect") for statement in statements if _concerns(statement, arn)}
    if effects != {"Allow"}:
        raise Forbidden
    values = {name: _text(name, value) for name, value in (answer.get("context") or {}).items()}
    return {**values, "principalId": answer["principalId"]}


def _concerns(statement: Mapping[str, Any], arn: str) -> bool:
    # IAM does not care about the case of an action.
    action = any(_covers(pattern.lower(), "execute-api:invoke") for pattern in _listed(statement.get("Action", ())))
    return action and any(_covers(pattern, arn) for pattern in _listed(statement.get("Resource", ())))


def _covers(pattern: str, name: str) -> bool:
    expression = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    return re.fullmatch(expression, name) is not None


def _text(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    raise Unusable(f"context.{name} is neither a text nor a number nor true or false")


def _listed(value: Any) -> Iterable[Any]:
    return (value,) if isinstance(value, str | dict) else value
