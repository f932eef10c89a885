"""The event's keys, from the secret of its deployment."""

from __future__ import annotations

import os

import boto3
import msgspec
from botocore.config import Config

from beifall.tokens import Keys, Tokens


def tokens() -> Tokens:
    """Signs and verifies this event's tokens. One call, when a container starts."""
    client = boto3.client("secretsmanager", config=Config(connect_timeout=1, read_timeout=3))
    secret = client.get_secret_value(SecretId=os.environ["SECRET_ARN"])["SecretString"]
    return Tokens(msgspec.json.decode(secret, type=Keys), os.environ["EVENT_CODE"])
