"""The run's secrets, asked for as from Secrets Manager."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from local.seam import Call, Target, Unreachable, answer, refusal

if TYPE_CHECKING:
    from botocore.awsrequest import AWSResponse


def secrets(texts: Mapping[str, str]) -> Target:
    """Answers GetSecretValue for the given names."""

    def send(call: Call) -> AWSResponse:
        if call.operation != "GetSecretValue":
            raise Unreachable(f"{call.service}.{call.operation} has no answer on one machine")
        name = call.fields["SecretId"]
        if name not in texts:
            return refusal(call, 400, "ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
        return answer(call, 200, {"ARN": name, "Name": name, "SecretString": texts[name]}, {})

    return send
