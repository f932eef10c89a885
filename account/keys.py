"""The event's keys, from its secret."""

from __future__ import annotations

import boto3
import msgspec

from account.clients import client_of
from account.deployed import Deployed
from account.wrong import Wrong, explained
from beifall.tokens import Keys, Tokens


def keys_of(of: Deployed, session: boto3.Session) -> Keys:
    """What signs and verifies the event's tokens. Raises Wrong."""
    client = client_of(session, "secretsmanager")
    with explained("reading the event's keys"):
        secret = client.get_secret_value(SecretId=of.secret)["SecretString"]
    try:
        return msgspec.json.decode(secret, type=Keys)
    except msgspec.DecodeError:
        raise Wrong(f"the secret of {of.code} holds no keys yet: `./beifall deploy` makes them") from None


def store(keys: Keys, of: Deployed, session: boto3.Session) -> None:
    """Puts these keys in the place of the present ones. Raises Wrong."""
    client = client_of(session, "secretsmanager")
    with explained("writing the event's keys"):
        client.put_secret_value(SecretId=of.secret, SecretString=msgspec.json.encode(keys).decode())


def tokens_of(of: Deployed, session: boto3.Session) -> Tokens:
    """Signs and verifies the event's tokens. Raises Wrong."""
    return Tokens(keys_of(of, session), of.code)
