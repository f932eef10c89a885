"""A DynamoDB at an address: DynamoDB Local, an emulator, AWS itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from local.seam import Call


class Remote:
    """botocore goes there by itself, with the credentials that the environment has."""

    def __init__(self, url: str) -> None:
        self.environment: Mapping[str, str] = {
            "AWS_ENDPOINT_URL_DYNAMODB": url,
            "AWS_ENDPOINT_URL_DYNAMODB_STREAMS": url,
        }

    def send(self, _call: Call) -> None:
        """Never answers: the call goes on to the address."""

    def close(self) -> None:
        """What is stored there is not ours to forget."""


def start(url: str) -> Remote:
    """Nothing is connected yet."""
    return Remote(url)
