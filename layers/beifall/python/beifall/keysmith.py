"""Puts an event's keys into the secret of its deployment, once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import boto3
import msgspec
from botocore.config import Config

from beifall.tokens import Keys, fresh

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient


def furnish(secret: str, chance: Callable[[], str]) -> None:
    """Fresh keys, unless the secret of this ARN holds some: with others nobody's token would be good, and everybody
    would be somebody else. What AWS has drawn when it made the secret is none. `chance` gives a fresh secret.
    """
    client: SecretsManagerClient = boto3.client(
        "secretsmanager", config=Config(connect_timeout=2, read_timeout=5, retries={"total_max_attempts": 5})
    )
    if not _are_keys(client.get_secret_value(SecretId=secret).get("SecretString", "")):
        client.put_secret_value(SecretId=secret, SecretString=msgspec.json.encode(fresh(chance)).decode())


def _are_keys(text: str) -> bool:
    try:
        keys = msgspec.json.decode(text, type=Keys)
    except msgspec.DecodeError:
        return False
    return keys.current in keys.signing and all((keys.people, *keys.signing.values()))
