"""The seam below botocore."""

from __future__ import annotations

from collections.abc import Iterator

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import ClientError

from local.seam import Call, Seam, Target, Unreachable, answer
from local.secrets import secrets


@pytest.fixture
def seen() -> Iterator[list[str]]:
    """A seam with secrets, and what passes through it."""
    passed: list[str] = []

    def around(call: Call, target: Target) -> AWSResponse | None:
        passed.append(f"{call.service}.{call.operation}")
        return target(call)

    seam = Seam({"secrets-manager": secrets({"key": "open sesame"})}, around)
    seam.open()
    yield passed
    seam.close()


def test_every_call_passes_one_place(seen: list[str]) -> None:
    assert boto3.client("secretsmanager").get_secret_value(SecretId="key")["SecretString"] == "open sesame"
    assert seen == ["secrets-manager.GetSecretValue"]


def test_an_unknown_secret_is_not_found(seen: list[str]) -> None:
    client = boto3.client("secretsmanager")
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.get_secret_value(SecretId="other")


def test_a_service_without_a_target_is_named_and_never_reached(seen: list[str]) -> None:
    with pytest.raises(Unreachable, match=r"dynamodb\.ListTables has no answer on one machine"):
        boto3.client("dynamodb").list_tables()
    assert seen == []


def test_an_operation_without_an_answer_is_named_too(seen: list[str]) -> None:
    with pytest.raises(Unreachable, match=r"secrets-manager\.ListSecrets"):
        boto3.client("secretsmanager").list_secrets()


def test_an_open_seam_cannot_be_opened_twice(seen: list[str]) -> None:
    with pytest.raises(RuntimeError, match="another run"):
        Seam({}).open()


def test_a_client_follows_the_seam_from_run_to_run() -> None:
    client = boto3.client("secretsmanager")
    for text in ("first", "second"):
        seam = Seam({"secrets-manager": secrets({"key": text})})
        seam.open()
        try:
            assert client.get_secret_value(SecretId="key")["SecretString"] == text
        finally:
            seam.close()


def test_what_stands_between_may_answer_itself() -> None:
    def throttled(call: Call, _target: Target) -> AWSResponse:
        return answer(call, 400, {"__type": "ThrottlingException"}, {"x-amzn-errortype": "ThrottlingException"})

    once = Config(retries={"total_max_attempts": 1})
    seam = Seam({"secrets-manager": secrets({})}, throttled)
    seam.open()
    try:
        with pytest.raises(ClientError, match="ThrottlingException"):
            boto3.client("secretsmanager", config=once).get_secret_value(SecretId="key")
    finally:
        seam.close()
